//! The facts of a finding as a table: what an aggregate is made of below what it comes to, and what
//! several facts tell of one record on one line.

use maud::{Markup, PreEscaped, html};
use serde::Serialize;

use super::mark::{Axis, Bar, bar, ends, farthest, money};
use super::sources::Sources;
use super::typeset::{fact, measured, place, short, text, words};
use crate::report::words::voice::{naming, say, some};
use crate::report::{Fact, FactSource, Made, Place, words as said};
use crate::value::Decimal;

/// A row of the table; its texts are set already.
#[derive(Serialize)]
pub(in crate::report) struct Row {
    /// How it is set: by itself, as a head of others, or below one.
    class: Class,
    /// What it is of.
    label: String,
    /// What it is.
    #[serde(skip_serializing_if = "String::is_empty")]
    value: String,
    /// Whether that is words, which take the place of what is drawn as well.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    words: bool,
    /// An amount on the table's axis: low and high, or nothing known.
    #[serde(skip_serializing_if = "Option::is_none")]
    bar: Option<Option<(u32, Option<u32>)>>,
    /// Where it stands.
    #[serde(skip_serializing_if = "String::is_empty")]
    place: String,
    /// Where it comes from.
    #[serde(skip_serializing_if = "String::is_empty")]
    sources: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Class {
    Own,
    Head,
    Member,
}

impl Class {
    fn name(self) -> Option<&'static str> {
        match self {
            Class::Own => None,
            Class::Head => Some("head"),
            Class::Member => Some("member"),
        }
    }
}

/// How amounts of facts are drawn.
const AXIS: Axis = Axis { width: 104, height: 9, ink: "ink", line: None };

/// Facts that one aggregate is made of, or that stand for themselves.
struct Group<'f> {
    made: Vec<&'f Made>,
    facts: Vec<&'f Fact>,
}

/// The rows of facts, and whether amounts are drawn beside them.
pub(in crate::report) fn rows(
    facts: &[Fact],
    base: &str,
    sources: &mut Sources,
) -> (Vec<Row>, bool) {
    let unit =
        facts.iter().find(|fact| money(&fact.value).is_some()).and_then(|f| f.value.unit.clone());
    let drawn: Vec<Decimal> = facts
        .iter()
        .filter(|fact| fact.value.unit == unit)
        .filter_map(|fact| farthest(money(&fact.value)?))
        .collect();
    let top = drawn.iter().copied().max().filter(|top| drawn.len() > 1 && top.signum() > 0);
    let amounts =
        facts.iter().filter(|fact| fact.value.unit == unit && money(&fact.value).is_some());
    let amounts = amounts.map(|fact| said::of(&fact.path).0).collect();
    let mut table = Table { base, sources, axis: top.zip(unit), amounts, rows: Vec::new() };
    for group in groups(facts) {
        table.group(&group);
    }
    (table.rows, top.is_some())
}

/// Facts by what is made of them; what is made of the same facts has one group.
fn groups(facts: &[Fact]) -> Vec<Group<'_>> {
    let mut own = Group { made: Vec::new(), facts: Vec::new() };
    let mut groups: Vec<Group<'_>> = Vec::new();
    for fact in facts {
        match &fact.of {
            None => own.facts.push(fact),
            Some(made) => match groups.iter_mut().find(|group| group.made == [made]) {
                Some(group) => group.facts.push(fact),
                None => groups.push(Group { made: vec![made], facts: vec![fact] }),
            },
        }
    }
    let mut merged: Vec<Group<'_>> = vec![own];
    for group in groups {
        let told = |group: &Group<'_>| -> Vec<(String, String)> {
            group.facts.iter().map(|f| (f.path.clone(), f.value.text.clone())).collect()
        };
        match merged.iter_mut().skip(1).find(|known| told(known) == told(&group)) {
            Some(known) => known.made.extend(group.made),
            None => merged.push(group),
        }
    }
    merged
}

struct Table<'t> {
    base: &'t str,
    sources: &'t mut Sources,
    /// The greatest amount that is drawn, and its currency.
    axis: Option<(Decimal, String)>,
    /// The fields that hold such amounts: one of them that is not known is an amount as well.
    amounts: Vec<&'t str>,
    rows: Vec<Row>,
}

impl Table<'_> {
    fn group(&mut self, group: &Group<'_>) {
        let class = if group.made.is_empty() { Class::Own } else { Class::Member };
        if class == Class::Member {
            let label = html! {
                @for (at, made) in group.made.iter().enumerate() {
                    @if at > 0 { "; " }
                    (text(&words(made.said()))) " " b { (measured(&made.value)) }
                }
            };
            self.rows.push(Row { class: Class::Head, label: label.0, ..Row::empty() });
        }
        for facts in by_record(&group.facts) {
            match facts[..] {
                [] => {}
                [one] => self.fact(one, class),
                [first, ..] => self.record(first, &facts, class),
            }
        }
    }

    /// A fact by itself; where its sources disagree, what each says.
    fn fact(&mut self, told: &Fact, class: Class) {
        let shown = html! {
            (measured(&told.value))
            @if let Some(taken) = &told.taken_as {
                " " span.now { (naming("html-taken-as", &[("value", &said::figure(taken))])) }
            }
            @if let Some(instead) = &told.instead_of {
                " " span.now { (naming("html-instead-of", &[("fact", &fact(instead))])) }
            }
        };
        let cited: Vec<&FactSource> = told.sources.iter().collect();
        let refs = html! {
            (self.sources.refer(&cited))
            @if told.disputed { span.disputed { (say("html-disputed")) } }
            @else if told.contested { span.disputed { (say("html-contested")) } }
        };
        let label = html! { (text(&fact(&told.path))) };
        let bar = self.bar(told);
        let place = self.place(told);
        let (label, value, sources) = (label.0, shown.0, refs.0);
        self.rows.push(Row { class, label, value, words: false, bar, place, sources });
        let says = told.sources.iter().filter(|source| source.says.is_some());
        for source in says.filter(|source| told.contested || source.outranked) {
            self.says(source);
        }
    }

    fn says(&mut self, source: &FactSource) {
        let number = self.sources.number(source).to_string();
        let kind = source.kind.as_deref().map(words).unwrap_or_default();
        let label = html! {
            (naming("html-says", &[("kind", &kind), ("number", &number)]))
            @if source.outranked { " " span.now { (say("html-outranked")) } }
        };
        let shown = html! { (text(source.says.as_deref().unwrap_or_default())) };
        let place = place(&source.place, self.base).0;
        let row =
            Row { class: Class::Member, label: label.0, value: shown.0, place, ..Row::empty() };
        self.rows.push(row);
    }

    /// What several facts tell of one record.
    fn record(&mut self, first: &Fact, facts: &[&Fact], class: Class) {
        let of = said::of(&first.path).1.unwrap_or(&first.path);
        let told = html! {
            @for (at, told) in facts.iter().enumerate() {
                @if at > 0 { ", " }
                @let (field, _) = said::of(&told.path);
                (text(&words(field))) " " (measured(&told.value))
            }
        };
        let mut cited: Vec<&FactSource> = Vec::new();
        for source in facts.iter().flat_map(|fact| &fact.sources) {
            if cited.iter().all(|known| known.key != source.key) {
                cited.push(source);
            }
        }
        let label = html! { (text(of)) }.0;
        let place = lines(facts, self.base);
        let refs = self.sources.refer(&cited).0;
        let (value, sources) = (told.0, refs);
        self.rows.push(Row { class, label, value, words: true, bar: None, place, sources });
    }

    /// An amount on the axis; one that could be drawn and is not known, as such.
    fn bar(&self, fact: &Fact) -> Option<Option<(u32, Option<u32>)>> {
        let (top, unit) = self.axis.as_ref()?;
        match money(&fact.value) {
            Some(ends) if fact.value.unit.as_ref() == Some(unit) => {
                Some(Some(Bar::of(ends, *top).numbers()))
            }
            None if fact.value.is_unknown() && self.amounts.contains(&said::of(&fact.path).0) => {
                Some(None)
            }
            _ => None,
        }
    }

    fn place(&self, fact: &Fact) -> String {
        let files = fact.files.iter().map(|file| short(file, self.base));
        let named = files.collect::<Vec<_>>().join(", ");
        let more = (fact.more_files > 0).then(|| some("html-more", fact.more_files));
        html! { (place(&fact.place, self.base)) (named) @if let Some(more) = more { ", " (more) } }
            .0
    }
}

impl Row {
    fn empty() -> Row {
        let [label, value, place, sources] = std::array::from_fn(|_| String::new());
        Row { class: Class::Own, label, value, words: false, bar: None, place, sources }
    }
}

/// Facts in their order; those that tell something of the same record in words, and nothing that
/// needs a line of its own, together.
fn by_record<'f>(facts: &[&'f Fact]) -> Vec<Vec<&'f Fact>> {
    let mut rows: Vec<(Option<&str>, Vec<&Fact>)> = Vec::new();
    for fact in facts {
        let plain = ends(&fact.value).is_none_or(|_| fact.value.unit.is_none())
            && !fact.contested
            && fact.taken_as.is_none()
            && fact.instead_of.is_none();
        let of = said::of(&fact.path).1.filter(|_| plain);
        match rows.iter_mut().find(|(known, _)| of.is_some() && *known == of) {
            Some((_, row)) => row.push(fact),
            None => rows.push((of, vec![fact])),
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Where several facts of a record stand: their lines, where these are of one file.
fn lines(facts: &[&Fact], base: &str) -> String {
    let first = facts.first().and_then(|fact| fact.place.clone());
    let Some(Place::Text { file, .. }) = &first else {
        return place(&first, base).0;
    };
    let line = |fact: &&Fact| match &fact.place {
        Some(Place::Text { file: other, line, .. }) if other == file => Some(*line),
        _ => None,
    };
    let mut lines: Vec<u32> = facts.iter().filter_map(line).collect();
    lines.sort_unstable();
    lines.dedup();
    let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
    html! { (short(file, base)) ":" (lines.join(", ")) }.0
}

/// The table, written into the page.
pub(in crate::report) fn table(rows: &[Row], drawn: bool) -> Markup {
    let wide = if drawn { 5 } else { 4 };
    html! {
        table.facts {
            caption.unseen { (say("html-facts")) }
            thead { tr {
                th scope="col" { (say("html-fact")) }
                th.num scope="col" { (say("html-value")) }
                @if drawn { th.drawn scope="col" { span.unseen { (say("html-drawn")) } } }
                th scope="col" { (say("html-place")) }
                th scope="col" { (say("html-sources")) }
            } }
            tbody { @for row in rows { (written(row, drawn, wide)) } }
        }
    }
}

fn written(row: &Row, drawn: bool, wide: u32) -> Markup {
    html! {
        tr class=[row.class.name()] {
            @if row.class == Class::Head {
                th scope="rowgroup" colspan=(wide) { (PreEscaped(&row.label)) }
            } @else {
                th scope="row" { (PreEscaped(&row.label)) }
                @if row.words { td.words colspan=[drawn.then_some(2)] { (PreEscaped(&row.value)) } }
                @else { td.num { (PreEscaped(&row.value)) } }
                @if drawn && !row.words { td.drawn { @if let Some(of) = row.bar { (bar(of.map(Bar::from), AXIS)) } } }
                td.at { (PreEscaped(&row.place)) }
                td.refs { (PreEscaped(&row.sources)) }
            }
        }
    }
}
