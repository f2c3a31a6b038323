//! What a run is told beside rules and records.

use std::sync::Arc;

use super::checked::{Checked, Ready};
use super::diagnostic::Diagnostic;
use super::records::Records;
use super::refused::Refused;
use super::report::Report;
use super::rules::Rules;
use super::threads;
use crate::assess::{
    Baseline, ChangedPolicy, Explanations, Gate, GradeLine, Options, RATES_OLDER_THAN,
    UndeterminedPolicy, Unfit,
};
use crate::eval::{Limits, Settings};
use crate::ir::Program;
use crate::outcome::Severity;
use crate::pipeline::{self, Setting};
use crate::source::Sources;
use crate::value::text::composed;
use crate::value::{Currency, Date, Decimal, Lang};

/// What a run is told beside rules and records: the day, the gate, and what else differs from run
/// to run. It has no clock: the day is an input.
///
/// A new finding that is high or worse fails the gate, and what could not be decided does not,
/// unless it is said otherwise.
///
/// ```
/// use riskwright::{Currency, Date, Run, Severity, UndeterminedPolicy};
///
/// let run = Run::on(Date::parse("2025-12-15").unwrap())
///     .currency(Currency::from_code("EUR").unwrap())
///     .param("large", "2 bn EUR")
///     .fail_on(Severity::Critical)
///     .undetermined(UndeterminedPolicy::Fail);
/// ```
#[derive(Clone, Debug)]
pub struct Run {
    settings: Settings,
    params: Vec<(String, String)>,
    frameworks: Vec<String>,
    gate: Gate,
    grades: Vec<String>,
    baseline: Baseline,
    project: Option<String>,
    rates_older_than: i32,
    may_be_empty: Vec<String>,
    explanations: Explanations,
    lang: Lang,
}

impl Run {
    /// A run as of that day, the only "today" that rules know.
    pub fn on(as_of: Date) -> Run {
        Run {
            settings: Settings { as_of, currency: Currency::USD, limits: Limits::default() },
            params: Vec::new(),
            frameworks: Vec::new(),
            gate: Gate {
                fail_on: Some(Severity::High),
                fail_on_amount: None,
                undetermined: UndeterminedPolicy::Warn,
                changed: ChangedPolicy::Warn,
            },
            grades: Vec::new(),
            baseline: Baseline::default(),
            project: None,
            rates_older_than: RATES_OLDER_THAN,
            may_be_empty: Vec::new(),
            explanations: Explanations::None,
            lang: Lang::default(),
        }
    }

    /// The currency that mixed amounts are converted to; without it, US dollars.
    #[must_use]
    pub fn currency(mut self, currency: Currency) -> Run {
        self.settings.currency = currency;
        self
    }

    /// A value for a param of the rules, as a rule writer would write it: `2 bn USD`.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl Into<String>) -> Run {
        let name = name.into();
        self.params.retain(|(known, _)| *known != name);
        self.params.push((name, value.into()));
        self
    }

    /// A framework of which citations are told, beside those of none; without it, of all.
    #[must_use]
    pub fn framework(mut self, name: impl Into<String>) -> Run {
        self.frameworks.push(name.into());
        self
    }

    /// The severity from which on a new finding fails the gate; `None`: none does.
    #[must_use]
    pub fn fail_on(mut self, severity: impl Into<Option<Severity>>) -> Run {
        self.gate.fail_on = severity.into();
        self
    }

    /// How much money at stake in new findings fails the gate, in the currency of the run; `None`: no
    /// amount does.
    #[must_use]
    pub fn fail_on_amount(mut self, amount: impl Into<Option<Decimal>>) -> Run {
        self.gate.fail_on_amount = amount.into();
        self
    }

    /// From which grade of a scorecard on a new one fails the gate: `D` of every scorecard of the
    /// rules, `credit=D` of one. Several may be given.
    #[must_use]
    pub fn fail_on_grade(mut self, grade: impl Into<String>) -> Run {
        self.grades.push(grade.into());
        self
    }

    /// What verdicts that could not be reached do to the gate.
    #[must_use]
    pub fn undetermined(mut self, policy: UndeterminedPolicy) -> Run {
        self.gate.undetermined = policy;
        self
    }

    /// What findings do to the gate that rest on other facts than in the baseline.
    #[must_use]
    pub fn changed(mut self, policy: ChangedPolicy) -> Run {
        self.gate.changed = policy;
        self
    }

    /// An earlier JSON report, by name and bytes: only what is new or worse fails the gate.
    pub fn baseline(mut self, name: &str, report: &[u8]) -> Result<Run, Unfit> {
        self.baseline = Baseline::of_report(name, report)?;
        Ok(self)
    }

    /// The project's name, by which its findings are told from those of another.
    #[must_use]
    pub fn project(mut self, name: &str) -> Run {
        let name = composed(name.trim().into()).into_owned();
        self.project = Some(name).filter(|name| !name.is_empty());
        self
    }

    /// How many days old a rate may be that decides before it is noted; without it, 90.
    #[must_use]
    pub fn rates_older_than(mut self, days: u16) -> Run {
        self.rates_older_than = i32::from(days);
        self
    }

    /// A kind of which a portfolio may have no records. Of the others that rules look at there must
    /// be one: a run that looks at nothing is no pass.
    #[must_use]
    pub fn may_be_empty(mut self, kind: impl Into<String>) -> Run {
        self.may_be_empty.push(kind.into());
        self
    }

    /// Of which verdicts a report tells as a tree how they came about, which takes far longer than
    /// anything else; without it, of none.
    #[must_use]
    pub fn explanations(mut self, of: Explanations) -> Run {
        self.explanations = of;
        self
    }

    /// The language in which rules tell what they say, where they have it; without it, English, and
    /// else the rules' own. Verdicts, keys and fingerprints are the same in each.
    #[must_use]
    pub fn lang(mut self, lang: Lang) -> Run {
        self.lang = lang;
        self
    }

    /// Checks the rules: names, types, dimensions, and the values of this run's params.
    pub fn check(&self, rules: &Rules) -> Result<Checked, Refused> {
        let threads = threads::shared().map_err(|why| Refused::NoThread { why })?;
        threads.install(|| {
            let mut sources = Sources::default();
            let roots = rules.add_to(&mut sources);
            let find = |used: &str, user: &str| rules.used(used, user);
            let setting = |(name, value): &(String, String)| {
                Setting::of_run(PARAM, name.clone(), value.clone())
            };
            let params: Vec<Setting> = self.params.iter().map(setting).collect();
            let as_of = self.settings.as_of;
            let (mut program, told) = pipeline::load(&mut sources, &roots, &find, as_of, &params);
            let diagnostics = Diagnostic::all(&told, &sources);
            match pipeline::has_errors(&told) {
                true => Err(Refused::Rules { diagnostics }),
                false => {
                    program.keep_frameworks(&self.frameworks).map_err(|name| {
                        let known = program.frameworks.iter().map(ToString::to_string).collect();
                        Refused::NoFramework { name: name.to_owned(), known }
                    })?;
                    program.speak(self.lang);
                    Ok(Checked {
                        run: self.clone(),
                        threads,
                        sources: Arc::new(sources),
                        program: Arc::new(program),
                        warnings: diagnostics,
                    })
                }
            }
        })
    }

    /// Checks the rules, reads the records, and applies the ones to the others.
    pub fn apply(&self, rules: &Rules, records: &Records) -> Result<Report, Refused> {
        self.read(rules, records)?.report()
    }

    /// Checks the rules and reads the records.
    fn read(&self, rules: &Rules, records: &Records) -> Result<Ready, Refused> {
        self.check(rules)?.read(records)
    }

    /// The day and the currency.
    pub(super) fn settings(&self) -> Settings {
        self.settings
    }

    /// The kinds of which there may be no records.
    pub(super) fn allowed(&self) -> &[String] {
        &self.may_be_empty
    }

    /// What a report is judged by, as far as this says it.
    pub(super) fn options(
        &self,
        program: &Program,
        scenario: Option<&str>,
    ) -> Result<Options, Refused> {
        let currency = self.settings.currency.code();
        self.baseline.fits(self.project.as_deref(), currency, scenario)?;
        Ok(Options {
            baseline: self.baseline.clone(),
            project: self.project.clone(),
            rates_older_than: self.rates_older_than,
            trees: Some(self.explanations),
            fail_on_grade: GradeLine::all(program, &self.grades)?,
            ..Options::of(self.settings, self.gate)
        })
    }
}

/// What diagnostics call the text of a param that a run sets.
const PARAM: &str = "param";
