//! Aggregates over the legs and steps of flows whose records leave conditions, ends, amounts and
//! lists open: no verdict may contradict a completion.

use std::fmt::Write;

use super::completion::completions;
use super::drawn::LEGS;
use super::generate::Choices;

#[test]
fn no_aggregate_over_legs_contradicts_a_completion() {
    completions(LEGS, rules);
}

/// A flow of records, one of what lists hold, one of another's legs, and rules over all of them.
fn rules(c: &mut Choices) -> String {
    let bound = if c.chance(75) { " >= 0" } else { "" };
    let filter = |c: &mut Choices| if c.chance(70) { " where d.f" } else { "" };
    let mut text = format!(
        "record P key id {{ id: text\n w: money }}\n\
         record D key id {{ id: text\n a: P?\n b: P?\n f: bool?\n v: money?{bound}\n \
         s: percent? >= 0%\n qs: list of Q? }}\n\
         record Q {{ t: P?\n x: money?{bound} }}\n\
         record Pair key id {{ id: text\n one: P\n other: P }}\n\
         flow fl {{\n for d in D{}: d.a -> d.b carrying d.v with k = d.s\n",
        filter(c)
    );
    if c.chance(20) {
        text += " for d in D where not d.f: d.b -> d.a carrying 50% of d.v with k = d.s\n";
    }
    let some = if c.chance(50) { format!(" where q.x {}", figure(c)) } else { String::new() };
    let start = c.pick(&["q.d.a", "q.t"]).to_owned();
    let end = if start == "q.t" { "q.d.b" } else { c.pick(&["q.t", "q.d.b"]) };
    let _ =
        writeln!(text, "}}\nflow paid {{ for q in D.qs{some}: {start} -> {end} carrying q.x }}");
    let some = if c.chance(50) { format!(" where l.amount {}", figure(c)) } else { String::new() };
    let _ = writeln!(text, "flow back {{ for l in fl{some}: l.to -> l.from carrying l.amount }}");
    for (flow, number) in [("fl", 5), ("paid", 3), ("back", 2)] {
        for n in 0..number {
            let pairs = c.chance(25);
            let subject = if pairs { "pr in Pair" } else { "p in P" };
            let parties: &[&str] = if pairs { &["pr.one", "pr.other"] } else { &["p"] };
            let over = Over { flow, parties };
            let (one, other) = (over.test(c), over.test(c));
            let _ = writeln!(
                text,
                "rule {flow}{n} for {subject} {{\n flag high when {one}\n flag low when {other}\n}}"
            );
        }
        let asked = |c: &mut Choices, leg: &str| match c.below(3) {
            0 => format!("(count of s in {leg}) {}", number_of(c)),
            1 => format!("(sum of s.amount for s in {leg} where s.to.w > 2 USD) {}", figure(c)),
            _ => format!("{leg}.amount {}", figure(c)),
        };
        let (one, other) = (asked(c, "l"), asked(c, "l"));
        let _ = writeln!(
            text,
            "rule leg-of-{flow} for l in {flow} {{ flag high when {one}\n flag low when {other} }}"
        );
        let keys = c.pick(&["to", "from", "from.w as w"]).to_owned();
        let asked = match c.below(3) {
            0 => format!("(count of l in g) {}", number_of(c)),
            1 => format!("(exists l in g where l.amount {})", figure(c)),
            _ => format!("(sum of l.amount for l in g) {}", figure(c)),
        };
        let _ =
            writeln!(text, "rule by-{flow} for g in {flow} by {keys} {{ flag high when {asked} }}");
    }
    text
}

fn figure(c: &mut Choices) -> String {
    format!("{} {} USD", c.pick(&["<", "<=", ">", ">="]), c.below(50))
}

fn number_of(c: &mut Choices) -> String {
    format!("{} {}", c.pick(&["<", "<=", ">", ">=", "=", "!="]), c.below(4))
}

/// A flow whose legs are looked at, and the parties of the subject.
struct Over<'a> {
    flow: &'a str,
    parties: &'a [&'a str],
}

impl Over<'_> {
    fn test(&self, c: &mut Choices) -> String {
        let function = |c: &mut Choices| {
            let all = ["sum", "min", "max", "average", "median", "percentile 75", "top 2"];
            c.pick(&all).to_owned()
        };
        let flow = self.flow;
        let inside =
            if c.chance(75) { format!(" where {}", self.condition(c, "l")) } else { String::new() };
        match c.below(12) {
            0 => format!("(count of l in {flow}{inside}) {}", number_of(c)),
            1 => format!("exists l in {flow}{inside}"),
            2 => format!("no l in {flow}{inside}"),
            3 => format!("every l in {flow}{inside} has {}", self.condition(c, "l")),
            4 => {
                let (has, part) = (self.condition(c, "l"), c.below(100));
                let what = c.pick(&["l.amount for l", "l.to.w for l", "l"]).to_owned();
                let op = c.pick(&["<", ">", ">="]).to_owned();
                format!("(share of {what} in {flow}{inside} has {has}) {op} {part}%")
            }
            5 | 6 => {
                let (outer, inner, value) = (function(c), function(c), self.value(c, "l"));
                let by = c.pick(&["l.from", "l.to", "l.from.w", "l.from, l.to", "l"]).to_owned();
                format!(
                    "({outer} of ({inner} of {value} by {by}) for l in {flow}{inside}) {}",
                    figure(c)
                )
            }
            7 => {
                let back =
                    c.pick(&["m.from = l.to", "m.to = l.from", "m.from = l.from"]).to_owned();
                format!(
                    "(sum of (sum of m.amount for m in {flow} where {back}) for l in {flow}{inside}) {}",
                    figure(c)
                )
            }
            _ => {
                let (function, value) = (function(c), self.value(c, "l"));
                format!("({function} of {value} for l in {flow}{inside}) {}", figure(c))
            }
        }
    }

    fn value(&self, c: &mut Choices, l: &str) -> String {
        match c.below(6) {
            0 => format!("{l}.to.w"),
            1 => format!("{l}.from.w"),
            2 => format!("(sum of s.amount for s in {l} where s.amount {})", figure(c)),
            3 => format!("(max of s.amount for s in {l})"),
            _ => format!("{l}.amount"),
        }
    }

    fn condition(&self, c: &mut Choices, l: &str) -> String {
        let party = c.pick(self.parties).to_owned();
        let one = match c.below(11) {
            0..=2 => format!("{l}.from = {party}"),
            3 | 4 => format!("{l}.to = {party}"),
            5 => format!("{l}.amount {}", figure(c)),
            6 => format!("{l}.from = {l}.to"),
            7 => format!("{l}.to.w > {} USD", 1 + c.below(5)),
            8 => format!("(exists s in {l} where s.amount {})", figure(c)),
            9 => format!("(count of s in {l}) {}", number_of(c)),
            _ => format!("(exists m in {} where m.from = {l}.to and m.to = {l}.from)", self.flow),
        };
        match c.below(6) {
            0 => format!("not {one}"),
            1 => format!("{one} and {}", self.condition(c, l)),
            2 => format!("({one} or {})", self.condition(c, l)),
            _ => one,
        }
    }
}
