//! One hand-made stress report through the text and JSON writers.

use super::*;
use crate::report::{
    CSV, Fate, Format, HTML, JSON, Joined, Loss, LossRound, LossSize, Losses, MARKDOWN, ReasonKind,
    Round, StakeOf, Style, TEXT, Value,
};
use crate::ty::Measured;
use crate::value::{Decimal, Lang};

fn subject(key: &str) -> Subject {
    let place = Place::Text { file: "deals.yaml".into(), line: 4, column: 9 };
    Subject { record: "Deal".into(), key: key.into(), name: None, place: Some(place) }
}

fn turned(turn: Turn, key: &str, before: Standing, after: Standing, message: &str) -> Turned {
    Turned {
        turn,
        fingerprint: "00112233445566778899aabbccddeeff".into(),
        rule: "intent-only-agreement".into(),
        title: "Intent-only agreement".into(),
        subject: subject(key),
        before,
        after,
        message: message.into(),
        at_stake: None,
        possibly_before: None,
        possibly_after: None,
    }
}

fn joined(key: &str, certain: bool) -> Joined {
    Joined { record: "Party".into(), key: key.into(), field: "failed".into(), certain }
}

fn losses() -> Losses {
    let size =
        |certain, possible: Option<i64>| LossSize::new(billions(certain), possible.map(billions));
    let loss = |key: &str, size, fate| Loss::new(key.into(), size, fate);
    let mut losses = Losses::new(2, "Party".into(), "failed".into(), size(63, None));
    losses.unconverted = 1;
    losses.losers = vec![
        loss("oracle", size(60, Some(60)), Fate::Joined),
        loss("blue-owl", size(3, Some(8)), Fate::Perhaps),
        loss("amd", size(0, None), Fate::Bears),
    ];
    let first = vec![
        loss("oracle", size(60, Some(60)), Fate::Joined),
        loss("blue-owl", size(0, Some(8)), Fate::Perhaps),
    ];
    let second = vec![
        loss("blue-owl", size(3, Some(0)), Fate::Perhaps),
        loss("amd", size(0, None), Fate::Bears),
    ];
    losses.rounds = vec![
        LossRound::new(None, size(60, Some(68)), first),
        LossRound::new(Some(1), size(3, None), second),
    ];
    losses
}

fn rule(id: &str, under: [UnderScenario; 6]) -> StressedRule {
    let place = Place::Text { file: "rules.risk".into(), line: 3, column: 6 };
    let title = id.replace('-', " ");
    StressedRule {
        id: id.into(),
        title,
        place,
        flagged: 12,
        undetermined: 4,
        scenarios: under.into(),
    }
}

fn billions(n: i64) -> Value {
    let amount = Decimal::from(n * 1_000_000_000);
    let measured = Measured::Number([Some(amount); 2], Some("USD".to_owned()));
    Value::new(format!("{n} bn USD"), Some(measured))
}

fn at_stake(n: i64, findings: u64) -> AtStake {
    let by_severity = vec![StakeOf::new(Severity::High, billions(n), findings)];
    AtStake { value: billions(n), findings, by_severity, ..AtStake::default() }
}

fn report() -> Stress {
    use Standing::{Flagged, Silent, Undetermined};
    let (high, critical) = (Flagged(Severity::High), Flagged(Severity::Critical));
    let turns = vec![
        turned(Turn::Appears, "atlas", Undetermined, high, "Atlas: 6 bn USD announced"),
        Turned {
            at_stake: Some(Stake { counted: true, ..Stake::new(billions(60), None) }),
            ..turned(Turn::Worsens, "borealis", high, critical, "Borealis: 60 bn USD announced")
        },
        turned(Turn::Opens, "cirrus", Silent, Undetermined, ""),
        Turned {
            possibly_after: Some(Severity::Critical),
            ..turned(Turn::Shifts, "corvus", high, high, "Corvus: 6 bn USD announced")
        },
        turned(Turn::Disappears, "delos", high, Silent, ""),
    ];
    let counts =
        Counts { appears: 1, worsens: 1, opens: 1, shifts: 1, disappears: 2, ..Counts::default() };
    let rounds = vec![
        Round { step: 2, joined: vec![joined("oracle", true), joined("amd", false)] },
        Round { step: 2, joined: vec![joined("blue-owl", true)] },
    ];
    let scenario = |name: &str, title: &str| Scenario {
        name: name.into(),
        title: title.into(),
        changed: 4,
        cut: 1,
        ..Scenario::default()
    };
    let losses = vec![losses()];
    let title = "The anchor customer fails";
    let anchor = Scenario { rounds, losses, ..scenario("anchor-fails", title) };
    let idle = |n: usize| Stressed {
        scenario: scenario(&format!("calm-{n}"), "Nothing happens"),
        counts: Counts::default(),
        at_stake: None,
        turns: Vec::new(),
        grades: Vec::new(),
    };
    let regraded = Regraded {
        scorecard: "credit".into(),
        subject: subject("oracle"),
        before: "B".into(),
        possibly_before: None,
        after: "D".into(),
        possibly_after: Some("E".into()),
    };
    let busy = UnderScenario { flagged: 12, undetermined: 5, counts };
    let calm = UnderScenario { flagged: 12, undetermined: 4, counts: Counts::default() };
    let long = "a-rule-whose-name-takes-far-more-than-its-column";
    Stress {
        as_of: "2025-10-20".into(),
        currency: "USD".into(),
        inputs: Vec::new(),
        rules: vec![
            rule("intent-only-agreement", [busy, calm, busy, busy, calm, busy]),
            rule(long, [calm; 6]),
            StressedRule { flagged: 0, ..rule("quiet", [UnderScenario::default(); 6]) },
        ],
        scenarios: std::iter::once(Stressed {
            scenario: anchor,
            counts,
            at_stake: Some(at_stake(60, 3)),
            turns,
            grades: vec![regraded],
        })
        .chain((2..=6).map(idle))
        .collect(),
        at_stake: Some(at_stake(40, 2)),
        notes: vec![Note::EmptyFile { path: "milestones.yaml".into() }],
        limits: Vec::new(),
        skipped: vec![Skipped { path: "deals.yam".into(), why: "another ending".into() }],
        fail_on: "high".into(),
        fail_on_grade: Vec::new(),
        gate: GateResult::Failed,
        gate_reasons: vec![
            Reason { severity: Some(Severity::High), ..Reason::new(ReasonKind::New, 1) },
            Reason { severity: Some(Severity::High), ..Reason::new(ReasonKind::EvidenceLost, 2) },
        ],
    }
}

fn written(format: &Format) -> String {
    styled(format, Style::default())
}

fn styled(format: &Format, style: Style) -> String {
    let mut out = Vec::new();
    let written =
        format.stress.expect("a format of stress reports")(&report(), &style, Box::new(&mut out));
    written.expect("memory takes everything");
    String::from_utf8(out).expect("text")
}

#[test]
fn for_people_in_bulgarian() {
    let style = Style { lang: Lang::Bg, ..Style::default() };
    insta::assert_snapshot!(styled(&TEXT, style));
    let page = styled(&HTML, style);
    assert!(page.contains("Сценарии") && page.contains("<html lang=\"bg\">"));
    assert!(styled(&MARKDOWN, style).contains("сценарий"));
}

#[test]
fn for_people() {
    let text = written(&TEXT);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn for_merge_requests() {
    insta::assert_snapshot!(written(&MARKDOWN));
}

#[test]
fn for_programs() {
    let report = serde_json::from_str(&written(&JSON)).expect("JSON");
    let schema = include_str!("../../../schema/stress.schema.json");
    let schema = serde_json::from_str(schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let wrong: Vec<String> = validator.iter_errors(&report).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn verdicts_turn() {
    use Standing::{Flagged, Silent, Undetermined};
    let (low, high) = (Flagged(Severity::Low), Flagged(Severity::High));
    let turn = |before, after| Turn::of((before, None), (after, None));
    assert_eq!(turn(Silent, high), Some(Turn::Appears));
    assert_eq!(turn(Undetermined, high), Some(Turn::Appears));
    assert_eq!(turn(low, high), Some(Turn::Worsens));
    assert_eq!(turn(high, low), Some(Turn::Improves));
    assert_eq!(turn(high, Silent), Some(Turn::Disappears));
    assert_eq!(turn(high, Undetermined), Some(Turn::Opens));
    assert_eq!(turn(Silent, Undetermined), Some(Turn::Opens));
    assert_eq!(turn(Undetermined, Silent), Some(Turn::Settles));
    assert_eq!(turn(high, high), None);
    let possibly = Some(Severity::Critical);
    assert_eq!(Turn::of((high, None), (high, possibly)), Some(Turn::Shifts));
    assert_eq!(Turn::of((high, possibly), (high, possibly)), None);
    assert_eq!(Turn::of((high, possibly), (low, None)), Some(Turn::Improves));
    // What may be as bad as it was is no improvement.
    let still = Some(Severity::High);
    assert_eq!(Turn::of((high, None), (low, still)), Some(Turn::Opens));
    assert_eq!(Turn::of((high, possibly), (low, possibly)), Some(Turn::Opens));
    assert_eq!(Turn::of((high, None), (low, Some(Severity::Medium))), Some(Turn::Improves));
}

#[test]
fn as_a_table() {
    insta::assert_snapshot!(written(&CSV));
}
