//! The report as a page: one file that asks the net for nothing, to be read on a screen or on
//! paper, by whoever is sent it. Names come from outside, so templates escape them by construction.
//!
//! The page is written as it is told: the answer once the worst findings are known, then finding by
//! finding. Of the first of these all stands in the page; what unfolds of the others is kept as data
//! that the page's script lays out when a reader opens it.

mod answer;
pub(in crate::report) mod body;
pub(in crate::report) mod facts;
mod filters;
pub(in crate::report) mod finding;
mod gate;
mod grades;
mod letter;
pub(in crate::report) mod mark;
mod matrix;
mod network;
mod open;
pub(in crate::report) mod page;
mod rules;
pub(in crate::report) mod sheet;
mod since;
pub(in crate::report) mod sources;
mod steps;
pub(in crate::report) mod typeset;

use std::io;
use std::mem::take;

use maud::html;

use self::body::Body;
use self::filters::Filed;
use self::finding::Setting;
use self::open::Open;
use self::page::{Entry, Frame};
use self::sheet::Sheet;
use self::sources::Sources;
use self::steps::Steps;
use crate::outcome::Severity;
use crate::report::words::voice::say;
use crate::report::{
    Explanation, Finding, Glance, Grade, Head, Out, Request, Section, Status, Undetermined, Wants,
    Writer,
};

/// How many findings, and how many verdicts that could not be reached, a page holds: what has more
/// is no longer read as a page, and it says so.
const MOST: usize = 20_000;

/// Of how many findings all stands in the page; what the others rest on is kept as data.
const WHOLE: usize = 400;

/// How many findings wait at most for the answer, while those that count are looked for.
const WAITING: usize = 1_000;

/// How many findings a piece of data tells of.
const PIECE: usize = 100;

/// The page, in writing.
pub(in crate::report) struct Html<'w> {
    sheet: Sheet<'w>,
    head: Head,
    glance: Glance,
    /// The folder that all inputs stand in.
    base: String,
    /// The first findings: the answer names the worst of those that count, so they wait for it.
    waiting: Vec<Finding>,
    /// Whether the answer is written.
    answered: bool,
    /// How many findings were told, and how many there are.
    findings: (usize, u64),
    /// Those that the baseline has: they stand below all others.
    known: (String, u64),
    /// What unfolds of findings beyond the first.
    bodies: Vec<(usize, Body)>,
    filed: Filed,
    sources: Sources,
    steps: Steps,
    open: Open,
    requests: (Vec<Request>, usize),
    grades: Vec<Grade>,
}

impl<'w> Html<'w> {
    /// A page for that stream.
    pub(super) fn new(out: Out<'w>) -> Self {
        Html {
            sheet: Sheet::new(out),
            head: Head::default(),
            glance: Glance::default(),
            base: String::new(),
            waiting: Vec::new(),
            answered: false,
            findings: (0, 0),
            known: (String::new(), 0),
            bodies: Vec::new(),
            filed: Filed::default(),
            sources: Sources::default(),
            steps: Steps::default(),
            open: Open::default(),
            requests: (Vec::new(), 0),
            grades: Vec::new(),
        }
    }

    /// The sections, as far as the run has something for them.
    fn entries(&self) -> Vec<Entry> {
        let summary = &self.head.summary;
        let open = summary.undetermined + self.head.lost.len() as u64;
        let entry = |id, count, there: bool| there.then_some(Entry { id, count });
        let all = [
            entry("answer", None, true),
            entry("matrix", None, !self.glance.grids.is_empty()),
            entry("findings", Some(summary.findings()), true),
            entry("network", None, self.glance.network.is_some()),
            entry("grades", None, !self.head.scorecards.is_empty()),
            entry("not-known", Some(open), open > 0),
            entry("requests", None, !self.glance.foremost.is_empty()),
            entry("rules", Some(self.head.rules.len() as u64), true),
            entry("sources", None, summary.findings() > 0),
        ];
        all.into_iter().flatten().collect()
    }

    /// Writes what stands before the findings, and those that waited.
    fn answer(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.answered, true) {
            return Ok(());
        }
        let Head { project, as_of, .. } = &self.head;
        let project = project.clone().unwrap_or_else(|| page::untitled(&self.base));
        let frame = Frame { what: say("html-what"), project, as_of };
        self.sheet.put(&page::opening(&frame, &self.entries()))?;
        let counting = self.waiting.iter().filter(|finding| finding.status == Status::New);
        let worst: Vec<&Finding> = counting.take(answer::WORST).collect();
        self.sheet.put(&answer::answer(&self.head, &self.glance, &worst))?;
        self.sheet.put(&matrix::matrix(&self.glance))?;
        self.sheet.put(&filters::opening(&self.head))?;
        for finding in take(&mut self.waiting) {
            self.write(&finding)?;
        }
        Ok(())
    }

    fn write(&mut self, finding: &Finding) -> io::Result<()> {
        let place = self.findings.0;
        self.findings.0 += 1;
        self.filed.add(&finding.rule, &finding.title, &finding.subject);
        if let Some(worst) = finding.possibly {
            self.open.file(&finding.missing, (&finding.rule, &finding.title), worst);
        }
        let known = finding.status == Status::Baseline;
        let open = finding.status == Status::New && self.is_loud(finding.severity);
        let set = Setting { place, open };
        let body = Body::of(finding, &self.base, &mut self.sources, &mut self.steps);
        let whole = place < WHOLE;
        let article = finding::article(finding, Some(&body).filter(|_| whole), set);
        if !whole {
            self.bodies.push((place, body));
        }
        match known {
            true => {
                self.known.0.push_str(&article.0);
                self.known.1 += 1;
            }
            false => self.sheet.put(&article)?,
        }
        if self.bodies.len() >= PIECE { self.pieces() } else { Ok(()) }
    }

    /// Writes what the page's script needs of what was told so far.
    fn pieces(&mut self) -> io::Result<()> {
        let steps = self.steps.take();
        if !steps.is_empty() {
            self.sheet.data("steps", &steps)?;
        }
        match take(&mut self.bodies) {
            none if none.is_empty() => Ok(()),
            bodies => self.sheet.data("bodies", &bodies),
        }
    }

    /// Whether a finding is laid open: at or above the gate, or where there is none, high.
    fn is_loud(&self, severity: Severity) -> bool {
        let line = Severity::from_name(&self.head.summary.fail_on);
        severity >= line.unwrap_or(Severity::High)
    }
}

impl Writer for Html<'_> {
    fn wants(&self) -> Wants {
        let all = Wants::ALL;
        Wants {
            findings: MOST,
            undetermined: MOST,
            requests: MOST,
            grades: MOST,
            glance: true,
            ..all
        }
    }

    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.head = head.clone();
        self.base = page::base(&head.inputs);
        self.steps = Steps::seen_from(&self.base);
        Ok(())
    }

    fn glance(&mut self, glance: &Glance) -> io::Result<()> {
        self.glance = glance.clone();
        Ok(())
    }

    fn begin(&mut self, section: Section, all: usize) -> io::Result<()> {
        match section {
            Section::Findings => self.findings.1 = all as u64,
            Section::Requests => self.requests.1 = all,
            _ => {}
        }
        Ok(())
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        if self.answered {
            return self.write(finding);
        }
        self.waiting.push(finding.clone());
        let counting = self.waiting.iter().filter(|finding| finding.status == Status::New).count();
        let enough = counting == answer::WORST || self.waiting.len() == WAITING;
        if enough { self.answer() } else { Ok(()) }
    }

    fn explanation(&mut self, shared: &Explanation) -> io::Result<()> {
        self.steps.tree(shared);
        Ok(())
    }

    fn undetermined(&mut self, verdict: &Undetermined) -> io::Result<()> {
        self.filed.add(&verdict.rule, &verdict.title, &verdict.subject);
        self.open.add(verdict, &self.base);
        Ok(())
    }

    fn request(&mut self, request: &Request) -> io::Result<()> {
        self.requests.0.push(request.clone());
        Ok(())
    }

    fn grade(&mut self, grade: &Grade) -> io::Result<()> {
        self.grades.push(grade.clone());
        Ok(())
    }

    fn end(&mut self, section: Section) -> io::Result<()> {
        if section != Section::Findings {
            return Ok(());
        }
        self.answer()?;
        let (told, all) = (self.findings.0 as u64, self.findings.1);
        let (known, n) = take(&mut self.known);
        self.sheet.put(&filters::closing(&self.head, all - told.min(all)))?;
        self.sheet.put(&since::known(&known, n))?;
        self.sheet.put(&since::fixed(&self.head.fixed))?;
        self.pieces()?;
        self.sheet.put(&html! { (maud::PreEscaped("</section>\n")) })
    }

    fn close(&mut self, head: &Head) -> io::Result<()> {
        self.answer()?;
        if let Some(network) = &self.glance.network {
            self.sheet.put(&network::network(network))?;
        }
        let Html { sheet, open, requests, grades, sources, base, .. } = self;
        sheet.put(&grades::grades(head, grades, base))?;
        sheet.put(&open.section(head.summary.undetermined, &head.lost, base))?;
        sheet.put(&letter::letters(&requests.0, requests.1, &head.as_of))?;
        sheet.put(&rules::rules(head, base))?;
        sheet.put(&sources.list())?;
        self.filed.write(&mut self.sheet)?;
        self.pieces()?;
        self.sheet.put(&page::closing(true))?;
        self.sheet.flush()
    }
}

/// Why a gate failed, in words.
pub(in crate::report) use self::gate::reason;
