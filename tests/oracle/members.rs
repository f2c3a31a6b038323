//! What is decided of lists that a scenario changes holds whatever the unknown turns out to be.

use std::fmt::Write;

use super::completion::completions;
use super::drawn::MEMBERS;
use super::generate::Choices;

#[test]
fn no_verdict_under_a_scenario_contradicts_a_completion() {
    completions(MEMBERS, rules);
}

/// A scenario over the payments of deals, and rules over whatever is made of these.
fn rules(c: &mut Choices) -> String {
    let bound = if c.chance(70) { " >= 0" } else { "" };
    let mut text = format!(
        "record P key id {{ id: text\n w: money }}\n\
         record D key id {{ id: text\n a: P?\n b: P?\n f: bool?\n v: money?{bound}\n s: percent? >= 0%\n qs: list of Q? }}\n\
         record Q {{ t: P?\n x: money?{bound}\n h: bool? }}\n\
         record Pair key id {{ id: text\n one: P\n other: P }}\n\
         flow paid {{ for q in D.qs: q.d.a -> q.t carrying q.x }}\n\
         scenario changed {{\n"
    );
    for _ in 0..1 + c.below(4) {
        let of_member = member_condition(c, "q");
        let of_deal = deal_condition(c, "d");
        let step = match c.below(7) {
            0 | 1 => format!("remove q for q in D.qs{of_member}"),
            2 | 3 => {
                let facts = [
                    c.chance(60).then(|| format!("t: {}", c.pick(&["d.a", "d.b"]))),
                    c.chance(80).then(|| format!("x: {}", c.pick(&["d.v", "50% of d.v", "7 USD"]))),
                    c.chance(40).then(|| format!("h: {}", c.pick(&["d.f", "false", "true"]))),
                ];
                let facts: Vec<String> = facts.into_iter().flatten().collect();
                format!("add {{ {} }} to d.qs for d in D{of_deal}", facts.join(", "))
            }
            4 => format!(
                "set q.x = {} for q in D.qs{of_member}",
                c.pick(&["q.d.v", "9 USD", "2 * q.x"])
            ),
            5 => format!("set q.t = {} for q in D.qs{of_member}", c.pick(&["q.d.a", "q.d.b"])),
            _ => {
                let set = "set q.h = true for q in D.qs where";
                format!("until stable, {set} exists r in D.qs where r.h and r.t = q.d.a")
            }
        };
        let _ = writeln!(text, " {step}");
    }
    text += "}\n";
    for n in 0..8 {
        let (one, other) = (question(c), question(c));
        let joint = c.pick(&["and", "or"]).to_owned();
        let more = if c.chance(40) { format!(" {joint} {}", question(c)) } else { String::new() };
        let _ = writeln!(
            text,
            "rule r{n} for d in D {{\n flag high when {one}{more}\n flag low when {other}\n}}"
        );
    }
    let line = c.below(50);
    let _ = writeln!(
        text,
        "rule to for g in D.qs by t {{ flag low when (sum of q.x for q in g) > {line} USD }}\n\
         rule leg for l in paid {{ flag low when l.amount > {line} USD }}\n\
         rule ring for r in cycles of paid up to 3 {{ flag low when r.smallest > {line} USD }}\n\
         rule by for p in P {{ flag low when (sum of q.x for q in D.qs where q.t = p) > {line} USD }}"
    );
    text
}

fn member_condition(c: &mut Choices, q: &str) -> String {
    match c.below(6) {
        0 => String::new(),
        1 => format!(" where {q}.x > {} USD", c.below(40)),
        2 => format!(" where {q}.d.f"),
        3 => format!(" where {q}.h or {q}.x < {} USD", c.below(20)),
        4 => format!(" where {q}.t = {q}.d.b"),
        _ => format!(" where not {q}.h"),
    }
}

fn deal_condition(c: &mut Choices, d: &str) -> String {
    match c.below(5) {
        0 => String::new(),
        1 => format!(" where {d}.f"),
        2 => format!(" where {d}.v > {} USD", c.below(40)),
        3 => format!(" where exists q in {d}.qs where q.x > {} USD", c.below(40)),
        _ => format!(" where (count of q in {d}.qs) < {}", 1 + c.below(3)),
    }
}

/// A condition on what is made of a deal's payments.
fn question(c: &mut Choices) -> String {
    let op = c.pick(&["<", "<=", ">", ">="]).to_owned();
    let (line, own) = (c.below(50), c.chance(50));
    let inside = if own { member_condition(c, "q") } else { String::new() };
    match c.below(8) {
        0 => format!("(sum of q.x for q in d.qs{inside}) {op} {line} USD"),
        1 => format!("(count of q in d.qs{inside}) {op} {}", c.below(3)),
        2 => format!("(max of q.x for q in d.qs{inside}) {op} {line} USD"),
        3 => format!("(min of q.x for q in d.qs{inside}) {op} {line} USD"),
        4 => format!("(exists q in d.qs{inside})"),
        5 => format!("(no q in d.qs{inside})"),
        6 => format!("(every q in d.qs{inside} has q.x {op} {line} USD)"),
        _ => format!("(average of q.x for q in d.qs{inside}) {op} {line} USD"),
    }
}
