//! Scorecards: a grade for whatever comes of the rules that count.

mod idle;
mod taken;

use rustc_hash::FxHashMap;

use super::citation::cited;
use super::derived::Layout;
use super::error::{CheckError, Noun, ScorecardError};
use super::index::What;
use super::scope::{Checker, Local, Parts, Typed};
use super::sink::Checked;
use super::suggest::nearest;
use crate::ir::{Cap, Disabled, Grade, Level, Op, Rule, Scorecard, Taken};
use crate::outcome::Severity;
use crate::source::Span;
use crate::syntax::ast::{self, CardClause};
use crate::ty::{Card, FieldId, Kind, RecordId, Ty};

/// What a scorecard's conditions call the open verdicts.
const UNDETERMINED: &str = "undetermined";

/// What they call the money at stake.
const AT_STAKE: &str = "at_stake";

/// The rules of the program, as scorecards take them.
#[derive(Clone, Copy)]
pub(super) struct Rules<'p> {
    /// Those that are sound.
    pub(super) sound: &'p [Rule],
    /// Those that are taken out.
    pub(super) disabled: &'p [Disabled],
}

impl<'a> Parts<'_, 'a> {
    pub(super) fn check_scorecards(&mut self, rules: Rules<'_>) -> Vec<Scorecard> {
        let mut scorecards = Vec::new();
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        for (unit, item) in self.declared.items() {
            let ast::Item::Scorecard(item) = item else {
                continue;
            };
            if let Some(first) = seen.insert(&item.name.text, item.name.span) {
                let (name, span) = (item.name.text.clone(), item.name.span);
                self.sink.report(CheckError::Duplicate { name, span, first });
            }
            scorecards.extend(self.checker(unit).scorecard(item, rules));
        }
        scorecards
    }
}

impl<'a> Checker<'_, 'a> {
    fn scorecard(&mut self, item: &'a ast::Scorecard, rules: Rules<'_>) -> Checked<Scorecard> {
        let subject = self.keyed_record(&item.record);
        let cause = self.cause(item);
        // Each part tells its own errors.
        let takes = subject.and_then(|subject| self.takes(item, rules, subject, cause?));
        let sound = self.require_last(item).and(self.require_once(item));
        self.level = Some(Level::SUBJECT);
        let card = subject.and_then(|subject| {
            let (card, fields) = self.card(item, subject);
            self.bind_card(item, card, fields)?;
            Ok(card)
        });
        let (grades, caps) = self.grades(item);
        let (takes, card) = (takes?, card?);
        if item.broken {
            return Err(self.sink.unread());
        }
        let (grades, caps) = (grades?, caps?);
        sound?;
        let (words, doc) = (item.name.text.replace('-', " "), &item.doc);
        let cites = item.clauses.iter().filter_map(|clause| match clause {
            CardClause::Cites(cites) => Some(cited(cites, self.declared.as_of)),
            _ => None,
        });
        let scorecard = Scorecard {
            name: item.name.text.as_str().into(),
            title: doc.title.clone().or_own(|| words),
            rationale: doc.rationale.clone(),
            cites: cites.flatten().collect(),
            subject: subject?,
            card,
            variable: item.variable.text.as_str().into(),
            takes,
            grades,
            caps,
            span: item.name.span,
        };
        self.require_amounts(&scorecard, rules)?;
        self.warn_of_idle(&scorecard);
        Ok(scorecard)
    }

    /// The kind of the cards, and what they tell by name.
    fn card(&mut self, item: &ast::Scorecard, of: RecordId) -> (RecordId, Card) {
        let (span, mut fields) = (item.name.span, Layout::default());
        let subject = fields.add(&item.variable.text, Ty::Record(of), span);
        let findings = Severity::ALL.map(|s| fields.add(s.name(), Ty::NUMBER, span));
        let undetermined = fields.add(UNDETERMINED, Ty::NUMBER, span);
        let at_stake = fields.add(AT_STAKE, Ty::MONEY, span);
        let card = Card { of, subject, findings, undetermined, at_stake };
        let kinds = &mut self.growing.kinds;
        let name = format!("card of {}", item.name.text);
        (kinds.made_kind(name, (fields, vec![subject]), Kind::Card(card), span), card)
    }

    /// Binds the record that gets a grade, and what its card tells.
    fn bind_card(&mut self, item: &'a ast::Scorecard, card: RecordId, told: Card) -> Checked<()> {
        let span = item.variable.span;
        let row = self.add(Op::Row(Level::SUBJECT), Ty::Record(card), span)?;
        let record = self.named_field(row, told.subject, &item.variable.text, span);
        self.bind(What::Variable, &item.variable, record);
        let counts = Severity::ALL.iter().map(|severity| severity.name()).zip(told.findings);
        let others = [(UNDETERMINED, told.undetermined), (AT_STAKE, told.at_stake)];
        for (name, field) in counts.chain(others) {
            self.require_free(name, item);
            let value = self.named_field(row, field, name, span);
            self.locals.push(Local { name: name.to_owned(), value, span, defined: None });
        }
        Ok(())
    }

    /// What a count is called means nothing else here.
    fn require_free(&mut self, name: &str, item: &ast::Scorecard) {
        let variable = &item.variable;
        let declared = self.declared.visible[self.unit].get(name).map(|(_, span)| *span);
        let declared = declared.filter(|span| span.file == variable.span.file);
        let own = Some(variable.span).filter(|_| variable.text == name);
        if let Some(span) = own.or(declared) {
            let (name, first) = (name.to_owned(), None);
            self.report(CheckError::Shadow { name, span, first });
        }
    }

    fn named_field(
        &mut self,
        row: Typed,
        field: FieldId,
        name: &str,
        span: Span,
    ) -> Checked<Typed> {
        let record = row.ty.record().ok_or(self.sink.unread())?;
        let ty = self.schema().field(record, field).ty;
        let value = self.add(Op::Field(row.id, field), ty, span)?;
        self.add(Op::Named(name.into(), value.id), ty, span)
    }

    /// The kind of the records whose verdicts count once.
    fn cause(&mut self, item: &ast::Scorecard) -> Checked<Option<(RecordId, Span)>> {
        let mut causes = item.clauses.iter().filter_map(|clause| match clause {
            CardClause::Cause(kind) => Some(kind),
            _ => None,
        });
        let Some(kind) = causes.next() else { return Ok(None) };
        if let Some(second) = causes.next() {
            let (span, first) = (second.span, kind.span);
            self.report(ScorecardError::SecondCause { span, first }.into());
        }
        self.keyed_record(kind).map(|record| Some((record, kind.span)))
    }

    /// The grades and caps, with what `let` binds on the way.
    fn grades(&mut self, item: &'a ast::Scorecard) -> (Checked<Vec<Grade>>, Checked<Vec<Cap>>) {
        let (mut grades, mut caps) = (Vec::new(), Vec::new());
        for clause in &item.clauses {
            match clause {
                CardClause::Let(name, value) => self.let_clause(name, value),
                CardClause::Grade(graded) => {
                    let when = graded.when.as_ref().map(|when| self.condition(when)).transpose();
                    let (name, span) = (graded.grade.text.as_str().into(), graded.span);
                    grades.push(when.map(|when| Grade { name, when: when.map(|w| w.id), span }));
                }
                CardClause::Cap(graded) => caps.push(self.cap(item, graded)),
                CardClause::Cites(_) | CardClause::Takes(_) | CardClause::Cause(_) => {}
            }
        }
        (grades.into_iter().collect(), caps.into_iter().collect())
    }

    fn cap(&mut self, item: &ast::Scorecard, graded: &ast::Graded) -> Checked<Cap> {
        let when = graded.when.as_ref().map(|when| self.condition(when));
        let names = || given(item).map(|grade| grade.grade.text.as_str());
        if let Some(own) = given(item).find(|own| own.grade.text == graded.grade.text) {
            self.noted.refer(graded.grade.span, own.grade.span);
        }
        let Some(grade) = names().position(|name| name == graded.grade.text) else {
            let near = nearest(&graded.grade.text, names());
            let (kind, name, span) = (Noun::Grade, graded.grade.text.clone(), graded.grade.span);
            return Err(self.report(CheckError::Unknown { kind, name, span, near }));
        };
        match when {
            Some(when) => Ok(Cap { grade, when: when?.id, span: graded.span }),
            None => Err(self.sink.unread()),
        }
    }

    /// Every record gets a grade: the last has no condition, and none stands behind one without.
    fn require_last(&mut self, item: &ast::Scorecard) -> Checked<()> {
        let mut last: Option<&ast::Graded> = None;
        for grade in given(item) {
            if let Some(last) = last {
                let (name, span) = (grade.grade.text.clone(), grade.span);
                let error = ScorecardError::NeverGiven { name, span, last: last.span };
                return Err(self.report(error.into()));
            }
            last = Some(grade).filter(|grade| grade.when.is_none());
        }
        if last.is_some() || item.broken {
            return Ok(());
        }
        let (name, span) = (item.name.text.clone(), item.name.span);
        Err(self.report(ScorecardError::NoLastGrade { name, span }.into()))
    }

    /// No grade is given twice.
    fn require_once(&mut self, item: &ast::Scorecard) -> Checked<()> {
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        let mut sound = Ok(());
        for ast::Graded { grade, .. } in given(item) {
            if let Some(first) = seen.insert(&grade.text, grade.span) {
                let (name, span) = (grade.text.clone(), grade.span);
                sound = Err(self.report(CheckError::Duplicate { name, span, first }));
            }
        }
        sound
    }

    /// What is at stake is made of what rules tell.
    fn require_amounts(&mut self, scorecard: &Scorecard, rules: Rules<'_>) -> Checked<()> {
        let Some(at_stake) = self.schema().kind(scorecard.card).card().map(|card| card.at_stake)
        else {
            return Ok(());
        };
        let tells = |taken: &Taken| rules.sound[taken.rule].amount.is_some();
        if scorecard.takes.iter().any(tells) {
            return Ok(());
        }
        let arena = self.arena();
        let asks = arena.parts(scorecard.conditions(), |_, _| true).find(|e| {
            matches!(arena.get(*e).op, Op::Field(base, field) if field == at_stake
                && arena.get(base).ty == Ty::Record(scorecard.card))
        });
        match asks {
            None => Ok(()),
            Some(_) => {
                let what = "`at_stake` of rules that tell no amount".to_owned();
                let help = Some("give one of them an `amount`".to_owned());
                let span = scorecard.span;
                Err(self.report(CheckError::Meaningless { what, span, help }))
            }
        }
    }
}

/// The grades of a scorecard as they are written.
fn given(item: &ast::Scorecard) -> impl Iterator<Item = &ast::Graded> {
    item.clauses.iter().filter_map(|clause| match clause {
        CardClause::Grade(graded) => Some(graded),
        _ => None,
    })
}
