//! Mappings of the manifest, however a file is named.

use super::Place;

const MANIFEST: &str = "\
rules: rules.risk
data:
  - path: exports/awards.csv
    record: Deal
    fields:
      id: number
      value: {amount: sum, currency: USD}
      stage: {from: state, map: {open: announced, done: signed}}
";

fn place() -> Place {
    let awards = "number,state,sum\nx-1,open,2000000000\nx-2,done,5\n";
    Place::new().with("riskwright.yaml", MANIFEST).with("exports/awards.csv", awards)
}

#[test]
fn a_mapping_holds_however_its_file_is_named() {
    for data in ["", "exports/awards.csv", "Deal=exports/awards.csv", "exports", "./exports"] {
        place().run(&format!("check {data}")).ended(1).says("x-1").says("1 high");
    }
}

#[test]
fn what_is_wrong_with_an_entry_is_told_where_it_stands() {
    for (right, wrong, code, at, help) in [
        ("record: Deal", "record: Dael", "RW006", "4:13", "did you mean `Deal`?"),
        ("awards.csv", "award.csv", "RW001", "3:11", "award.csv"),
        ("exports/awards.csv", "exports/none", "RW001", "3:11", "exports/none"),
        ("    fields:", "    feilds:", "RW005", "5:5", "did you mean `fields`?"),
        ("id: number", "idd: number", "RW416", "6:7", "did you mean `id`?"),
        ("id: number", "id: numbr", "RW416", "6:11", "did you mean `number`?"),
        ("amount: sum", "amont: sum", "RW005", "7:15", "did you mean `amount`?"),
        ("open: announced", "open: announcd", "RW408", "8:40", "did you mean `announced`?"),
        ("open: announced", "open: announced, open: signed", "RW005", "8:51", "keep one"),
        ("    record: Deal\n", "", "RW403", "3:5", "record: Deal"),
        ("    fields:", "    others: some\n    fields:", "RW005", "5:13", "`read` or `ignore`"),
        ("    fields:", "    each: rows[]\n    fields:", "RW416", "5:11", "leave it out"),
    ] {
        let place = place().with("riskwright.yaml", MANIFEST.replace(right, wrong));
        place.run("check").stopped(code).warns(&format!("riskwright.yaml:{at}")).warns(help);
    }
}

#[test]
fn nesting_without_end_is_refused_at_once() {
    for open in ["[", "{a: ", "- "] {
        let manifest = format!("rules: rules.risk\ndata: {}", open.repeat(100_000));
        let started = std::time::Instant::now();
        Place::new().with("riskwright.yaml", manifest).run("check").stopped("RW005");
        assert!(started.elapsed().as_secs() < 5, "{open}");
    }
}
