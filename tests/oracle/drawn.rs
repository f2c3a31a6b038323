//! Which programs are tried, and how many.
//!
//! A usual run tries a few, and each day others. `cargo oracle` tries as many as are asked for:
//!
//! - `ORACLE_PROGRAMS` is how many, of all parts together;
//! - `ORACLE_SEED` is from where on they are drawn, by default the number of the day;
//! - `ORACLE_PROGRAM` is a single one: what a failure names.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::*;

use super::generate::Choices;

/// A part of the oracle.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    /// Its module.
    name: &'static str,
    /// How many programs of a usual run are its own.
    usual: u64,
}

/// Verdicts and values of generated rules.
pub(crate) const AGREEMENT: Part = Part { name: "agreement", usual: 360 };
/// Groups, flows and what is made of them.
pub(crate) const PORTFOLIO: Part = Part { name: "portfolio", usual: 36 };
/// Members in the windows of their subjects.
pub(crate) const CALENDAR: Part = Part { name: "calendar", usual: 60 };
/// Records as scenarios change them.
pub(crate) const SCENARIO: Part = Part { name: "scenario", usual: 90 };
/// Cascades, round by round.
pub(crate) const CASCADES: Part = Part { name: "cascades", usual: 120 };
/// What settles open verdicts.
pub(crate) const SETTLED: Part = Part { name: "settled", usual: 30 };
/// Completed flows.
pub(crate) const COMPLETION: Part = Part { name: "completion", usual: 24 };
/// Completed records whose lists a scenario changes.
pub(crate) const MEMBERS: Part = Part { name: "members", usual: 24 };
/// Completed legs.
pub(crate) const LEGS: Part = Part { name: "legs", usual: 24 };
/// Quantities in every spelling.
pub(crate) const SPELLINGS: Part = Part { name: "spellings", usual: 360 };
/// Grades of scorecards.
pub(crate) const GRADES: Part = Part { name: "grades", usual: 120 };

/// Facts that ranked sources tell.
pub(crate) const RANKED: Part = Part { name: "ranked", usual: 90 };
/// Ways out of findings.
pub(crate) const WAYS: Part = Part { name: "ways", usual: 60 };
/// What open verdicts wait for.
pub(crate) const MISSING: Part = Part { name: "missing", usual: 16 };

const PARTS: &[Part] = &[
    AGREEMENT, PORTFOLIO, CALENDAR, SCENARIO, CASCADES, SETTLED, COMPLETION, MEMBERS, LEGS,
    SPELLINGS, GRADES, RANKED, WAYS, MISSING,
];

/// How many mistakes are told.
const TOLD: usize = 3;

fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

/// The number of the day: whoever runs the tests again tomorrow tries other programs.
fn today() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400)
}

/// Tries the programs of a part: each makes its own of the choices, and tells what is wrong.
pub(crate) fn tried(part: Part, of: impl Fn(&mut Choices) -> Vec<String> + Sync) {
    let usual: u64 = PARTS.iter().map(|part| part.usual).sum();
    let programs = asked("ORACLE_PROGRAMS").map_or(part.usual, |all| all * part.usual / usual);
    let seed = asked("ORACLE_SEED").unwrap_or_else(today);
    let part = part.name;
    // Each part, and each day, has a stretch of its own.
    let start = Choices::new(seed).number() ^ part.bytes().fold(0, |n, c| n * 31 + u64::from(c));
    let (programs, start) = match asked("ORACLE_PROGRAM") {
        Some(one) => (1, one),
        None => (programs, start),
    };
    // Cargo shows it with --nocapture, and of a test that fails.
    eprintln!("{part}: {programs} programs, ORACLE_SEED={seed}");
    let one = |n: u64| {
        let program = start.wrapping_add(n.wrapping_mul(0xD1B5_4A32_D192_ED03));
        let wrong = catch_unwind(AssertUnwindSafe(|| of(&mut Choices::new(program))))
            .unwrap_or_else(|_| vec!["it panics".to_owned()]);
        let again = format!("ORACLE_PROGRAM={program} cargo test oracle::{part}");
        (!wrong.is_empty()).then(|| format!("{again}\n{}", wrong.join("\n")))
    };
    let wrong: Vec<String> = (0..programs).into_par_iter().filter_map(one).take_any(TOLD).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n==========\n"));
}
