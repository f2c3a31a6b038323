//! The report as test results, which build servers draw and keep the history of. A suite is a rule
//! or a scorecard, a case what it is about; what fails the gate fails, and nothing else does. The
//! first suite is the gate itself: it fails exactly where the run does. There is no clock and no
//! host in it, and as the suites stand in the order of the rules, all cases are held till the end.

use std::io::{self, Write};

use quick_xml::Writer as Xml;
use quick_xml::events::{BytesDecl, BytesText, Event};
use rustc_hash::FxHashMap;

use super::entry::{Entry, Is};
use super::text::page::clean;
use crate::report::{
    Fact, Finding, GateResult, Grade, Head, Out, Reason, Request, Status, Style, Undetermined,
    Wants, Writer, words,
};

/// The report, held till its end.
pub(super) struct JUnit<'w> {
    out: Out<'w>,
    /// Whether what could not be decided is told.
    open: bool,
    suites: Vec<Suite>,
    /// The suites of rules and of scorecards, by name.
    rules: FxHashMap<String, usize>,
    scorecards: FxHashMap<String, usize>,
}

/// The cases of a rule.
struct Suite {
    name: String,
    properties: Vec<(&'static str, String)>,
    cases: Vec<Case>,
    /// What is told of all of them.
    remarks: Vec<String>,
}

/// What a rule says of something.
struct Case {
    name: String,
    outcome: Outcome,
    /// What is told of it, line by line.
    lines: Vec<String>,
}

/// What becomes of a case.
enum Outcome {
    /// It passes.
    Passed,
    /// It is left aside, and why.
    Skipped { message: String },
    /// It fails the gate: how, and with which words.
    Failed { kind: String, message: String },
}

impl<'w> JUnit<'w> {
    /// A report for that stream.
    pub(super) fn new(out: Out<'w>, style: &Style) -> Self {
        let (rules, scorecards) = (FxHashMap::default(), FxHashMap::default());
        JUnit { out, open: style.open, suites: Vec::new(), rules, scorecards }
    }

    fn add(&mut self, entry: &Entry<'_>, told: Vec<String>) {
        let by = if entry.is == Is::Graded { &mut self.scorecards } else { &mut self.rules };
        let suite = *by.entry(entry.rule.to_owned()).or_insert_with(|| {
            // A rule that is gone, of which the baseline has a finding.
            self.suites.push(Suite::new(entry.rule.to_owned()));
            self.suites.len() - 1
        });
        if let Some(suite) = self.suites.get_mut(suite) {
            suite.cases.push(Case::of(entry, told));
        }
    }
}

impl Suite {
    fn new(name: String) -> Suite {
        Suite { name, properties: Vec::new(), cases: Vec::new(), remarks: Vec::new() }
    }

    /// The gate: a case for each reason why it failed, or one that it is met.
    fn gate(head: &Head) -> Suite {
        let reasons = &head.summary.gate_reasons;
        let failed = |reason: &Reason| {
            let why = words::failed(&head.policy, std::slice::from_ref(reason));
            Case {
                name: reason.name(),
                outcome: Outcome::Failed { kind: "gate".to_owned(), message: clean(&why) },
                lines: Vec::new(),
            }
        };
        let mut cases: Vec<Case> = reasons.iter().map(failed).collect();
        if head.summary.gate == GateResult::Passed {
            let (name, lines) = ("gate".to_owned(), vec![words::told_gate(head)]);
            cases.push(Case { name, outcome: Outcome::Passed, lines });
        }
        let mut properties =
            vec![("as_of", head.as_of.clone()), ("currency", head.currency.clone())];
        properties.extend(head.project.clone().map(|project| ("project", project)));
        let scenario = head.scenario.as_ref();
        properties.extend(scenario.map(|scenario| ("scenario", scenario.name.clone())));
        let mut remarks = vec![words::sums(head)];
        remarks.extend(head.limits.iter().map(|limit| format!("limit: {limit}")));
        remarks.extend(words::remarks(head).into_iter().map(|note| format!("note: {note}")));
        Suite { name: "gate".to_owned(), properties, cases, remarks }
    }
}

impl Case {
    fn of(entry: &Entry<'_>, told: Vec<String>) -> Case {
        let message = entry.text.clone();
        let outcome = match (entry.fails_gate, entry.status, entry.is) {
            (Some(_), ..) => Outcome::Failed { kind: entry.is.words(), message },
            (None, Status::Baseline | Status::Waived, _) | (None, _, Is::Open(_)) => {
                Outcome::Skipped { message: entry.said() }
            }
            (None, Status::New, Is::Found(_) | Is::Graded) => Outcome::Passed,
        };
        let place = entry.place.map(|place| format!("at {place}"));
        let passes = matches!(outcome, Outcome::Passed);
        let said = passes.then(|| entry.said());
        let lines = place.into_iter().chain(said).chain(told).collect();
        Case { name: entry.subject(), outcome, lines }
    }
}

/// What a finding rests on and what to do, line by line.
fn told(finding: &Finding) -> Vec<String> {
    let fact = |fact: &Fact| {
        let place = fact.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        format!("{} = {}{place}", fact.path, fact.value)
    };
    let margin = finding.margin.as_ref().map(ToString::to_string);
    let remedy = Some(finding.remedy.clone()).filter(|text| !text.is_empty());
    let cites = (!finding.cites.is_empty()).then(|| format!("cites {}", finding.cites.join(", ")));
    margin.into_iter().chain(finding.facts.iter().map(fact)).chain(remedy).chain(cites).collect()
}

impl Writer for JUnit<'_> {
    fn wants(&self) -> Wants {
        let undetermined = if self.open { usize::MAX } else { 0 };
        Wants { findings: usize::MAX, undetermined, grades: usize::MAX, ..Wants::default() }
    }

    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.suites.push(Suite::gate(head));
        for rule in &head.rules {
            let properties = vec![
                ("title", rule.title.clone()),
                ("subjects", rule.subjects.to_string()),
                ("flagged", rule.flagged.to_string()),
                ("undetermined", rule.undetermined.to_string()),
                ("clear", rule.clear.to_string()),
                ("not_applicable", rule.not_applicable.to_string()),
            ];
            self.rules.insert(rule.id.clone(), self.suites.len());
            self.suites.push(Suite { properties, ..Suite::new(rule.id.clone()) });
        }
        for card in &head.scorecards {
            let properties = vec![("title", card.title.clone())];
            let remarks = vec![words::scorecard(card)];
            self.scorecards.insert(card.id.clone(), self.suites.len());
            self.suites.push(Suite { properties, remarks, ..Suite::new(card.id.clone()) });
        }
        head.lost.iter().for_each(|lost| self.add(&Entry::lost(lost), Vec::new()));
        Ok(())
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.add(&Entry::finding(finding), told(finding));
        Ok(())
    }

    fn undetermined(&mut self, verdict: &Undetermined) -> io::Result<()> {
        self.add(&Entry::open(verdict), Vec::new());
        Ok(())
    }

    fn request(&mut self, _: &Request) -> io::Result<()> {
        Ok(())
    }

    fn grade(&mut self, grade: &Grade) -> io::Result<()> {
        self.add(&Entry::grade(grade), Vec::new());
        Ok(())
    }

    fn close(&mut self, _: &Head) -> io::Result<()> {
        let mut out = io::BufWriter::new(&mut self.out);
        let mut xml = Xml::new_with_indent(&mut out, b' ', 2);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let tests: usize = self.suites.iter().map(|suite| suite.cases.len()).sum();
        let failures: usize = self.suites.iter().map(Suite::failures).sum();
        let whole = xml.create_element("testsuites").with_attributes([
            ("name", "riskwright"),
            ("tests", &tests.to_string()),
            ("failures", &failures.to_string()),
            ("errors", "0"),
        ]);
        whole
            .write_inner_content(|xml| self.suites.iter().try_for_each(|suite| suite.write(xml)))?;
        out.write_all(b"\n")?;
        out.flush()
    }
}

impl Suite {
    fn failures(&self) -> usize {
        self.cases.iter().filter(|case| matches!(case.outcome, Outcome::Failed { .. })).count()
    }

    fn write<W: Write>(&self, xml: &mut Xml<W>) -> io::Result<()> {
        let skipped = |case: &&Case| matches!(case.outcome, Outcome::Skipped { .. });
        let suite = xml.create_element("testsuite").with_attributes([
            ("name", &*valid(&self.name)),
            ("tests", &self.cases.len().to_string()),
            ("failures", &self.failures().to_string()),
            ("errors", "0"),
            ("skipped", &self.cases.iter().filter(skipped).count().to_string()),
        ]);
        suite.write_inner_content(|xml| {
            if !self.properties.is_empty() {
                xml.create_element("properties").write_inner_content(|xml| {
                    self.properties.iter().try_for_each(|(name, value)| {
                        let value = valid(&clean(value));
                        let property = xml.create_element("property");
                        property
                            .with_attributes([("name", *name), ("value", &value)])
                            .write_empty()
                            .map(|_| ())
                    })
                })?;
            }
            self.cases.iter().try_for_each(|case| case.write(&self.name, xml))?;
            told_apart("system-out", &self.remarks, xml)
        })?;
        Ok(())
    }
}

impl Case {
    fn write<W: Write>(&self, suite: &str, xml: &mut Xml<W>) -> io::Result<()> {
        let case = xml.create_element("testcase").with_attributes([
            ("name", &*valid(&self.name)),
            ("classname", &*valid(&format!("riskwright.{suite}"))),
        ]);
        case.write_inner_content(|xml| match &self.outcome {
            Outcome::Passed => told_apart("system-out", &self.lines, xml),
            Outcome::Skipped { message } => {
                let skipped = xml.create_element("skipped");
                skipped.with_attribute(("message", &*valid(message))).write_empty()?;
                told_apart("system-out", &self.lines, xml)
            }
            Outcome::Failed { kind, message } => {
                let failure = xml.create_element("failure");
                let failure = failure
                    .with_attributes([("type", &*valid(kind)), ("message", &*valid(message))]);
                let lines = lines(&self.lines);
                failure.write_text_content(BytesText::new(&lines)).map(|_| ())
            }
        })?;
        Ok(())
    }
}

/// An element with lines, where there are any.
fn told_apart<W: Write>(name: &str, told: &[String], xml: &mut Xml<W>) -> io::Result<()> {
    if told.is_empty() {
        return Ok(());
    }
    xml.create_element(name).write_text_content(BytesText::new(&lines(told))).map(|_| ())
}

fn lines(told: &[String]) -> String {
    let told: Vec<String> = told.iter().map(|line| valid(&clean(line))).collect();
    told.join("\n")
}

/// The text without the characters that no XML can hold, however they are escaped.
fn valid(text: &str) -> String {
    let fits = |c: char| match c {
        '\t' | '\n' | '\r' => c,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(fits).collect()
}
