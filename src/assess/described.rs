//! What a rule is, without records: what it asks for, what it is made of, and its text.

use std::collections::BTreeMap;

use super::explained::{NotFound, rule_named};
use super::params::bounds;
use super::places::standing;
use crate::check::{DefinitionId, Index, Meaning, What};
use crate::ir::{Citation, Program, Rule, Standing};
use crate::report::{Cited, Described, InForce, NamedParam, Needed, Param, Part};
use crate::source::{Sources, Span};
use crate::ty::{Field, Ty, exact, type_name};
use crate::value::Scalar;

/// What the rule of that name is; the index is that of the same program.
pub fn describe(
    sources: &Sources,
    program: &Program,
    index: &Index,
    rule: &str,
) -> Result<Described, NotFound> {
    let rule = &program.rules[rule_named(sources, program, rule)?];
    let anatomy = Anatomy { sources, program, index };
    let written = anatomy.written(rule);
    let parts = anatomy.parts(&written);
    let place = |span: Span| standing(sources, span);
    let definitions = parts.iter().filter(|(_, what)| matches!(what, What::Define | What::Flow));
    Ok(Described {
        rule: rule.name.to_string(),
        title: rule.title.to_string(),
        rationale: rule.rationale.to_string(),
        subject: program.schema.record(rule.subject).name.clone(),
        tags: rule.tags.clone(),
        amended: rule.amended.iter().map(|one| (place(one.span), one.changes.clone())).collect(),
        cites: cited(rule),
        fields: anatomy.fields(&parts),
        params: anatomy.params(&parts),
        made_of: definitions.flat_map(|(id, _)| anatomy.definition(*id)).collect(),
        text: written.into_iter().map(|span| anatomy.part(&rule.name, "", span)).collect(),
    })
}

struct Anatomy<'a> {
    sources: &'a Sources,
    program: &'a Program,
    index: &'a Index,
}

/// What is asked for by name, each once, in the order in which it is met.
type Parts = Vec<(DefinitionId, What)>;

impl Anatomy<'_> {
    /// The text of a rule, and of what amends it.
    fn written(&self, rule: &Rule) -> Vec<Span> {
        let named = self.index.name_at(rule.span.file, rule.span.start);
        match named {
            Some((_, Meaning::Defined(id))) => self.index.items(id).collect(),
            _ => Vec::new(),
        }
    }

    /// What texts name, and what that is made of.
    fn parts(&self, written: &[Span]) -> Parts {
        let mut found: Parts = Vec::new();
        let mut open: Vec<Span> = written.iter().rev().copied().collect();
        while let Some(text) = open.pop() {
            let mut inner = Vec::new();
            for meaning in self.index.meanings_in(text) {
                let Meaning::Defined(id) = meaning else { continue };
                let what = self.index.definition(id).what;
                let is_part = matches!(what, What::Param | What::Define | What::Flow | What::Field);
                if is_part && !found.iter().any(|(known, _)| *known == id) {
                    found.push((id, what));
                    inner.extend(self.index.items(id));
                }
            }
            open.extend(inner.into_iter().rev());
        }
        found
    }

    fn part(&self, name: &str, title: &str, span: Span) -> Part {
        let text = self.sources.file(span.file).text();
        let written = text.get(span.start as usize..span.end() as usize).unwrap_or_default();
        let (name, title) = (name.to_owned(), title.to_owned());
        let (place, text) = (standing(self.sources, span), written.trim_end().to_owned());
        Part { name, title, place, text }
    }

    fn definition(&self, id: DefinitionId) -> Option<Part> {
        let definition = self.index.definition(id);
        let title = definition.title.in_language(self.program.lang);
        let title = title.unwrap_or(definition.title.own());
        Some(self.part(&definition.name, title, self.index.items(id).next()?))
    }

    /// The fields by their kinds, in the order of their declaration.
    fn fields(&self, parts: &Parts) -> Vec<Needed> {
        let mut needed: BTreeMap<Span, Needed> = BTreeMap::new();
        for (id, _) in parts.iter().filter(|(_, what)| *what == What::Field) {
            let field = self.index.definition(*id);
            let Some((kind, span)) = field.of.zip(field.places.first()) else { continue };
            let ty = field.ty.map(|ty| type_name(ty, &self.program.schema));
            let doc = self.field_at(*span).map(|field| field.doc.to_string()).unwrap_or_default();
            let record = self.index.definition(kind).name.clone();
            let name = field.name.clone();
            needed.insert(*span, Needed { record, name, ty: ty.unwrap_or_default(), doc });
        }
        needed.into_values().collect()
    }

    fn field_at(&self, span: Span) -> Option<&Field> {
        let kinds = self.program.schema.records.iter();
        kinds.flat_map(|kind| &kind.fields).find(|field| field.span == span)
    }

    fn params(&self, parts: &Parts) -> Vec<NamedParam> {
        let places = parts.iter().filter(|(_, what)| *what == What::Param);
        let places = places.filter_map(|(id, _)| self.index.definition(*id).places.first());
        let params =
            places.filter_map(|span| self.program.params.iter().find(|param| param.span == *span));
        let value =
            |value: &Scalar, ty: Ty| exact(value, ty, &self.program.schema, &|_, _| String::new());
        let told = |param: &crate::ir::Param| NamedParam {
            title: param.title.to_string(),
            place: standing(self.sources, param.span),
            set: param.set.map(|at| standing(self.sources, at)),
            param: Param {
                name: param.name.to_string(),
                value: value(&param.value, param.ty),
                since: param.since.map(|date| date.to_string()),
                set_by_run: param.set.is_some(),
                bounds: bounds(param, |limit| value(limit, param.ty)),
                cites: crate::ir::in_force(&param.cites),
                values: Vec::new(),
            },
            values: match &param.timeline[..] {
                [_] => Vec::new(),
                timeline => timeline
                    .iter()
                    .map(|one| InForce {
                        value: value(&one.value, param.ty),
                        since: one.since.map(|date| date.to_string()),
                    })
                    .collect(),
            },
        };
        params.map(told).collect()
    }
}

/// What a rule cites, with the rungs that do.
fn cited(rule: &Rule) -> Vec<Cited> {
    let told = |citation: &Citation, rung: Option<&'static str>| Cited {
        text: citation.text.clone(),
        rung: rung.map(str::to_owned),
        from: citation.from.map(|date| date.to_string()),
        until: citation.until.map(|date| date.to_string()),
        framework: citation.framework.as_ref().map(ToString::to_string),
        in_force: citation.standing == Standing::InForce,
    };
    let of_rungs = rule.rungs.iter().flat_map(|rung| {
        rung.cites.iter().map(move |citation| told(citation, Some(rung.severity.name())))
    });
    let of_rule = rule.cites.iter().map(|citation| told(citation, None));
    of_rule.chain(of_rungs).collect()
}
