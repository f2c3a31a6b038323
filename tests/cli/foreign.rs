//! What foreign files must not do in silence: lose rows, read values otherwise, pass a gate.

use super::Place;

const RULES: &str = "\
record Row key id { id: text, n: number?, m: money?, d: date? }
rule big for r in Row {
    flag high when r.n > 100
    message \"{r.id}: {r.n}\"
}
";

fn run(file: &str, entry: &str, command: &str) -> super::Ran {
    let manifest = format!(
        "rules: rules.risk\nas_of: 2026-01-01\ncurrency: EUR\nfail_on: high\ndata: [{{path: \
         rows.csv, record: Row, {entry}}}, ok.csv]\nmay_be_empty: [Row]\n"
    );
    let place = Place::empty().with("rules.risk", RULES).with("riskwright.yaml", manifest);
    place.with("rows.csv", file).with("rows2/x", "").with("ok.csv", "").run(command)
}

#[test]
fn lines_that_are_passed_over_are_lines() {
    let pipes = "Pipes from 12\" on\n1,500\n2,600\n3\" pipe,7\n4,8\n";
    let ran = run(pipes, "skip: 1, header: none, fields: {id: A, n: B}", "check");
    ran.ended(1).says("4 records").says("1: 500").says("2: 600");
    let lists = "5\" pipes, list\nid,n\n1,500\n";
    run(lists, "header: 2, fields: {id: id, n: n}", "check").ended(1).says("1: 500");
    for entry in ["skip: 50", "header: 50", "skip: 18446744073709551615"] {
        let ran = run("id,n\n1,500\n", entry, "check");
        ran.stopped("RW401").warns("nothing stands behind the lines");
    }
}

#[test]
fn settings_that_cannot_be_are_refused() {
    for (entry, said) in [
        ("delimiter: '\"'", "the same"),
        ("delimiter: \"'\", quote: \"'\"", "the same"),
        ("delimiter: \"\\n\"", "the character between cells"),
        ("fields: {id: {from: id, split: ''}}", "`split` needs"),
        ("header: 2, skip: 1", "both say where the"),
    ] {
        run("id,n\n1,5\n", entry, "check").stopped("RW005").warns(said);
    }
}

#[test]
fn marks_in_quotes_are_no_blank_row() {
    let ran = run("id\n\"\"\"\"\n\",\"\n\"\"\n\n2\n", "fields: {id: id}", "data");
    ran.ended(0).says("Row: 3 records").says("1 blank and passed over");
}

#[test]
fn what_the_manifest_says_is_not_scaled() {
    let fields = "fields: {id: id, m: {from: m, currency: EUR, scale: m, map: {x: 7 EUR}}}";
    run("id,m\n1,x\n2,3\n", fields, "data").ended(0).says("7 EUR to 3 m EUR");
    let always = "scale: m, fields: {id: id, m: {always: 7 EUR}}";
    run("id,k\n1,x\n", always, "data").ended(0).says("7 EUR");
}

#[test]
fn conditions_read_a_column_as_its_field_does() {
    let fields = "fields: {id: id, n: {from: x, numbers: \"1.234,56\"}}";
    let file = "id,x\n1,1.500\n2,2.000\n3,7\n";
    let entry = |where_is: &str| format!("{fields}, rows: {{where: '{where_is}'}}");
    run(file, &entry("x > 100"), "data").ended(0).says("Row: 2 records");
    run(file, &entry("x = 1500"), "data").ended(0).says("Row: 1 record");
    run(file, &entry("x = 1.500"), "data")
        .ended(0)
        .says("rows.csv csv: no record")
        .says("3 left out");
    let listed = "fields: {id: id}, rows: {where: 't in \"a, b\", c'}";
    let ran = run("id,t\n1,\"a, b\"\n2,c\n3,a\n", listed, "data");
    ran.ended(0).says("Row: 2 records");
}

#[test]
fn a_column_in_another_order_of_days_is_not_merely_unreadable() {
    let rows: String = (1..=24).map(|n| format!("{n},{n:02}/03/2024\n")).collect();
    let file = format!("id,d\n{rows}");
    let entry = "dates: mdy, unreadable: unknown, fields: {id: id, d: d}";
    run(&file, entry, "check").stopped("RW409").warns("say `dates: dmy`");
    let both: String = (2..=24).map(|n| format!("{n},03/04/2024\n")).collect();
    let ran = run(&format!("id,d\n1,01/01/2024\n{both}"), "fields: {id: id, d: d}", "check");
    ran.stopped("RW406").warns("`dates: dmy`").warns("`dates: mdy`");
}

#[test]
fn what_says_nothing_of_rows_is_told_and_reports_are_the_same_again() {
    let entry = "fields: {id: id, n: n}, rows: {unless: 'id begins with sum'}";
    let manifest = format!(
        "rules: rules.risk\nas_of: 2026-01-01\ndata: [{{path: rows.csv, record: Row, {entry}}}]\n"
    );
    let place = Place::empty().with("rules.risk", RULES).with("riskwright.yaml", manifest);
    let place = place.with("rows.csv", "id,n\n1,5\n,\nSum,5\n");
    place.run("check -o report.json").ended(0).warns("0 left out, as `unless: id begins with sum`");
    place.run("verify report.json").ended(0);
}
