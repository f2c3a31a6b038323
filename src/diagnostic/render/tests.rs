//! Diagnostics as people and tools see them.

use super::*;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Place, Span};

/// The first `word` of a file.
fn at(sources: &Sources, file: FileId, word: &str) -> Span {
    let start = sources.file(file).text().find(word).expect("the word");
    Span::new(file, start, start + word.len())
}

fn rendered(sources: &Sources, diagnostics: &[Diagnostic], form: Form) -> String {
    let look = Look { form, color: false, width: 80, see_all: None };
    let mut out = Vec::new();
    write(sources, diagnostics, look, &mut out).expect("memory can be written to");
    String::from_utf8(out).expect("text")
}

/// A misspelt field, and a key given twice in two files.
fn sample() -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let deals = sources.add_text(
        "deals.yaml",
        "deals:\n  - id: атлас\n    име: „Атлас“ 株式会社 e\u{301}\u{301}; valeu: 6 bn USD\n    stage: signed\n",
    );
    let more = sources.add_text("more.yaml", "deals:\n  - id: атлас\n");
    let diagnostics = vec![
        Diagnostic::error(
            "RW404",
            "`Deal` has no field `valeu`",
            at(&sources, deals, "valeu"),
            "unknown field",
        )
        .help("did you mean `value`?"),
        Diagnostic::error(
            "RW411",
            "two records of Deal have the key `атлас`",
            at(&sources, more, "атлас"),
            "again here",
        )
        .label(at(&sources, deals, "атлас"), "first here"),
        Diagnostic::bare("RW003", "there are no rules to apply"),
    ];
    (sources, diagnostics)
}

#[test]
fn graphical() {
    let (sources, diagnostics) = sample();
    insta::assert_snapshot!(rendered(&sources, &diagnostics, Form::Graphical));
}

#[test]
fn plain() {
    let (sources, diagnostics) = sample();
    insta::assert_snapshot!(rendered(&sources, &diagnostics, Form::Plain));
}

#[test]
fn narrated() {
    let (sources, diagnostics) = sample();
    insta::assert_snapshot!(rendered(&sources, &diagnostics, Form::Narrated));
}

#[test]
fn json() {
    let (sources, diagnostics) = sample();
    insta::assert_snapshot!(rendered(&sources, &diagnostics, Form::Json));
}

#[test]
fn two_labels_near_each_other_share_an_excerpt() {
    let mut sources = Sources::default();
    let file = sources.add_text("a.risk", "define a = b\ndefine b = a\n");
    let ring = Diagnostic::error(
        "RW205",
        "`a` is defined by itself",
        at(&sources, file, "b"),
        "`a` needs `b`",
    )
    .label(Span::new(file, 24, 25), "`b` needs `a`");
    let text = rendered(&sources, &[ring], Form::Plain);
    assert_eq!(text.matches("a.risk:").count(), 1, "{text}");
    assert!(text.contains("`a` needs `b`") && text.contains("`b` needs `a`"), "{text}");
}

#[test]
fn an_excerpt_of_its_own_is_headed_by_its_first_label() {
    let mut sources = Sources::default();
    let rule = sources.add_text("a.risk", "define a = b\n");
    let deals = sources.add_text("b.risk", "define b = c\ndefine c = a\n");
    let ring = Diagnostic::error("RW215", "`a` refers to itself", at(&sources, rule, "b"), "here")
        .label(at(&sources, deals, "c"), "over `c`")
        .label(Span::new(deals, 24, 25), "and back");
    let text = rendered(&sources, &[ring], Form::Plain);
    let (first, second) = text.split_once("b.risk:").expect("an excerpt of its own");
    assert!(first.ends_with("over `c`\n   ,-["), "{text}");
    assert!(second.contains("over `c`") && second.contains("and back"), "{text}");
}

#[test]
fn a_long_line_is_clipped_around_the_label() {
    let mut sources = Sources::default();
    let long = format!("[{}HERE{}]", "\"юнак\",".repeat(100_000), "1,".repeat(100_000));
    let file = sources.add_text("deals.json", long);
    let here = at(&sources, file, "HERE");
    let text = rendered(&sources, &[Diagnostic::error("RW401", "no", here, "")], Form::Plain);
    assert!(text.len() < 2_000, "{} bytes", text.len());
    assert!(text.contains("deals.json:1:700002"), "{text}");
}

#[test]
fn places_at_the_edges_are_drawn() {
    for text in ["", "\n", "a", "a\n", "a\r\n", "\u{feff}", "é", "\x1b[2J\u{85}\u{202e}"] {
        let mut sources = Sources::default();
        let file = sources.add_text("edge.yaml", text);
        for (start, end) in [(0, 0), (0, 1), (1, 2), (text.len(), text.len()), (0, 99), (98, 99)] {
            let found = Diagnostic::error("RW401", "no", Span::new(file, start, end), "here");
            for form in [Form::Graphical, Form::Plain, Form::Narrated, Form::Json] {
                let drawn = rendered(&sources, std::slice::from_ref(&found), form);
                assert!(drawn.contains("edge.yaml"), "{text:?} {start}..{end}: {drawn}");
                assert!(!drawn.contains('\x1b'), "{drawn}");
            }
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_drawn() {
    let mut sources = Sources::default();
    let file = sources.add_text("old.risk", b"define \xef\xf0\xe8 = 1\n".to_vec());
    let found = Diagnostic::error("RW008", "no", Span::new(file, 7, 8), "from here on");
    let drawn = rendered(&sources, &[found], Form::Plain);
    assert!(drawn.contains("old.risk:1:8"), "{drawn}");
}

#[test]
fn a_thousand_at_the_end_of_a_large_file_are_quick_and_counted() {
    let mut sources = Sources::default();
    let text = "a: 1\n".repeat(200_000);
    let end = text.len();
    let file = sources.add_text("large.yaml", text);
    let one = |i: usize| {
        Diagnostic::error("RW404", "no", Span::new(file, end - 5 * i - 5, end - 5 * i - 4), "")
    };
    let all: Vec<Diagnostic> = (0..1_000).map(one).collect();
    let start = std::time::Instant::now();
    let text = rendered(&sources, &all, Form::Plain);
    assert!(text.contains("… and 950 more"), "{text}");
    assert_eq!(rendered(&sources, &all, Form::Json).lines().count(), 1_000);
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

#[test]
fn places_in_workbooks_and_tables_are_named() {
    let mut sources = Sources::default();
    let book = sources.add_text("deals.xlsx", "PK");
    let table = sources.add_text("deals.parquet", "PAR1");
    sources.file(book).name_parts(["Deals"].map(Into::into).into());
    sources.file(table).name_parts(["id", "value"].map(Into::into).into());
    let cell = Place::Cell { file: book, sheet: 0, row: 5, column: 13 };
    let row = Place::Row { file: table, row: 11, column: Some(1) };
    let found = [Diagnostic::error("RW406", "`tbd` is not an amount", row, "").label(cell, "see")];
    let plain = rendered(&sources, &found, Form::Plain);
    assert!(plain.contains("  at deals.parquet: row 12, value\n"), "{plain}");
    assert!(plain.contains("  at deals.xlsx: Deals!N6: see\n"), "{plain}");
    let narrated = rendered(&sources, &found, Form::Narrated);
    assert!(narrated.contains("At deals.parquet, row 12, value\n"), "{narrated}");
    let json = rendered(&sources, &found, Form::Json);
    let labels = "[{\"path\":\"deals.parquet\",\"row\":12,\"column_name\":\"value\",\"text\":\"\"},\
                  {\"path\":\"deals.xlsx\",\"sheet\":\"Deals\",\"cell\":\"N6\",\"text\":\"see\"}]";
    assert!(json.contains(labels), "{json}");
}
