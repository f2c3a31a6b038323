//! A report that owns all it was made of.

use std::fmt;
use std::io;
use std::sync::Arc;

use rayon::ThreadPool;
use self_cell::self_cell;

use crate::assess::{Assessment, NotFound, Options, UndeterminedPolicy};
use crate::eval::scenario::Applied;
use crate::ir::Program;
use crate::record::{self, Input};
use crate::report::{
    Explained, Finding, Format, Head, Report as _, Request, Style, Summary, Undetermined,
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
        self.threads.install(|| self.assessment().findings(Some(most)).collect())
    }

    /// The verdicts that could not be reached, those that could be worst first, each with the facts
    /// that would decide it.
    pub fn undetermined(&self) -> Vec<Undetermined> {
        self.threads.install(|| self.assessment().undetermined(None).collect())
    }

    /// The missing facts to ask for, those that settle most first.
    pub fn requests(&self) -> Vec<Request> {
        self.threads.install(|| self.assessment().requests(None).0)
    }

    /// Why a rule says what it says of the record with that key, also where it is silent.
    pub fn explain(&self, rule: &str, key: &str) -> Result<Explained, NotFound> {
        self.threads.install(|| self.assessment().explain(rule, key))
    }

    /// Writes the whole. Findings are made and written one after another.
    pub fn write(&self, format: Format, out: &mut (dyn io::Write + Send)) -> io::Result<()> {
        let style =
            Style { findings: None, undetermined: None, open: self.open, ..Style::default() };
        self.threads.install(|| format.write(self.assessment(), &style, out))
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report").field("summary", self.summary()).finish_non_exhaustive()
    }
}
