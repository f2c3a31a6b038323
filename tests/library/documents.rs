//! Documents that are replaced, found and placed.

use riskwright::{Document, Level, RecordFormat, Records, Refused, Rules};

use super::{RECORDS, RULES, records, rules, run};

#[test]
fn a_document_is_replaced_by_its_name() {
    let (mut rules, mut records) = (rules(), records());
    rules.set("house.risk", RULES.replace("d.value >= 1 bn", "d.value >= 2 bn"));
    assert_eq!(run().apply(&rules, &records).expect("a report").summary().critical, 1);
    records.set("deals.yaml", RECORDS.replace("2 bn", "3 bn"));
    let report = run().apply(&rules, &records).expect("a report");
    assert_eq!(report.findings()[0].message, "vega is large: 3 bn USD");
    records.set("more.yaml", "deals: [{id: nova, value: 9 bn USD}]\n");
    assert_eq!(run().apply(&rules, &records).expect("a report").summary().critical, 2);
    assert!(records.remove("more.yaml") && !records.remove("more.yaml"));
    assert_eq!(run().apply(&rules, &records).expect("a report").summary().critical, 1);
    assert_eq!(rules.names().collect::<Vec<_>>(), ["house.risk"]);
}

#[test]
fn what_is_said_of_a_document_holds_for_its_next_text() {
    let mut records = Records::new();
    let export = Document::new("export", "id;worth\natlas;2 bn USD\n");
    let export = export.format(RecordFormat::Csv).kind("Deal");
    records.put(export.mapping("export.map", "fields: {value: worth}\n"));
    assert_eq!(run().apply(&rules(), &records).expect("a report").summary().critical, 1);
    records.set("export", "id;worth\natlas;2 bn USD\nnova;3 bn USD\n");
    assert_eq!(run().apply(&rules(), &records).expect("a report").summary().critical, 2);

    let refused = |document: Document| {
        let mut records = records.clone();
        records.put(document);
        run().apply(&rules(), &records).unwrap_err()
    };
    assert!(
        matches!(refused(Document::new("b", "")), Refused::NoFormat { document } if document == "b")
    );
    let kind = refused(Document::new("b.csv", "id\n").kind("Dael"));
    assert!(matches!(kind, Refused::NoKind { known, .. } if known == ["Party", "Deal"]));
    let mapping = Document::new("b.csv", "id\n").kind("Deal").mapping("b.map", "feilds: {}\n");
    assert_eq!(refused(mapping).diagnostics()[0].labels[0].document, "b.map");
}

#[test]
fn places_in_bytes_characters_and_utf16() {
    let text = "\u{feff}# 🦀 Ко\r\ndeals:\r\n  - {id: \"🦀\u{301}я\", valeu: 1 USD}\r\n";
    let refused = run().apply(&rules(), &Records::new().with("d.yaml", text)).unwrap_err();
    let Refused::Records { diagnostics } = refused else { panic!("{refused}") };
    let label = &diagnostics[0].labels[0];
    assert_eq!(&text.as_bytes()[label.bytes.clone()], b"valeu");
    assert_eq!((label.start.line, label.start.column, label.start.utf16), (3, 17, 17));
    assert_eq!((label.end.line, label.end.column, label.end.utf16), (3, 22, 22));
    assert!(diagnostics[0].to_string().starts_with("d.yaml:3:17: error RW"), "{}", diagnostics[0]);
    assert!(diagnostics[0].page().is_some_and(|page| page.contains("## Example")));
}

#[test]
fn uses_are_found_beside_below_and_by_the_caller() {
    let used = "record Deal key id { id: text }\n";
    let rule = "rule any for d in Deal { flag low when d.id = \"a\" }\n";
    let beside = Rules::new()
        .with("team/house.risk", format!("use lib.words\n{rule}"))
        .with("team/lib/words.risk", used);
    assert!(run().check(&beside).is_ok());
    let below = Rules::new()
        .with("team/house.risk", format!("use lib.words\n{rule}"))
        .with("lib/words.risk", used);
    assert!(run().check(&below).is_ok());
    let alone = Rules::new().with("house.risk", format!("use lib.words\n{rule}"));
    let refused = run().check(&alone).unwrap_err();
    assert!(
        matches!(&refused, Refused::Rules { diagnostics } if diagnostics[0].level == Level::Error)
    );
    let found = alone.find_by(|used, user| {
        assert_eq!((used, user), ("lib.words", "house.risk"));
        Some(("db:7".to_owned(), b"record Deal key id { id: text }\n".to_vec()))
    });
    let checked = run().check(&found).expect("sound rules");
    assert_eq!(checked.rules().collect::<Vec<_>>(), ["any"]);
}
