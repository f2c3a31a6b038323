//! Figures of foreign files: their notation, and the columns that measure them.

use super::Place;

const RULES: &str = "\
record Deal key id {
    id: text
    value: money?
    share: percent?
    cap: power?
    count: number?
}
rule told for d in Deal {
    flag info when d.id is known
    message \"{d.id}: {d.value} {d.share} {d.cap} {d.count}.\"
}
";

/// The two columns of three rows in each format that has columns or paths.
fn formats(rows: &[(&str, &str, &str)]) -> [(&'static str, String); 4] {
    let each = |part: &dyn Fn(&(&str, &str, &str)) -> String, between: &str| {
        rows.iter().map(part).collect::<Vec<_>>().join(between)
    };
    let json = |(id, a, u): &(&str, &str, &str)| {
        format!("{{\"id\": \"{id}\", \"a\": \"{a}\", \"u\": \"{u}\"}}")
    };
    [
        ("d.csv", format!("id;a;u\n{}\n", each(&|(id, a, u)| format!("{id};{a};{u}"), "\n"))),
        ("d.jsonl", each(&json, "\n")),
        ("d.json", format!("[{}]", each(&json, ","))),
        ("d.yaml", each(&|(id, a, u)| format!("- {{id: {id}, a: \"{a}\", u: \"{u}\"}}\n"), "")),
    ]
}

fn mapped(file: &str, fields: &str) -> String {
    format!(
        "rules: rules.risk\nas_of: 2025-12-15\n\
         data: [{{path: {file}, record: Deal, fields: {{id: id, {fields}}}}}]\n"
    )
}

#[test]
fn columns_measure_alike_in_every_format() {
    for (fields, rows, told) in [
        (
            "value: {amount: a, currency: EUR, unit: u}",
            [("x", "25", "k"), ("y", "1,025", "k"), ("z", "25 m", "")],
            ["x: 25,000 EUR", "y: 1.025 m EUR", "z: 25 m EUR"],
        ),
        (
            "value: {amount: a, currency: u}",
            [("x", "25 k EUR", "EUR"), ("y", "25", "DEM"), ("z", "25", "XXX")],
            ["x: 25,000 EUR", "y: 25 DEM", "z: unknown"],
        ),
        (
            "value: {amount: a, unit: k, currency: u}",
            [("x", "25", "EUR"), ("y", "25 k", "EUR"), ("z", "1.025", "EUR")],
            ["x: 25,000 EUR", "y: 25,000 EUR", "z: 1,025 EUR"],
        ),
        (
            "share: {from: a, unit: \"%\"}",
            [("x", "25", ""), ("y", "25%", ""), ("z", "20–25%", "")],
            ["x: unknown 25%", "y: unknown 25%", "z: unknown 20..25%"],
        ),
        (
            "cap: {from: a, unit: u}",
            [("x", "25", "GW"), ("y", "25 GW", "GW"), ("z", "500 MW", "")],
            ["x: unknown unknown 25 GW", "y: unknown unknown 25 GW", "z: unknown unknown 500 MW"],
        ),
    ] {
        for (file, text) in formats(&rows) {
            let place = Place::empty().with("rules.risk", RULES).with(file, text);
            let place = place.with("riskwright.yaml", mapped(file, fields));
            let mut ran = place.run("check").ended(0);
            for text in told {
                ran = ran.says(text);
            }
        }
    }
}

#[test]
fn a_cell_and_its_column_that_disagree_are_an_error() {
    for (fields, cell, unit, said) in [
        (
            "value: {amount: a, currency: u}",
            "5 bn USD",
            "EUR",
            "but what stands beside it says EUR",
        ),
        ("value: {amount: a, currency: EUR}", "5%", "", "`5%` is in %"),
        ("value: {amount: a, currency: EUR, unit: u}", "25", "GW", "`25 GW EUR` is not an amount"),
        ("value: {amount: a, currency: EUR, unit: u}", "25 m", "k", "is in m"),
        ("value: {amount: a, currency: EUR, unit: u}", "25", "kk", "there is no unit `kk`"),
        ("share: {from: a, unit: \"%\"}", "25 bps", "", "is in bps"),
        ("share: {from: a, unit: \"%\"}", "25%%", "", "not a percentage"),
        ("cap: {from: a, unit: u}", "5 GW", "MW", "is in GW"),
    ] {
        for (file, text) in formats(&[("x", cell, unit)]) {
            let place = Place::empty().with("rules.risk", RULES).with(file, text);
            let place = place.with("riskwright.yaml", mapped(file, fields));
            place.run("check").stopped("").warns(said).warns(&format!("{file}:"));
        }
    }
}

#[test]
fn a_measure_that_no_value_of_the_field_can_have_is_an_error_of_the_manifest() {
    for (fields, said) in [
        ("value: {amount: a, currency: EUR, unit: \"%\"}", "`value` has no use for the unit `%`"),
        ("cap: {from: a, unit: MW, currency: u}", "`cap` has no use for the currency `u`"),
        ("count: {from: a, currency: EUR}", "`count` has no use for the currency `EUR`"),
    ] {
        for (file, text) in formats(&[("x", "5", "EUR")]) {
            let place = Place::empty().with("rules.risk", RULES).with(file, text);
            let place = place.with("riskwright.yaml", mapped(file, fields));
            place.run("check").stopped("RW416").warns(said).warns("riskwright.yaml:");
        }
    }
}

#[test]
fn a_file_says_how_it_writes_numbers() {
    let told = |numbers: &str, cells: [&str; 4]| {
        let rows = ["a", "b", "c", "d"].into_iter().zip(cells);
        let rows: String = rows.map(|(id, cell)| format!("{id};{cell}\n")).collect();
        let place = Place::empty().with("rules.risk", RULES);
        let place = place.with("deals.csv", format!("id;value\n{rows}"));
        let manifest = format!(
            "rules: rules.risk\nas_of: 2025-12-15\n\
             data: [{{path: deals.csv, record: Deal, numbers: \"{numbers}\"}}]\n"
        );
        place.with("riskwright.yaml", manifest).run("check")
    };
    let ran = told("1.234,56", ["75.000 EUR", "1.250.000,50 EUR", "1,5 bn EUR", "75 EUR"]);
    ran.ended(0).says("a: 75,000 EUR").says("b: 1.25 m EUR").says("c: 1.5 bn").says("d: 75 ");
    let ran = told("1,234.56", ["75.000 EUR", "1,250,000.50 EUR", "1.5 bn EUR", "75,000 EUR"]);
    ran.ended(0).says("a: 75 EUR").says("b: 1.25 m EUR").says("c: 1.5 bn").says("d: 75,000 ");
    let ran =
        told("1 234,56", ["75 000 EUR", "1\u{a0}250\u{202f}000,50 EUR", "1,5..2 bn EUR", "5 EUR"]);
    ran.ended(0).says("a: 75,000 EUR").says("b: 1.25 m EUR").says("c: 1.5..2 bn");
    let ran = told("1'234.56", ["75'000 EUR", "1’250’000.50 EUR", "75.000 EUR", "5 EUR"]);
    ran.ended(0).says("a: 75,000 EUR").says("b: 1.25 m EUR").says("c: 75 EUR");
    for (numbers, cell) in [
        ("1.234,56", "1.5 bn EUR"),
        ("1.234,56", "0.375 EUR"),
        ("1,234.56", "1.250.000 EUR"),
        ("1,234.56", "1,5 bn EUR"),
        ("1 234,56", "75.000 EUR"),
    ] {
        let ran = told(numbers, ["5 EUR", cell, "5 EUR", "5 EUR"]);
        ran.stopped("RW406").warns("deals.csv:3:3").warns(&format!("writes `{numbers}`"));
    }
    for example in ["1.234", "deutsch", "1,2345.6"] {
        told(example, ["", "", "", ""]).stopped("RW005").warns("does not show how numbers");
    }
}

#[test]
fn numbers_of_json_are_written_as_json_writes_them() {
    let deals = "{\"deals\": [{\"id\": \"a\", \"count\": 1.5, \"value\": \"1,5 bn EUR\"},\
                  {\"id\": \"b\", \"value\": {\"amount\": 75.000, \"currency\": \"EUR\"}}]}";
    let manifest = "rules: rules.risk\nas_of: 2025-12-15\n\
                    data: [{path: deals.json, numbers: \"1.234,56\"}]\n";
    let place = Place::empty().with("rules.risk", RULES).with("deals.json", deals);
    let ran = place.with("riskwright.yaml", manifest).run("check").ended(0);
    ran.says("a: 1.5 bn EUR unknown unknown 1.5.").says("b: 75 EUR");
}

#[test]
fn params_of_the_manifest_read_one_way() {
    let rules = "param limit: money = 1 EUR\n".to_owned() + RULES;
    let manifest = "rules: rules.risk\nas_of: 2025-12-15\ndata: [d.yaml]\n\
                    params: {limit: 75.000 EUR}\n";
    let place = Place::empty().with("rules.risk", rules).with("d.yaml", "deals: [{id: a}]\n");
    let place = place.with("riskwright.yaml", manifest);
    place.run("check").stopped("RW116").warns("riskwright.yaml:4").warns("75_000");
}

#[test]
fn a_bare_number_beyond_the_bounds_of_a_percentage_is_told_what_was_meant() {
    let rules = r#"
record Deal key id { id: text, share: percent? >= 0 <= 100% }
rule most for d in Deal { flag high when d.share > 50% }
"#;
    let check = |share: &str| {
        let deals = format!("deals: [{{id: a, share: {share}}}]\n");
        let place = Place::empty().with("rules.risk", rules).with("deals.yaml", &deals);
        place.run("check deals.yaml -r rules.risk")
    };
    check("40").stopped("RW413").warns("did you mean `40%`?");
    check("30..40").stopped("RW413").warns("did you mean `30..40%`?");
    check("400").stopped("RW413").warns("correct the value");
    check("140%").stopped("RW413").warns("correct the value");
}
