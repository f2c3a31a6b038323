//! The packs that ship with the engine: the vocabulary and the rules that everyone shares.

/// A rule file that is part of the program.
#[derive(Clone, Copy, Debug)]
pub struct Pack {
    /// What `use` calls it.
    pub name: &'static str,
    /// What diagnostics and reports call its file.
    pub file: &'static str,
    /// Its text.
    pub text: &'static str,
    /// Whether a run without `--rules` applies it.
    pub default: bool,
}

/// Every pack.
pub static PACKS: &[Pack] = &[
    Pack {
        name: "std.deals",
        file: "rules/std/deals.risk",
        text: include_str!("../rules/std/deals.risk"),
        default: false,
    },
    Pack {
        name: "std.figures",
        file: "rules/std/figures.risk",
        text: include_str!("../rules/std/figures.risk"),
        default: false,
    },
    Pack {
        name: "std.materiality",
        file: "rules/std/materiality.risk",
        text: include_str!("../rules/std/materiality.risk"),
        default: false,
    },
    Pack {
        name: "std.circular",
        file: "rules/circular.risk",
        text: include_str!("../rules/circular.risk"),
        default: true,
    },
    Pack {
        name: "std.commitment",
        file: "rules/commitment.risk",
        text: include_str!("../rules/commitment.risk"),
        default: true,
    },
    Pack {
        name: "std.concentration",
        file: "rules/concentration.risk",
        text: include_str!("../rules/concentration.risk"),
        default: true,
    },
    Pack {
        name: "std.coverage",
        file: "rules/coverage.risk",
        text: include_str!("../rules/coverage.risk"),
        default: true,
    },
    Pack {
        name: "std.counterparty",
        file: "rules/counterparty.risk",
        text: include_str!("../rules/counterparty.risk"),
        default: true,
    },
    Pack {
        name: "std.sunk_cost",
        file: "rules/sunk-cost.risk",
        text: include_str!("../rules/sunk-cost.risk"),
        default: true,
    },
];

/// The pack of that dotted name.
pub fn named(name: &str) -> Option<&'static Pack> {
    PACKS.iter().find(|p| p.name == name)
}
