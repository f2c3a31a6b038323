//! What is said to settle a verdict by itself does, whatever it turns out to be: each such fact is
//! told, now as this, now as that, and the verdict must be decided.

use std::sync::atomic::{AtomicUsize, Ordering};

use riskwright::outcome::{Severity, Verdict, Wanted};

use super::agreement::scanned;
use super::drawn::{SETTLED, tried};
use super::generate;
use super::portfolio;
use super::told::Looked;

#[test]
fn what_is_said_to_settle_a_verdict_does() {
    let count = AtomicUsize::new(0);
    tried(SETTLED, |c| {
        let depth = c.below(3);
        let mut rules = generate::vocabulary(c);
        rules += &match c.chance(60) {
            true => generate::rules(c, 4, depth),
            false => portfolio::rules(c, depth.min(1)),
        };
        let (parties, deals) = (1 + c.below(3), 1 + c.below(6));
        let records = generate::records_of(c, parties, deals);
        let before = Looked::at(&rules, &records);
        let said = claims(&before);
        count.fetch_add(said.len(), Ordering::Relaxed);
        let wrong = said.iter().filter_map(|said| said.contradiction(&before));
        wrong.map(|found| format!("{found}\n{rules}---\n{records}")).collect()
    });
    // A single program may say nothing.
    let alone = std::env::var_os("ORACLE_PROGRAM").is_some();
    assert!(alone || count.into_inner() > 0, "nothing is said to settle anything");
}

/// A verdict that is said to wait for one thing alone.
struct Claim {
    rule: usize,
    subject: String,
    wanted: Wanted,
}

fn claims(before: &Looked) -> Vec<Claim> {
    let evaluation = before.evaluation();
    let mut claims = Vec::new();
    for (rule, outcome) in evaluation.run().iter().enumerate() {
        for one in &outcome.undetermined {
            evaluation.wanted(rule, &[*one], |wanted, _: Severity, alone| {
                let subject = key(before, rule, one.0);
                claims.extend(wanted.iter().filter(|_| alone).map(|one| Claim {
                    rule,
                    subject: subject.clone(),
                    wanted: *one,
                }));
            });
        }
    }
    claims
}

fn key(looked: &Looked, rule: usize, row: u32) -> String {
    let table = looked.read.tables.of(looked.program.rules[rule].subject);
    table.keys.get(row as usize).unwrap_or_default().to_owned()
}

impl Claim {
    /// A value that leaves the verdict open; of an amount one in each currency that it may be told in.
    fn contradiction(&self, before: &Looked) -> Option<String> {
        let open = |(value, text): (String, String)| {
            let told = before.with(text).expect("what may be told");
            self.is_open(&told).then_some(value)
        };
        let mut found = Vec::new();
        for told in before.told(self.wanted) {
            // One series that decides all is enough: what an amount is told in is not said.
            found.push(told.into_iter().find_map(open)?);
        }
        let rule = &before.program.rules[self.rule].name;
        let cell = format!("{:?}", self.wanted);
        (!found.is_empty())
            .then(|| format!("{rule} on {}: {cell} told as {}", self.subject, found.join(", ")))
    }

    fn is_open(&self, told: &Looked) -> bool {
        let outcome = &told.evaluation().run()[self.rule];
        let rows = told.read.tables.of(told.program.rules[self.rule].subject).subjects();
        (0..rows as u32)
            .filter(|row| key(told, self.rule, *row) == self.subject)
            .any(|row| matches!(scanned(outcome, row), Some(Verdict::Undetermined { .. })))
    }
}
