//! One hand-made report.

mod glance;
mod graded;

use std::collections::BTreeMap;

use crate::operator::WalkKind;
use crate::outcome::{self, Needs, Severity};
use crate::report::*;
use crate::ty::Measured;
use crate::value::Decimal;
use graded::{best_grade, low_grade, scorecard};

/// A report held in memory.
pub(super) struct Fixture {
    pub(super) head: Head,
    pub(super) findings: Vec<Finding>,
    pub(super) undetermined: Vec<Undetermined>,
    requests: Vec<Request>,
    groups: Vec<RequestGroup>,
    explanations: Vec<Explanation>,
    pub(super) grades: Vec<Grade>,
}

impl Fixture {
    /// Tells it as a run tells its report.
    pub(super) fn tell<'w>(&self, writers: impl IntoIterator<Item = Box<dyn Writer + 'w>>) {
        let mut to = Distribution::to(writers);
        to.head(&self.head);
        to.glance(&glance::glance(&self.requests));
        to.begin(Section::Findings, self.findings.len());
        self.findings.iter().for_each(|finding| to.finding(finding));
        to.end(Section::Findings);
        to.begin(Section::Explanations, 0);
        self.explanations.iter().for_each(|shared| to.explanation(shared));
        to.end(Section::Explanations);
        to.begin(Section::Undetermined, self.undetermined.len());
        self.undetermined.iter().for_each(|verdict| to.undetermined(verdict));
        to.end(Section::Undetermined);
        to.begin(Section::Requests, self.requests.len());
        self.requests.iter().for_each(|request| to.request(request));
        to.end(Section::Requests);
        to.begin(Section::RequestGroups, self.groups.len());
        self.groups.iter().for_each(|group| to.request_group(group));
        to.end(Section::RequestGroups);
        to.begin(Section::Grades, self.grades.len());
        self.grades.iter().for_each(|grade| to.grade(grade));
        to.end(Section::Grades);
        let results = to.close(&self.head);
        assert!(results.iter().all(Result::is_ok), "{results:?}");
    }
}

fn place(line: u32, column: u32) -> Option<Place> {
    Some(Place::Text { file: "deals.yaml".into(), line, column })
}

fn subject(key: &str, line: u32) -> Subject {
    Subject { record: "Deal".into(), key: key.into(), name: None, place: place(line, 5) }
}

/// A value in words; amounts of dollars also in numbers.
fn text(value: &str) -> Value {
    let ends = value.strip_suffix(" USD").map(|ends| match ends.strip_prefix("up to ") {
        Some(most) => ("0", most),
        None => ends.split_once("..").unwrap_or((ends, ends)),
    });
    let billions = |end: &str| Decimal::parse(&format!("{}e9", end.trim_end_matches(" bn")));
    let unit = Some("USD".to_owned());
    let measured = ends.map(|(lo, hi)| Measured::Number([billions(lo), billions(hi)], unit));
    Value::new(value.into(), measured)
}

fn fact(path: &str, value: &str, line: u32) -> Fact {
    let (path, value, place) = (path.into(), text(value), place(line, 12));
    Fact {
        path,
        value,
        place,
        files: Vec::new(),
        more_files: 0,
        disputed: false,
        contested: false,
        sources: Vec::new(),
        of: None,
        taken_as: None,
        instead_of: None,
    }
}

/// What two sources tell differently.
fn disputed() -> Fact {
    let source = |key: &str, says: &str, line| FactSource {
        key: key.into(),
        title: Some(format!("The {key}")),
        publisher: None,
        url: Some(format!("https://example.org/{key}")),
        kind: Some("filing".into()),
        date: None,
        says: Some(says.into()),
        outranked: false,
        place: place(line, 16),
    };
    let sources = vec![source("10-k", "12.5 bn USD", 45), source("wire", "13.5 bn USD", 46)];
    Fact {
        disputed: true,
        contested: true,
        sources,
        ..fact("seller.debt", "12.5..13.5 bn USD", 44)
    }
}

fn leaf(expression: &str, value: &str) -> Explanation {
    Explanation {
        expression: expression.into(),
        called: None,
        value: text(value),
        reason: None,
        place: place(12, 12),
        more: 0,
        rest: None,
        id: None,
        same_as: None,
        children: Vec::new(),
    }
}

/// What several explanations have in common: told once, and named by the others.
fn shared(id: Option<u64>, same_as: Option<u64>) -> Explanation {
    let children = if id.is_some() { vec![leaf("value", "7 bn USD")] } else { Vec::new() };
    Explanation { id, same_as, children, ..leaf("sum of d.value for d in Deal", "7 bn USD") }
}

pub(super) fn intent_only() -> Finding {
    let stage = leaf("deal.stage", "letter_of_intent");
    let tree = Explanation {
        expression: "deal.stage < signed".into(),
        called: None,
        value: text("true"),
        reason: None,
        place: None,
        more: 0,
        rest: None,
        id: None,
        same_as: None,
        children: vec![stage, shared(None, Some(1))],
    };
    Finding {
        more_missing: 0,
        formerly: Formerly::default(),
        fingerprint: "0123456789abcdef0123456789abcdef".into(),
        rule: "intent-only-agreement".into(),
        title: "Intent-only agreement".into(),
        severity: Severity::Critical,
        possibly: None,
        subject: subject("nvidia-openai-systems", 10),
        message: "Nvidia–OpenAI systems: up to 100 bn USD announced, none of it binding".into(),
        remedy: "sign a definitive agreement, or disclose the figure as non-binding".into(),
        cites: vec!["ASC 606-10-25-1".into(), "IAS 37.10".into()],
        facts: vec![
            fact("stage", "letter_of_intent", 12),
            fact("value", "up to 100 bn USD", 14),
            fact("binding", "0 USD", 15),
        ],
        evidence: "0123456789abcdef".into(),
        params: Vec::new(),
        at_stake: Some(Stake { counted: true, ..Stake::new(text("up to 100 bn USD"), None) }),
        margin: Some(Margin {
            measure: "deal.value".into(),
            called: Some("what is promised".into()),
            value: "100 bn USD".into(),
            past: Past::Times { least: Decimal::from(2), most: Some(Decimal::from(2)) },
            line: "50 bn USD".into(),
            policy: vec![LinePolicy { param: "large".into(), basis: LineBasis::HousePolicy }],
        }),
        explanation: Some(tree),
        clears_when: vec![ClearsWhen {
            path: "stage".into(),
            called: None,
            is: "letter_of_intent".into(),
            needs: Needs::AtLeast { value: "signed".into(), strict: false },
        }],
        missing: Vec::new(),
        status: Status::New,
        fails_gate: Some(ReasonKind::New),
        since: Some(Since { change: Change::New, was: None }),
        rested_on: Vec::new(),
        legs: Vec::new(),
        waiver: None,
    }
}

/// A known finding of a long name in another script, possibly worse.
fn debt() -> Finding {
    Finding {
        formerly: Formerly::default(),
        fingerprint: "fedcba9876543210fedcba9876543210".into(),
        rule: "partner-debt-exposure".into(),
        title: "Partner debt exposure".into(),
        severity: Severity::Medium,
        possibly: Some(Severity::High),
        subject: subject("доставчик-на-електроенергия-за-центрове-за-данни-и-охлаждане", 40),
        message: "Доставчикът дължи 4.2 пъти печалбата си; \x1b[31mначисленията по договорите \
                  за доставка още не са започнали, 株式会社 also owes"
            .into(),
        remedy: String::new(),
        cites: Vec::new(),
        facts: vec![disputed()],
        params: vec![earlier()],
        at_stake: Some(Stake {
            shares: Some(SharedCause::new(
                "intent-only-agreement".into(),
                "nvidia-openai-systems".into(),
                "value of nvidia-openai-systems".into(),
                place(14, 12),
            )),
            ..Stake::new(text("5 bn EUR"), Some(text("6 bn USD")))
        }),
        margin: None,
        explanation: Some(leaf("leverage > 4", "true")),
        clears_when: Vec::new(),
        missing: vec![missing("seller.ebitda")],
        status: Status::Baseline,
        fails_gate: None,
        since: Some(Since { change: Change::Unchanged, was: Some(Severity::Medium) }),
        rested_on: Vec::new(),
        ..intent_only()
    }
}

pub(super) fn missing(path: &str) -> MissingFact {
    MissingFact {
        path: path.into(),
        reason: Why::Unknown(outcome::Reason::NotGiven),
        place: place(31, 5),
    }
}

pub(super) fn amendment(line: u32) -> Place {
    Place::Text { file: "client/strict.risk".into(), line, column: 12 }
}

pub(super) fn large_exposure() -> Param {
    Param {
        name: "large_exposure".into(),
        value: "25%".into(),
        since: Some("2019-06-01".into()),
        set_by_run: false,
        bounds: vec![">= 0%".into(), "<= 100%".into()],
        cites: vec!["CRR 395".into()],
        values: Vec::new(),
    }
}

pub(super) fn earlier() -> TakenParam {
    let since =
        |value: &str, since: &str| InForce { value: value.into(), since: Some(since.into()) };
    TakenParam {
        name: "large_exposure".into(),
        at: "2019-01-01..2019-12-31".into(),
        values: vec![since("10%", "2014-01-01"), since("25%", "2019-06-01")],
        cites: vec!["CRR 395".into()],
    }
}

fn rule_file(path: &str, shipped: bool) -> RuleFile {
    RuleFile { path: path.into(), sha256: "a".repeat(64), untranslated: String::new(), shipped }
}

fn buyer() -> Addressee {
    let (record, key, name) = ("Party".into(), "openai".into(), Some("OpenAI".into()));
    Addressee { record, key, name, roles: vec!["buyer".into()] }
}

/// A party whose name wants to be more than a name.
fn seller() -> Addressee {
    let name = Some("=cmd()|' /C calc'!A0 @amd | <b>#12</b>".into());
    Addressee { key: "amd".into(), name, roles: vec!["seller".into()], ..buyer() }
}

pub(super) fn fixture() -> Fixture {
    let rule = |id: &str, subjects, flagged, clear, undetermined| RuleCount {
        formerly: Vec::new(),
        unexplained: 0,
        id: id.into(),
        title: id.replace('-', " "),
        rationale: "What was announced is not what was agreed.".into(),
        tags: vec!["commitment".into()],
        cites: vec!["ASC 606-10-25-1".into()],
        record: "Deal".into(),
        worst: Severity::Critical,
        pack: "std.commitment".into(),
        place: Place::Text { file: "rules/commitment.risk".into(), line: 14, column: 6 },
        subjects,
        flagged,
        clear,
        undetermined,
        not_applicable: 1,
        params: vec![Param { values: earlier().values, ..large_exposure() }],
        amended: if undetermined > 0 { vec![amendment(3)] } else { Vec::new() },
    };
    Fixture {
        head: Head {
            asked: None,
            scenario: None,
            as_of: "2025-10-20".into(),
            frameworks: Vec::new(),
            currency: "USD".into(),
            inputs: vec![Input {
                path: "deals.yaml".into(),
                sha256: "a".repeat(64),
                records: BTreeMap::from([("Deal".into(), 12), ("Party".into(), 9)]),
            }],
            rules: vec![
                rule("intent-only-agreement", 12, 1, 9, 1),
                rule("partner-debt-exposure", 9, 1, 7, 0),
            ],
            waivers: Vec::new(),
            disabled: vec![Disabled {
                id: "ageing-intent".into(),
                because: Some("covered by the covenant review".into()),
                place: amendment(7),
            }],
            scorecards: vec![scorecard()],
            notes: vec![Note::Idle {
                record: "Milestone".into(),
                made: false,
                rules: vec!["late-delivery".into()],
            }],
            limits: vec![Limit {
                cause: Limited::TooLarge(TooLarge::Walks {
                    flow: "funding".into(),
                    kind: WalkKind::Cycles,
                    looked_at: 1_000_000,
                    longest: Some(5),
                    open: false,
                }),
                forms: vec!["cycles of funding".into()],
                records: Vec::new(),
            }],
            skipped: vec![Skipped {
                path: "data/deals.yam".into(),
                why: "its ending is that of no record file".into(),
            }],
            project: Some("ai-deals".into()),
            policy: Policy {
                rules: vec![
                    rule_file("rules.risk", false),
                    rule_file("rules/commitment.risk", true),
                ],
                fail_on: "high".into(),
                fail_on_grade: vec!["credit=C".into()],
                undetermined: "warn".into(),
                changed: "warn".into(),
                baseline: Some(BaselineFile { path: "base.json".into(), sha256: "b".repeat(64) }),
                ..Policy::default()
            },
            lost: vec![Lost {
                fingerprint: "1".repeat(32),
                rule: "money-that-returns".into(),
                record: "cycle of funding".into(),
                key: "nvidia/openai".into(),
                severity: Severity::High,
                fails_gate: Some(ReasonKind::EvidenceLost),
                missing: Vec::new(),
                rested_on: Vec::new(),
            }],
            fixed: vec![Fixed {
                fingerprint: "0".repeat(32),
                rule: "ageing-intent".into(),
                record: "Deal".into(),
                key: "atlas".into(),
                severity: Severity::Low,
                cause: Cause::RecordGone,
            }],
            summary: Summary {
                critical: 1,
                medium: 1,
                undetermined: 1,
                clear: 16,
                not_applicable: 2,
                baseline: 1,
                undetermined_baseline: 0,
                at_stake: Some(AtStake {
                    value: text("up to 100 bn USD"),
                    findings: 1,
                    by_severity: vec![StakeOf::new(
                        Severity::Critical,
                        text("up to 100 bn USD"),
                        1,
                    )],
                    open: Some(OpenStake::new(text("1 bn USD"), 1)),
                    shared: 1,
                    unconverted: 0,
                }),
                gate: GateResult::Failed,
                fail_on: "high".into(),
                changed: 0,
                evidence_lost: 2,
                fixed: 1,
                gate_reasons: vec![
                    Reason {
                        severity: Some(Severity::Critical),
                        ..Reason::new(ReasonKind::New, 1)
                    },
                    Reason {
                        severity: Some(Severity::High),
                        ..Reason::new(ReasonKind::EvidenceLost, 2)
                    },
                    Reason { grade: Some("credit=C".into()), ..Reason::new(ReasonKind::Grade, 1) },
                ],
                ..Summary::default()
            },
        },
        findings: vec![intent_only(), debt()],
        undetermined: vec![Undetermined {
            waiver: None,
            more_missing: 0,
            explanation: None,
            formerly: Formerly::default(),
            fingerprint: "00112233445566778899aabbccddeeff".into(),
            status: Status::New,
            fails_gate: Some(ReasonKind::EvidenceLost),
            since: Some(Since { change: Change::EvidenceLost, was: Some(Severity::High) }),
            rested_on: Vec::new(),
            rule: "intent-only-agreement".into(),
            title: "Intent-only agreement".into(),
            subject: subject("amd-openai-accelerators", 30),
            possibly: Severity::Critical,
            at_stake: Some(Stake { counted: true, ..Stake::new(text("1 bn USD"), None) }),
            params: Vec::new(),
            missing: vec![missing("value"), missing("binding")],
        }],
        requests: vec![
            Request {
                subject: subject("amd-openai-accelerators", 30),
                path: "value".into(),
                fact: "value of amd-openai-accelerators".into(),
                meaning: "What is promised over the whole term.".into(),
                told: Some("up to 90 bn USD".into()),
                addressees: vec![buyer(), seller()],
                rules: vec!["intent-only-agreement".into()],
                waits: 4,
                settles: 1,
                worst: Severity::Critical,
            },
            Request {
                subject: subject("amd-openai-accelerators", 30),
                path: "binding".into(),
                fact: "binding of amd-openai-accelerators".into(),
                meaning: String::new(),
                told: None,
                addressees: vec![buyer()],
                rules: vec!["intent-only-agreement".into()],
                waits: 1,
                settles: 0,
                worst: Severity::High,
            },
        ],
        groups: vec![
            RequestGroup {
                record: "Deal".into(),
                several: "deals".into(),
                fact: "value of amd-openai-accelerators".into(),
                path: "value".into(),
                meaning: "What is promised over the whole term.".into(),
                facts: 4,
                waits: 5,
                settles: 1,
                worst: Severity::Critical,
                rules: vec!["intent-only-agreement".into()],
                keys: vec!["amd-openai-accelerators".into(), "atlas".into()],
                place: place(30, 5),
            },
            RequestGroup {
                record: "Deal".into(),
                several: "deals".into(),
                fact: "binding of amd-openai-accelerators".into(),
                path: "binding".into(),
                meaning: String::new(),
                facts: 1,
                waits: 1,
                settles: 0,
                worst: Severity::High,
                rules: vec!["intent-only-agreement".into()],
                keys: vec!["amd-openai-accelerators".into()],
                place: place(30, 5),
            },
        ],
        explanations: vec![shared(Some(1), None)],
        grades: vec![low_grade(), best_grade()],
    }
}
