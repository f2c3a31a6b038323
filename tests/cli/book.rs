//! What the book has its reader do comes out as it says: the first project, a foreign file, flags.

use super::{Place, Ran};

/// A page of the book.
fn page(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/src").join(name);
    std::fs::read_to_string(path).expect("a page")
}

/// The fenced blocks of a page that have this info string.
fn fenced(page: &str, info: &str) -> Vec<String> {
    let blocks = page.split("```").skip(1).step_by(2);
    let own = blocks.filter_map(|block| block.strip_prefix(info)?.strip_prefix('\n'));
    own.map(str::to_owned).collect()
}

/// Each line in its turn, so that what stands between them may be left out.
fn shows(ran: Ran, shown: &str) {
    let ran = shown.trim_end().lines().fold(ran, |ran, line| ran.says(line.trim_end()));
    drop(ran);
}

#[test]
fn the_first_project() {
    let tutorial = page("tutorial.md");
    let (yaml, rules, texts) =
        (fenced(&tutorial, "yaml"), fenced(&tutorial, "risk"), fenced(&tutorial, "text"));
    let place = |rules: String| {
        Place::empty()
            .with("parties.yaml", &yaml[0])
            .with("deals.yaml", &yaml[1])
            .with("riskwright.yaml", &yaml[2])
            .with("rules/commitments.risk", rules)
    };
    shows(place(rules[0].clone()).run("check").ended(1), &texts[0]);
    let both = place(format!("{}\n{}", rules[0], rules[1]));
    shows(both.run("check").ended(1), &texts[1]);
    both.run("explain seller-in-debt lumen").ended(0);
    let mistake = &fenced(&tutorial, "risk,fragment")[0];
    let right = rules[0].lines().find(|line| line.contains("flag high")).expect("the rung");
    let wrong = place(rules[0].replace(right, mistake.trim_end())).run("check").stopped("RW209");
    drop(wrong.warns(texts[2].trim_end()));
}

#[test]
fn a_foreign_file() {
    let records = page("records.md");
    let manifest = fenced(&records, "yaml")
        .into_iter()
        .find(|block| block.contains("exports/awards.jsonl"))
        .expect("the mapping");
    let line = records.split("Here a line of `exports/awards.jsonl` is `").nth(1);
    let line = line.and_then(|rest| rest.split_once("`:")).expect("a line").0;
    let rule = "use std.deals\nrule big for deal in Deal { flag high when deal.value > 1 USD }\n";
    Place::empty()
        .with("exports/awards.jsonl", line)
        .with("riskwright.yaml", format!("rules: big.risk\n{manifest}"))
        .with("big.risk", rule)
        .run("check")
        .ended(1)
        .says("value  5 m USD");
}

#[test]
fn every_flag_of_check_is_in_the_table() {
    let book = page("command-line.md");
    let table = book.split("## Flags of check").nth(1).and_then(|rest| rest.split("\n## ").next());
    let table = table.expect("the table");
    let help = Place::empty().run("check --help").ended(0);
    let flag = regex::Regex::new(r"(?m)^ +(?:-\w, )?(--[a-z-]+)").expect("a pattern");
    let flags: Vec<&str> =
        flag.captures_iter(&help.out).map(|found| found.get(1).expect("a flag").as_str()).collect();
    assert!(flags.len() > 15, "{flags:?}");
    // The table says `-q` and `-v` in one row.
    let known = ["--help", "--quiet", "--verbose"];
    for flag in flags.iter().filter(|flag| !known.contains(flag)) {
        assert!(table.contains(*flag), "{flag} is not told");
    }
}
