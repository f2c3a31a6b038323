//! The work that benchmarks share: generated deals, and any number of rules over them.

#![allow(dead_code, reason = "each benchmark uses its part")]

use std::fmt::Write;

use riskwright::ir::Program;
use riskwright::record::{Format, Input, Mapping, Opening, Records};
use riskwright::source::Sources;
use riskwright::value::Date;
use riskwright::{pipeline, record};

/// The twelve rules over the generated deals.
pub(crate) const RULES: &str = include_str!("rules.risk");

/// Vocabulary and defines of [`RULES`], without the rules.
pub(crate) fn vocabulary() -> &'static str {
    RULES.split("\nrule ").next().unwrap_or(RULES)
}

/// The nine rules that look at one deal, `copies` times, each copy with lines of its own: what
/// they compute is shared, what they compare it with is not.
pub(crate) fn per_record_rules(copies: usize) -> String {
    let mut text = vocabulary().to_owned();
    for copy in 0..copies {
        for rule in RULES.split("\nrule ").skip(1).take(9) {
            let rule = rule
                .replacen("R0", &format!("R{copy:03}-0"), 1)
                .replace("30%", &format!("30.{copy:04}1%"))
                .replace("60%", &format!("60.{copy:04}1%"))
                .replace("500 m", &format!("{} m", 500 + copy))
                .replace("250 m", &format!("{} m", 250 + copy))
                .replace("> 1000", &format!("> {}", 1000 + copy))
                .replace("180 days", &format!("{} days", 180 + copy));
            let _ = write!(text, "\nrule {rule}");
        }
    }
    text
}

/// `n` rules of some 800 bytes each, as an audit team would write them; every one has a mistake
/// where `broken`.
pub(crate) fn long_rules(n: usize, broken: bool) -> String {
    let mut text = vocabulary().to_owned();
    for i in 0..n {
        let field = if broken { "comitted" } else { "committed" };
        let _ = write!(
            text,
            r#"
/// Exposure number {i} of a buyer against its revenue
///
/// What a buyer has promised to spend must come out of what it earns. Where the promises of all
/// its deals together pass a multiple of its yearly revenue, somebody else carries the risk: the
/// sellers, their lenders, and in the end their shareholders. The multiple is house policy.
rule exposure-{i} for party in Party {{
    cites "ASC 440-10-50", "IAS 37.10"
    tags  coverage, concentration

    let promised = sum of d.{field} for d in Deal where d.buyer = party and d.status in {{signed, effective}}
    let leverage = party.debt_usd / party.equity_usd

    flag critical when promised > {i} * party.revenue_usd and leverage > 4
    flag high     when promised > {i} * party.revenue_usd
    flag medium   when leverage > 6

    message "{{party.id}} has promised {{promised}} against a revenue of {{party.revenue_usd}} ({{leverage:1}}x)"
    remedy  "ask for the schedule of payments and for the facilities that cover them"
}}
"#
        );
    }
    text
}

/// The day of every run.
pub(crate) fn as_of() -> Date {
    Date::new(2026, 1, 1).expect("a date")
}

/// Loads rule text that must be sound.
pub(crate) fn program(text: &str) -> Program {
    let mut sources = Sources::default();
    let file = sources.add_text("rules.risk", text);
    let (program, diagnostics) = pipeline::load(&mut sources, &[file], &|_, _| None, as_of(), &[]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    program
}

/// A seeded generator of numbers (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u64) as usize]
    }

    /// An amount with two places, or `null` one time in twelve.
    fn amount(&mut self, most: u64) -> String {
        if self.below(12) == 0 {
            return "null".to_owned();
        }
        format!("{}.{:02}", self.below(most), self.below(100))
    }
}

/// `n` deals and the parties to them as JSON Lines: deals, parties.
pub(crate) fn deals(n: usize) -> (String, String) {
    let mut r = Numbers(42);
    let parties = (n / 50).max(8) as u64;
    let mut deals = String::new();
    for i in 0..n {
        let (buyer, seller) = (r.below(parties), r.below(parties));
        let status =
            r.pick(&["announced", "letter_of_intent", "mou", "signed", "effective", "terminated"]);
        let date = |r: &mut Numbers| {
            format!("202{}-{:02}-{:02}", 2 + r.below(4), 1 + r.below(12), 1 + r.below(28))
        };
        let announced = date(&mut r);
        let signed =
            if r.below(3) == 0 { "null".to_owned() } else { format!("\"{}\"", date(&mut r)) };
        let currency = r.pick(&["USD", "USD", "USD", "USD", "EUR", "JPY", "BGN"]);
        let value = r.below(8_000_000_000);
        let amounts: Vec<String> =
            (0..6).map(|i| r.amount(if i < 3 { 8_000_000_000 } else { 3_000 })).collect();
        let notes = r.pick(&[
            "phase review pending",
            "a non-binding term sheet",
            "best efforts only",
            "lease of capacity",
        ]);
        let _ = writeln!(
            deals,
            r#"{{"id":"D{i:08}","buyer":"P{buyer:06}","seller":"P{seller:06}","status":"{status}","announced":"{announced}","signed":{signed},"value_amount":{value}.50,"value_currency":"{currency}","binding_amount":{},"spent_to_date":{},"committed_total":{},"capacity_mw":{},"delivered_mw":{},"termination_fee":{},"notes":"{notes} {i}"}}"#,
            amounts[0], amounts[1], amounts[2], amounts[3], amounts[4], amounts[5]
        );
    }
    let mut lines = String::new();
    for i in 0..parties {
        let (revenue, debt, equity) =
            (r.amount(50_000_000_000), r.amount(30_000_000_000), r.amount(30_000_000_000));
        let _ = writeln!(
            lines,
            r#"{{"id":"P{i:06}","revenue_usd":{revenue},"debt_usd":{debt},"equity_usd":{equity}}}"#
        );
    }
    (deals, lines)
}

/// The records that a program reads of `n` generated deals.
pub(crate) fn records(program: &Program, n: usize) -> Records {
    let (deals, parties) = deals(n);
    let mut sources = Sources::default();
    let deals = sources.add_text("deals.jsonl", deals);
    let parties = sources.add_text("parties.jsonl", parties);
    let rates = sources.add_text("rates.yaml", include_str!("rates.yaml"));
    let mapping = include_str!("deals.map.yaml");
    let file = sources.add_text("deals.map.yaml", mapping);
    let mapping = Mapping::parse(mapping, file).expect("the mapping is YAML");
    let input = |file, format, record, mapping| Input {
        file,
        format,
        opening: Opening::default(),
        record,
        mapping,
    };
    let record = |name| program.schema.record_named(name);
    let inputs = [
        input(parties, Format::JsonLines, record("Party"), None),
        input(deals, Format::JsonLines, record("Deal"), mapping),
        input(rates, Format::Yaml, None, None),
    ];
    let needs = record::Needs::all(&program.schema);
    let (records, diagnostics) = record::read(&sources, &inputs, &program.schema, &needs);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    records
}
