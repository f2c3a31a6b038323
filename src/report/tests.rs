//! One hand-made report through every writer.

mod bulgarian;
mod fixture;
mod html;
mod machines;
mod markdown;
mod workbook;

use super::*;
use crate::outcome::{Clause, Severity, Verdict};
use fixture::{Fixture, amendment, earlier, fixture, intent_only, large_exposure, missing};

fn written(format: &Format, style: Style) -> String {
    told(&fixture(), format, style)
}

fn told(fixture: &Fixture, format: &Format, style: Style) -> String {
    let mut out = Vec::new();
    fixture.tell([(format.writer)(Box::new(&mut out), &style)]);
    String::from_utf8(out).expect("text")
}

/// A text that shows what the baseline has, too.
const WHOLE: fn() -> Style = || Style { known: true, ..Style::default() };

#[test]
fn text() {
    insta::assert_snapshot!(written(&TEXT, WHOLE()));
}

#[test]
fn what_the_baseline_has_is_only_counted() {
    let text = written(&TEXT, Style::default());
    assert!(text.contains("\none finding is known from the baseline\n"), "{text}");
    assert!(!text.contains("MEDIUM"), "{text}");
}

#[test]
fn text_in_colours() {
    let coloured = written(&TEXT, Style { color: true, ..WHOLE() });
    insta::assert_snapshot!(coloured.replace('\x1b', "^"));
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, code)) = rest.split_once('\x1b') {
        plain.push_str(before);
        rest = code.split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    assert_eq!(plain, written(&TEXT, WHOLE()));
}

#[test]
fn no_line_is_wider_than_the_page() {
    use unicode_width::UnicodeWidthStr;
    for width in [60, 80, 100] {
        let text = written(&TEXT, Style { width, ..WHOLE() });
        let lines = text.lines().filter(|line| !line.starts_with("gate: "));
        let widest = lines.max_by_key(|line| line.width()).unwrap_or_default();
        assert!(widest.width() <= width, "{widest}");
    }
}

fn limited(most: usize) -> Style {
    let see_all = Some("--limit 0 shows all");
    Style { findings: Some(most), undetermined: Some(most), see_all, ..WHOLE() }
}

#[test]
fn a_limited_text_says_what_it_leaves_out() {
    let text = written(&TEXT, limited(1));
    assert!(text.contains("… and one more finding; --limit 0 shows all"), "{text}");
    assert!(text.contains("… and one more kind of missing fact; --limit 0 shows all"), "{text}");
    assert!(!text.contains("MEDIUM"), "{text}");
}

#[test]
fn what_could_not_be_decided_can_be_left_out_but_for_its_count() {
    let text = written(&TEXT, Style { open: false, ..Style::default() });
    assert!(!text.contains("UNDETERMINED") && !text.contains("What to ask for"), "{text}");
    assert!(text.contains("1 undetermined"), "{text}");
}

#[test]
fn a_quiet_text_is_the_last_line_and_what_was_not_looked_at() {
    let text = written(&TEXT, Style { quiet: true, ..Style::default() });
    assert!(text.starts_with("limit: flow funding has more cycles"), "{text}");
    assert!(
        text.contains("\n\ncredit: 1 C, 1 A; 1 possibly worse; 3 verdicts may be anybody's"),
        "{text}"
    );
    assert!(text.contains("\n1 critical, 1 medium · 1 known from the baseline"), "{text}");
    let gate = "gate: failed: 1 new critical, 1 new credit=C or worse, 2 evidence lost (fail_on \
                high, fail_on_grade credit=C, undetermined warn)\n";
    assert!(text.ends_with(gate), "{text}");
}

#[test]
fn json_fits_its_schema() {
    let text = written(&JSON, Style::default());
    insta::assert_snapshot!(text);
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../schema/report.schema.json")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let report = serde_json::from_str(&text).expect("JSON");
    let wrong: Vec<String> = validator.iter_errors(&report).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn lines_hold_what_the_document_holds() {
    use serde_json::{Map, Value, json};
    let mut document: Map<String, Value> = Map::new();
    for list in ["findings", "explanations", "undetermined", "requests", "request_groups", "grades"]
    {
        document.insert(list.to_owned(), json!([]));
    }
    let mut types = Vec::new();
    for line in written(&JSON_LINES, Style::default()).lines() {
        assert!(line.starts_with("{\"type\":\""), "{line}");
        let mut entry: Map<String, Value> = serde_json::from_str(line).expect("an object");
        let named = entry.remove("type").expect("a type");
        let list = match named.as_str().expect("a text") {
            "run" | "end" => None,
            "undetermined" => Some("undetermined".to_owned()),
            one => Some(format!("{one}s")),
        };
        match list {
            None => document.extend(entry),
            Some(list) => document[&list].as_array_mut().expect("a list").push(entry.into()),
        }
        types.push(named);
    }
    let whole: Value = serde_json::from_str(&written(&JSON, Style::default())).expect("JSON");
    assert_eq!(Value::from(document), whole);
    assert_eq!(types.first(), Some(&json!("run")));
    assert_eq!(types.last(), Some(&json!("end")));
}

#[test]
fn formats_follow_endings() {
    let named = |path: &str| Format::of(path).map(|format| format.name);
    assert_eq!(named("out/report.json"), Some("json"));
    assert_eq!(named("REPORT.TXT"), Some("text"));
    assert_eq!(named("report.ndjson"), Some("jsonl"));
    assert_eq!(named("report.gitlab.json"), Some("gitlab"));
    assert_eq!(named("out.json/gl-code-quality.json"), Some("gitlab"));
    assert_eq!(named("my-gl-code-quality.json"), Some("json"));
    assert_eq!(named("gitlab.json"), Some("gitlab"));
    assert_eq!(named("TEST.JUNIT.xml"), Some("junit"));
    assert_eq!(named("report.xml"), Some("junit"));
    assert_eq!(named("report"), None);
    assert_eq!(named("json"), None);
    assert_eq!(named("report.docx"), None);
}

#[test]
fn no_two_formats_share_a_name_or_an_ending() {
    for (at, format) in FORMATS.iter().enumerate() {
        assert_eq!(Format::named(format.name).map(|known| known.name), Some(format.name));
        for other in &FORMATS[..at] {
            assert!(other.endings.iter().all(|ending| !format.endings.contains(ending)));
        }
    }
}

/// A stream that takes so many bytes and no more.
struct Full(usize);

impl std::io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self.0.min(bytes.len()) {
            0 => Err(std::io::Error::from(std::io::ErrorKind::StorageFull)),
            taken => {
                self.0 -= taken;
                Ok(taken)
            }
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_writer_that_fails_does_not_keep_the_others_from_writing() {
    let (mut text, style) = (Vec::new(), Style::default());
    let full = |bytes| (JSON.writer)(Box::new(Full(bytes)), &style);
    let mut to = Distribution::to([full(0), (TEXT.writer)(Box::new(&mut text), &style)]);
    let fixture = fixture();
    to.head(&fixture.head);
    assert_eq!(to.most(Section::Explanations), usize::MAX);
    let results = to.close(&fixture.head);
    assert!(results[0].is_err() && results[1].is_ok(), "{results:?}");
    assert!(String::from_utf8(text).expect("text").contains("gate: failed"));
}

fn explained() -> Explained {
    let finding = intent_only();
    Explained {
        rule: finding.rule,
        title: finding.title,
        rationale: "The parties have signalled intent, not execution.".into(),
        subject: finding.subject,
        verdict: Verdict::Flagged { severity: Severity::Critical, possibly: None },
        message: finding.message,
        remedy: finding.remedy,
        facts: finding.facts,
        conditions: finding
            .explanation
            .map(|tree| (Clause::Flag(Severity::Critical), tree))
            .into_iter()
            .collect(),
        at_stake: finding.at_stake,
        margin: finding.margin,
        clears_when: finding.clears_when,
        missing: vec![missing("value")],
        amended: vec![
            (amendment(3), vec!["replaces flag high".into(), "adds cites".into()]),
            (amendment(9), vec!["removes flag low".into()]),
        ],
        params: vec![large_exposure()],
        taken: vec![earlier()],
        cites: finding.cites,
        lapsed: Vec::new(),
    }
}

fn answered(format: &Format) -> String {
    let (explained, mut out) = (explained(), Vec::new());
    let basis = Basis { as_of: "2025-10-20", scenario: Some("crash") };
    let write = format.answer.expect("a format of answers");
    write(&Answer::Verdict(&explained, basis), &Style::default(), Box::new(&mut out))
        .expect("memory can be written to");
    String::from_utf8(out).expect("text")
}

#[test]
fn explanations_are_trees() {
    insta::assert_snapshot!(answered(&TEXT));
}

#[test]
fn explanations_in_markdown() {
    insta::assert_snapshot!(answered(&MARKDOWN));
}
