//! The report as SARIF 2.1.0, for code hosts and editors: a run of results, each with its rule, where
//! its subject stands, and the facts that it rests on.
//!
//! The format is an OASIS standard: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>.

mod model;
mod remarks;

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;

use super::entry::{Checkout, Entry, Is};
use super::text::page::clean;
use crate::outcome::Severity;
use crate::report::{
    Change, Fact, Finding, Grade, Head, Leg, MissingFact, Out, Place, Request, Since, Style,
    Undetermined, Wants, Writer,
};
use model::{
    CodeFlow, Details, Driver, FlowLocation, Invocation, Location, Message, Prints, Properties,
    Result, Rule, Suppression, ThreadFlow, level,
};

/// How many results a code host shows of one run; what is milder is counted.
const MOST: usize = 5000;

/// How many facts a result points at.
const RELATED: usize = 50;

/// The report in writing.
pub(super) struct Sarif<'w> {
    out: io::BufWriter<Out<'w>>,
    checkout: Checkout,
    /// Whether what could not be decided is told.
    open: bool,
    /// Whether there is a baseline.
    compared: bool,
    /// The rules and scorecards by their places among the run's rules.
    rules: HashMap<String, usize>,
    /// How many results are written.
    written: usize,
    /// How many were told and are not written, as there are too many.
    left: u64,
}

impl<'w> Sarif<'w> {
    /// A report for that stream.
    pub(super) fn new(out: Out<'w>, style: &Style) -> Self {
        Sarif {
            out: io::BufWriter::new(out),
            checkout: Checkout::default(),
            open: style.open,
            compared: false,
            rules: HashMap::new(),
            written: 0,
            left: 0,
        }
    }

    fn value(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, value).map_err(io::Error::from)
    }

    /// A result, where there is room for one more.
    fn result(&mut self, result: &Result<'_>) -> io::Result<()> {
        if self.written == MOST {
            self.left += 1;
            return Ok(());
        }
        self.out.write_all(if self.written == 0 { b"\n" } else { b",\n" })?;
        self.written += 1;
        self.value(result)
    }

    /// What every kind of result has.
    fn of_entry<'e>(
        &self,
        entry: &Entry<'e>,
        since: Option<Since>,
        properties: Properties,
    ) -> Result<'e> {
        let at = self.checkout.of_entry(entry);
        let spot = at.spot.as_ref().map(|spot| format!(" ({spot})")).unwrap_or_default();
        let (kind, level) = match entry.is {
            Is::Found(severity) => ("fail", level(severity)),
            // Of what is no failure the standard wants no level.
            Is::Open(_) => ("open", "none"),
            Is::Graded => ("fail", level(Severity::High)),
        };
        Result {
            rule_id: entry.rule,
            rule_index: self.rules.get(entry.rule).copied(),
            kind,
            level,
            message: Message::new(format!("{}: {}{spot}", entry.subject(), entry.text)),
            locations: vec![Location::of_subject(at, entry)],
            related_locations: Vec::new(),
            code_flows: Vec::new(),
            partial_fingerprints: Prints { riskwright: entry.fingerprint },
            baseline_state: self.compared.then(|| state(since)),
            suppressions: entry.waiver.map(Suppression::of).into_iter().collect(),
            properties,
        }
    }

    /// Where some of the facts stand, and what they are.
    fn related<'f>(
        &self,
        facts: impl Iterator<Item = (&'f Option<Place>, String)>,
    ) -> Vec<Location> {
        let placed = facts.filter_map(|(place, said)| {
            let at = self.checkout.at(place.as_ref()?)?;
            Some(Location::of_fact(at, clean(&said)))
        });
        let numbered = (1..).zip(placed.take(RELATED));
        numbered.map(|(id, location)| location.numbered(Some(id))).collect()
    }

    fn facts(&self, facts: &[Fact]) -> Vec<Location> {
        self.related(
            facts.iter().map(|fact| (&fact.place, format!("{}: {}", fact.path, fact.value))),
        )
    }

    /// The way of a ring or a path, leg by leg, through the records that tell of them.
    fn flow(&self, legs: &[Leg]) -> Vec<CodeFlow> {
        let mut locations = Vec::new();
        for (leg, record) in legs.iter().flat_map(|leg| leg.records.iter().map(move |r| (leg, r))) {
            let said = clean(&format!("{} → {}: {}", leg.from, leg.to, record.key));
            let at = record.place.as_ref().and_then(|place| self.checkout.at(place));
            locations.extend(at.map(|at| FlowLocation { location: Location::of_fact(at, said) }));
        }
        locations.truncate(RELATED);
        match locations.is_empty() {
            true => Vec::new(),
            false => vec![CodeFlow { thread_flows: vec![ThreadFlow { locations }] }],
        }
    }

    fn missing(&self, facts: &[MissingFact]) -> Vec<Location> {
        self.related(
            facts.iter().map(|fact| (&fact.place, format!("{}: {}", fact.path, fact.reason))),
        )
    }
}

/// How a result compares with the baseline.
fn state(since: Option<Since>) -> &'static str {
    match since.map(|since| since.change) {
        None | Some(Change::New) => "new",
        Some(Change::Unchanged) => "unchanged",
        Some(Change::Worse | Change::EvidenceLost | Change::Changed | Change::Milder) => "updated",
    }
}

impl Writer for Sarif<'_> {
    fn wants(&self) -> Wants {
        let undetermined = if self.open { MOST } else { 0 };
        Wants { findings: MOST, undetermined, grades: usize::MAX, ..Wants::default() }
    }

    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.checkout = Checkout::of(head);
        self.compared = head.policy.baseline.is_some();
        let cards = head.scorecards.iter().map(Rule::of_scorecard);
        let rules: Vec<Rule> = head.rules.iter().map(Rule::of).chain(cards).collect();
        self.rules = rules.iter().enumerate().map(|(at, rule)| (rule.id.clone(), at)).collect();
        self.out.write_all(
            b"{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\n\
              \"version\":\"2.1.0\",\n\"runs\":[{\"tool\":{\"driver\":",
        )?;
        self.value(&Driver::this(rules))?;
        self.out.write_all(b"},\n\"automationDetails\":")?;
        self.value(&Details::of(head))?;
        self.out.write_all(b",\n\"columnKind\":\"unicodeCodePoints\",\n\"results\":[")
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let entry = Entry::finding(finding);
        let properties = Properties {
            severity: Some(finding.severity.name()),
            possibly: finding.possibly.map(Severity::name),
            at_stake: finding.at_stake.as_ref().map(|stake| stake.value.to_string()),
            fails_gate: finding.fails_gate,
        };
        let related_locations = self.facts(&finding.facts);
        let code_flows = self.flow(&finding.legs);
        let result = self.of_entry(&entry, finding.since, properties);
        self.result(&Result { related_locations, code_flows, ..result })
    }

    fn undetermined(&mut self, verdict: &Undetermined) -> io::Result<()> {
        let entry = Entry::open(verdict);
        let properties = Properties {
            severity: None,
            possibly: Some(verdict.possibly.name()),
            at_stake: verdict.at_stake.as_ref().map(|stake| stake.value.to_string()),
            fails_gate: verdict.fails_gate,
        };
        let related_locations = self.missing(&verdict.missing);
        let result = self.of_entry(&entry, verdict.since, properties);
        self.result(&Result { related_locations, ..result })
    }

    fn request(&mut self, _: &Request) -> io::Result<()> {
        Ok(())
    }

    fn grade(&mut self, grade: &Grade) -> io::Result<()> {
        if grade.fails_gate.is_none() {
            return Ok(());
        }
        let entry = Entry::grade(grade);
        let properties = Properties { fails_gate: grade.fails_gate, ..Properties::default() };
        let since = grade.since.as_ref().map(|since| Since { change: since.change, was: None });
        let related_locations = self.facts(&grade.facts);
        let result = self.of_entry(&entry, since, properties);
        self.result(&Result { related_locations, ..result })
    }

    fn close(&mut self, head: &Head) -> io::Result<()> {
        for lost in &head.lost {
            let entry = Entry::lost(lost);
            let properties = Properties {
                possibly: Some(lost.severity.name()),
                fails_gate: lost.fails_gate,
                ..Properties::default()
            };
            let since = Since { change: Change::EvidenceLost, was: Some(lost.severity) };
            let result = self.of_entry(&entry, Some(since), properties);
            self.result(&result)?;
        }
        let open = if self.open { head.summary.undetermined } else { 0 };
        let beyond = |all: u64| all.saturating_sub(MOST as u64);
        let left = self.left + beyond(head.summary.findings()) + beyond(open);
        let invocation = Invocation::of(head, left);
        self.out.write_all(b"\n],\n\"invocations\":[")?;
        self.value(&invocation)?;
        self.out.write_all(b"]}]}\n")?;
        self.out.flush()
    }
}
