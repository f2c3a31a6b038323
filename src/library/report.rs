//! A report that owns all it was made of.

use std::fmt;
use std::io;
use std::sync::Arc;

use rayon::ThreadPool;
use self_cell::self_cell;

use super::format::ReportFormat;
use super::kept::{Keeper, Kept};
use crate::assess::{Assessment, NotFound, Options, UndeterminedPolicy};
use crate::eval::scenario::Applied;
use crate::ir::Program;
use crate::record::{self, Input};
use crate::report::{
    Explained, Finding, Grade, Head, Request, Style, Summary, Undetermined, Wants, Writer,
};
use crate::source::Sources;

/// What a report is made of.
pub(super) struct Facts {
    pub(super) sources: Arc<Sources>,
    pub(super) program: Arc<Program>,
    pub(super) records: Arc<record::Records>,
    /// The records as a scenario changes them.
    pub(super) applied: Option<Applied>,
}

self_cell!(
    /// An assessment beside what it looks at.
    struct Judged {
        owner: Facts,
        #[covariant]
        dependent: Assessment,
    }
);

/// What a run found. Verdicts are decided; how each came about is worked out when it is asked for,
/// so that the sums of a million findings cost little.
pub struct Report {
    judged: Judged,
    threads: &'static ThreadPool,
    /// Whether what could not be decided is shown.
    open: bool,
}

impl Report {
    pub(super) fn of(
        facts: Facts,
        threads: &'static ThreadPool,
        inputs: &[Input],
        options: &Options,
    ) -> Report {
        let judged =
            Judged::new(facts, |Facts { sources, program, records, applied }| match applied {
                Some(applied) => {
                    Assessment::under(sources, program, records, applied, inputs, options)
                }
                None => Assessment::new(sources, program, records, inputs, options),
            });
        let open = options.gate.undetermined != UndeterminedPolicy::Ignore;
        Report { judged, threads, open }
    }

    fn assessment(&self) -> &Assessment<'_> {
        self.judged.borrow_dependent()
    }

    /// Whether the gate is met.
    pub fn passes(&self) -> bool {
        self.assessment().passes()
    }

    /// The sums, whether the gate is met, and all that failed it.
    pub fn summary(&self) -> &Summary {
        &self.head().summary
    }

    /// What is said of the run as a whole: day, inputs, rules with how their verdicts fell, notes,
    /// and what was too large to be looked at whole.
    pub fn head(&self) -> &Head {
        self.assessment().head()
    }

    /// The findings, worst first, with their facts, margins, ways out and sources.
    pub fn findings(&self) -> Vec<Finding> {
        self.worst(usize::MAX)
    }

    /// The first so many findings.
    pub fn worst(&self, most: usize) -> Vec<Finding> {
        self.kept(Wants { findings: most, ..Wants::default() }).findings
    }

    /// The verdicts that could not be reached, those that could be worst first, each with the facts
    /// that would decide it.
    pub fn undetermined(&self) -> Vec<Undetermined> {
        self.kept(Wants { undetermined: usize::MAX, ..Wants::default() }).undetermined
    }

    /// The missing facts to ask for, those that settle most first.
    pub fn requests(&self) -> Vec<Request> {
        self.kept(Wants { requests: usize::MAX, ..Wants::default() }).requests
    }

    /// The grades that the scorecards of the rules give, scorecard by scorecard, the worst first.
    pub fn grades(&self) -> Vec<Grade> {
        self.kept(Wants { grades: usize::MAX, ..Wants::default() }).grades
    }

    fn kept(&self, wants: Wants) -> Kept {
        let mut kept = Kept::default();
        // INVARIANT: what keeps all that it is told does not fail.
        let _ = self.tell(Box::new(Keeper { wants, kept: &mut kept }));
        kept
    }

    /// Why a rule says what it says of the record with that key, also where it is silent.
    pub fn explain(&self, rule: &str, key: &str) -> Result<Explained, NotFound> {
        self.threads.install(|| self.assessment().explain(rule, key))
    }

    /// Writes the whole in a format. Findings are made and written one after another.
    ///
    /// ```no_run
    /// # fn write(report: riskwright::Report) -> std::io::Result<()> {
    /// use riskwright::ReportFormat;
    ///
    /// let mut file = std::fs::File::create("report.json")?;
    /// report.write(ReportFormat::JSON, &mut file)
    /// # }
    /// ```
    pub fn write(&self, format: ReportFormat, out: &mut (dyn io::Write + Send)) -> io::Result<()> {
        let style =
            Style { findings: None, undetermined: None, open: self.open, ..Style::default() };
        self.tell((format.0.writer)(Box::new(out), &style))
    }

    /// Tells the report to a writer of one's own, entry by entry: a million findings pass without
    /// being held.
    ///
    /// ```
    /// use std::io;
    ///
    /// use riskwright::model::{Finding, Head, Request, Undetermined};
    /// use riskwright::{Date, Records, Rules, Run, Wants, Writer};
    ///
    /// /// Keeps the keys of what is found, and wants nothing else to be made.
    /// struct Keys<'k>(&'k mut Vec<String>);
    ///
    /// impl Writer for Keys<'_> {
    ///     fn wants(&self) -> Wants {
    ///         let mut wants = Wants::default();
    ///         wants.findings = 1000;
    ///         wants
    ///     }
    ///     fn finding(&mut self, finding: &Finding) -> io::Result<()> {
    ///         self.0.push(finding.subject.key.clone());
    ///         Ok(())
    ///     }
    ///     fn head(&mut self, _: &Head) -> io::Result<()> { Ok(()) }
    ///     fn undetermined(&mut self, _: &Undetermined) -> io::Result<()> { Ok(()) }
    ///     fn request(&mut self, _: &Request) -> io::Result<()> { Ok(()) }
    ///     fn close(&mut self, _: &Head) -> io::Result<()> { Ok(()) }
    /// }
    ///
    /// let rules = "record Deal key id { id: text }\nrule any for d in Deal { flag low when true }\n";
    /// let records = Records::new().with("deals.yaml", "deals: [{id: atlas}, {id: vega}]\n");
    /// let run = Run::on(Date::parse("2025-12-15").unwrap());
    /// let report = run.apply(&Rules::new().with("house.risk", rules), &records).unwrap();
    /// let mut keys = Vec::new();
    /// report.tell(Box::new(Keys(&mut keys))).unwrap();
    /// assert_eq!(keys, ["atlas", "vega"]);
    /// ```
    pub fn tell<'w>(&self, writer: Box<dyn Writer + 'w>) -> io::Result<()> {
        let told = self.threads.install(|| self.assessment().tell([writer]));
        told.into_iter().collect()
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report").field("summary", self.summary()).finish_non_exhaustive()
    }
}
