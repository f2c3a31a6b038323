//! A year of a repository, with real git: what the gate says of each change, how what is found
//! compares, and what `diff` says that it comes from.

use std::fs;

use serde_json::Value;

use super::{Place, Ran, git};

/// How many deals there are on the first day, each with a finding.
const OLD: usize = 4000;

const RULES: &str = r#"
record Deal key id { id: text, value: money?, signed: date?, stage: one of announced < signed }
record ExchangeRate key base, quote, date {
    base: currency, quote: currency, date: date, rate: number > 0
}
param large: money = 10 bn USD
rule size for deal in Deal {
    flag critical when deal.value > 5 * large
    flag high     when deal.value > large
    message "{deal.id} is worth {deal.value}"
}
rule soft for deal in Deal { flag medium when deal.stage < signed }
rule stale for deal in Deal { flag low when deal.signed < as_of - 2 years }
"#;

const MANIFEST: &str = "\
project: book
rules: [rules]
data: [{path: deals, record: Deal}, rates.yaml]
undetermined: new
changed: fail
fail_on: medium
";

const RATES: &str = "\
exchange_rates:
  - {base: EUR, quote: USD, date: 2026-01-02, rate: 1.1}
";

const DEALS: &str = "\
deals:
  - {id: atlas, value: 20 bn USD, signed: 2025-03-01, stage: signed}
  - {id: borealis, value: up to 8 bn USD, signed: 2025-06-01, stage: signed}
  - {id: cirrus, value: 9 bn EUR, signed: 2025-06-01, stage: signed}
";

/// The repository, and the report of its last commit.
struct Year {
    place: Place,
    month: u32,
}

/// What a change came to.
struct Turn {
    ran: Ran,
    report: Value,
    diff: Value,
}

impl Year {
    /// The first day: what there is is accepted, and the gate is green.
    fn begin() -> Year {
        let old = (0..OLD).map(|n| format!("old-{n},1 m USD,2025-01-01,announced\n"));
        let old = format!("id,value,signed,stage\n{}", old.collect::<String>());
        let place = Place::empty()
            .with("riskwright.yaml", MANIFEST)
            .with("rules/house.risk", RULES)
            .with("rates.yaml", RATES)
            .with("deals/new.yaml", DEALS)
            .with("deals/old.csv", old)
            .with(".gitattributes", "riskwright.baseline merge=union\n")
            .with(".gitignore", "/.runs/\n")
            .with(".runs/README", "");
        let year = Year { place, month: 1 };
        year.git("init -q -b main");
        year.check().ended(1).says("1 high, 4,000 medium");
        year.place.run("baseline accept --as-of 2026-01-15 --because first-day").ended(0);
        let ran = year.check().ended(0);
        // What is old is counted, and not told again.
        assert!(ran.out.len() < 4000, "{}", ran.out);
        year.commit("The first day");
        year
    }

    fn git(&self, arguments: &str) {
        let words: Vec<&str> = arguments.split_whitespace().collect();
        git(self.place.path(), &format!("{}T12:00:00Z", self.day()), &words);
    }

    /// The day of the month on which its change is made.
    fn day(&self) -> String {
        format!("2026-{:02}-15", self.month)
    }

    fn check(&self) -> Ran {
        self.check_with("")
    }

    fn check_with(&self, flags: &str) -> Ran {
        let day = self.day();
        self.place.run(&format!("check --as-of {day} --format text -o .runs/now.json {flags}"))
    }

    /// Takes back what is not committed.
    fn undo(&self) {
        self.git("reset -q --hard");
        self.git("clean -q -f -d");
    }

    /// Commits all there is; later changes compare with it.
    fn commit(&self, title: &str) {
        self.git("add -A");
        let title = title.replace(' ', "_");
        self.git(&format!("commit -q --allow-empty -m {title}"));
        let runs = self.place.path().join(".runs");
        fs::rename(runs.join("now.json"), runs.join("last.json")).expect("a report");
    }

    /// A month later: what a change comes to.
    fn turn(&mut self, change: impl FnOnce(&Year)) -> Turn {
        self.month += 1;
        change(self);
        let ran = self.check();
        assert!(ran.code != Some(2), "{}", ran.err);
        let report = serde_json::from_str(&self.place.read(".runs/now.json")).expect("JSON");
        let diff = self.place.run("diff .runs/last.json .runs/now.json --format json").ended(0);
        Turn { ran, report, diff: serde_json::from_str(&diff.out).expect("JSON") }
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.place.read(name);
        assert!(text.contains(from), "{name} has no {from}");
        self.write(name, &text.replace(from, to));
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.place.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Accepts what is said of one record; of all, where no key is told.
    fn accept(&self, key: &str) -> Ran {
        let key = if key.is_empty() { String::new() } else { format!("--key {key}") };
        let because = "--because seen-by-the-committee";
        self.place.run(&format!("baseline accept --as-of {} {because} {key}", self.day()))
    }
}

impl Turn {
    /// Checks what the gate said: whether it passed, and its reasons.
    #[track_caller]
    fn gate(self, code: i32, reasons: &str) -> Turn {
        let told = self.report["summary"]["gate_reasons"].as_array().expect("reasons").iter();
        let reason = |reason: &Value| {
            let severity = reason["severity"].as_str().unwrap_or_default();
            format!("{} {} {severity}", reason["count"], reason["kind"].as_str().unwrap_or("?"))
        };
        let told: Vec<String> = told.map(|told| reason(told).trim().to_owned()).collect();
        assert_eq!(told.join(", "), reasons);
        Turn { ran: self.ran.ended(code), ..self }
    }

    /// Checks what `diff` says of it: how, what and why.
    #[track_caller]
    fn comes_from(self, expected: &[&str]) -> Turn {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let line = |change: &Value| {
            let causes = change["causes"].as_array().expect("causes").iter();
            let causes: Vec<String> = causes.map(|cause| text(&cause["cause"])).collect();
            let (change, rule, key) =
                (text(&change["change"]), text(&change["rule"]), text(&change["subject"]["key"]));
            format!("{change} {rule} {key}: {}", causes.join(" or "))
        };
        let told = self.diff["changes"].as_array().expect("changes").iter().map(line);
        assert_eq!(told.collect::<Vec<String>>(), expected);
        self
    }
}

#[test]
fn a_year_of_a_repository() {
    let mut year = Year::begin();

    // A deal is added; the committee sees it and lets it pass.
    let turn = year.turn(|year| {
        let text = year.place.read("deals/new.yaml");
        let delos = "  - {id: delos, value: 12 bn USD, signed: 2026-02-01, stage: signed}\n";
        year.write("deals/new.yaml", &format!("{text}{delos}"));
    });
    turn.gate(1, "1 new high").comes_from(&["new size delos: data or as-of"]);
    year.accept("delos").ended(0).says("accepted 1 high");
    year.check().ended(0);
    year.commit("Add delos");

    // A threshold is moved, which changes the policy, too.
    let turn = year.turn(|year| year.edit("rules/house.risk", "= 10 bn USD", "= 3 bn USD"));
    let turn = turn.gate(1, "1 new high, 1 worse critical, 1 undetermined high");
    turn.comes_from(&[
        "new size cirrus: rules or as-of",
        "new size borealis: rules or as-of",
        "worse size atlas: rules or as-of",
    ]);
    year.check_with("--policy-changes fail").ended(1).says("policy");
    year.accept("").ended(0);
    year.check_with("--policy-changes fail").ended(0);
    year.commit("Tighten the line");

    // Files are renamed, moved, and written anew in another format: nothing is otherwise.
    let turn = year.turn(|year| {
        year.git("mv deals/new.yaml deals/book-2026.yaml");
        year.git("mv rules/house.risk rules/lines.risk");
    });
    turn.gate(0, "").comes_from(&[]);
    year.commit("Rename");
    let turn = year.turn(|year| {
        year.git("rm -q deals/book-2026.yaml");
        let csv = "id,value,signed,stage\natlas,20 bn USD,2025-03-01,signed\n\
                   borealis,up to 8 bn USD,2025-06-01,signed\ncirrus,9 bn EUR,2025-06-01,signed\n\
                   delos,12 bn USD,2026-02-01,signed\n";
        year.write("deals/2026/book.csv", csv);
    });
    turn.gate(0, "").comes_from(&[]);
    year.commit("Keep deals in a table");

    // Rates are updated: an amount is another one, and is no worse.
    let turn = year.turn(|year| year.edit("rates.yaml", "01-02, rate: 1.1", "06-10, rate: 1.2"));
    turn.gate(1, "1 changed high").comes_from(&["changed size cirrus: rates or as-of"]);
    year.accept("cirrus").ended(0).says("accepted 1 high");
    year.check().ended(0);
    year.commit("Update rates");

    // A fact is taken out: what was found is not cleared by it.
    let turn = year.turn(|year| year.edit("deals/2026/book.csv", "atlas,20 bn USD", "atlas,"));
    turn.gate(1, "1 evidence-lost critical")
        .comes_from(&["evidence-lost size atlas: data or as-of"]);
    year.undo();

    // What was at most so much is at least so much.
    let turn = year.turn(|year| year.edit("deals/2026/book.csv", "up to 8 bn", "at least 8 bn"));
    turn.gate(1, "1 new high").comes_from(&["new size borealis: data or as-of"]);
    year.undo();

    // A file is hidden: that is told, and a run that needs its records fails.
    let hide = |year: &Year| year.git("mv deals/old.csv deals/.old.csv");
    let turn = year.turn(hide);
    assert!(turn.ran.err.contains(".old.csv"), "{}", turn.ran.err);
    turn.gate(0, "");
    year.undo();
    year.edit("riskwright.yaml", "fail_on:", "require: {Deal: \">= 4000\"}\nfail_on:");
    year.check().ended(0);
    year.commit("Say how many deals there are");
    year.turn(hide).gate(1, "1 require");
    year.undo();

    renaming(&mut year);
    branches(&year);
    waivers(&mut year);
}

/// A record has another key and a rule another name, and both say which they had.
fn renaming(year: &mut Year) {
    year.month -= 1;
    let turn = year.turn(|year| {
        let csv = "id,formerly,value,signed,stage\natlas,,20 bn USD,2025-03-01,signed\n\
                   borealis,,up to 8 bn USD,2025-06-01,signed\n\
                   cirrus,,9 bn EUR,2025-06-01,signed\n\
                   delos-gas,delos,12 bn USD,2026-02-01,signed\n";
        year.write("deals/2026/book.csv", csv);
        let rule = "rule announced-only for deal in Deal { formerly soft\n";
        year.edit("rules/lines.risk", "rule soft for deal in Deal {", rule);
    });
    turn.gate(0, "").comes_from(&[]);
    // All that the renamed rule had found, and one key.
    let old = format!("baseline --as-of {}", year.day());
    let run =
        |what: &str| year.place.run(&old.replacen("baseline", &format!("baseline {what}"), 1));
    let told = run("check").ended(1).out;
    assert_eq!(told.matches("there under a name of before").count(), OLD + 1);
    assert!(told.contains("high  size  delos: there under a name of before"), "{told}");
    run("prune").ended(0).says("4,001 lines out of date");
    run("check").ended(0);
    year.check().ended(0);
    year.commit("Rename delos and soft");

    // Who leaves out what a rule was called has a rule that is gone, and a new one.
    year.edit("rules/lines.risk", "formerly soft", "");
    year.check().ended(0);
    year.undo();
}

/// Two branches both accept something: their lines go together, and nothing else does.
fn branches(year: &Year) {
    let csv = year.place.read("deals/2026/book.csv");
    for (branch, key) in [("east", "elara"), ("west", "fornax")] {
        year.git(&format!("checkout -q -b {branch} main"));
        let deal = format!("{key},11 bn USD,2026-02-01,signed\n");
        year.write(&format!("deals/2026/{branch}.csv"), &format!("id,value,signed,stage\n{deal}"));
        year.check().ended(1).says("1 new high");
        year.accept(key).ended(0);
        year.check().ended(0);
        year.commit(branch);
    }
    assert_eq!(year.place.read("deals/2026/book.csv"), csv);
    year.git("checkout -q main");
    year.git("merge -q -m east east");
    year.git("merge -q -m west west");
    year.check().ended(0);
    year.commit("East and west");
    // Both were accepted, and each of them alone.
    year.edit("deals/2026/west.csv", "fornax", "gemini");
    year.check().ended(1).says("1 new high");
    year.undo();
}

/// A waiver holds until its day, and on its facts.
fn waivers(year: &mut Year) {
    year.write("deals/2026/late.csv", "id,value,signed,stage\nhydra,9 bn USD,2026-02-01,signed\n");
    year.check().ended(1).says("1 new high");
    let flags = "--because seen --by committee --until 2026-11-30";
    year.place.run(&format!("waive size hydra --as-of {} {flags}", year.day())).ended(0);
    year.check().ended(0).says("1 waived");
    year.commit("Waive hydra");

    // Its fact changes: it covers that no more.
    let turn = year.turn(|year| year.edit("deals/2026/late.csv", "9 bn USD", "12 bn USD"));
    let turn = turn.gate(1, "1 new high");
    assert!(turn.ran.out.contains("12 bn USD"), "{}", turn.ran.out);
    year.undo();

    // Its day is over.
    year.month = 12;
    let ran = year.check().ended(1).says("1 new high");
    assert!(ran.out.contains("2026-11-30"), "{}", ran.out);
}

/// What a version leaves behind that is not this one's is told, and not taken for nothing.
#[test]
fn a_baseline_of_another_version_stops_the_run() {
    let year = Year::begin();
    year.edit("riskwright.baseline", "# riskwright baseline 1", "# riskwright baseline 2");
    let ran = year.check();
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    ran.warns("its version is 2");
}

/// Five portfolios in one repository: each has its own gate, baseline and names.
#[test]
fn five_portfolios_in_one_repository() {
    let deals = |key: &str| {
        format!("deals:\n  - {{id: {key}, value: 20 bn USD, signed: 2025-03-01, stage: signed}}\n")
    };
    let names = ["africa", "america", "asia", "europe", "oceania"];
    let mut place = Place::empty().with("shared/house.risk", RULES);
    for name in names {
        let manifest = format!(
            "project: {name}\nas_of: 2026-01-15\nrules: [../../shared]\ndata: [deals.yaml]\n\
             may_be_empty: [ExchangeRate]\nfail_on: high\nchanged: fail\n"
        );
        place = place
            .with(&format!("portfolios/{name}/riskwright.yaml"), manifest)
            .with(&format!("portfolios/{name}/deals.yaml"), deals("atlas"));
    }
    let all = |place: &Place| {
        place.run("check --projects portfolios/* --allow-outside -o {project}.json")
    };
    all(&place).ended(1).warns("projects: 5 failed");
    for name in names {
        let accept = format!("baseline accept portfolios/{name} --because old --allow-outside");
        place.run(&accept).ended(0);
    }
    all(&place).ended(0).warns("projects: 5 passed");
    // One key is another, and says so; one is another, and does not; one portfolio has a new deal.
    let write = |name: &str, text: &str| {
        let path = place.path().join(format!("portfolios/{name}/deals.yaml"));
        fs::write(path, text).expect("a file");
    };
    write("asia", &deals("atlas-two, formerly: atlas"));
    write("europe", &deals("atlas-two"));
    all(&place).ended(1).warns("projects: 4 passed, 1 failed (europe)");
    let asia: Value = serde_json::from_str(&place.read("asia.json")).expect("JSON");
    assert_eq!(asia["findings"][0]["change"], "unchanged", "{asia}");
}
