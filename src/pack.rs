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
        name: "std.control",
        file: "rules/std/control.risk",
        text: include_str!("../rules/std/control.risk"),
        default: false,
    },
    Pack {
        name: "std.credit",
        file: "rules/std/credit.risk",
        text: include_str!("../rules/std/credit.risk"),
        default: false,
    },
    Pack {
        name: "std.tenders",
        file: "rules/std/tenders.risk",
        text: include_str!("../rules/std/tenders.risk"),
        default: false,
    },
    Pack {
        name: "std.capacity",
        file: "rules/capacity.risk",
        text: include_str!("../rules/capacity.risk"),
        default: true,
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
        name: "std.equity",
        file: "rules/equity.risk",
        text: include_str!("../rules/equity.risk"),
        default: true,
    },
    Pack {
        name: "std.evidence",
        file: "rules/evidence.risk",
        text: include_str!("../rules/evidence.risk"),
        default: true,
    },
    Pack {
        name: "std.rights",
        file: "rules/rights.risk",
        text: include_str!("../rules/rights.risk"),
        default: true,
    },
    Pack {
        name: "std.sunk_cost",
        file: "rules/sunk-cost.risk",
        text: include_str!("../rules/sunk-cost.risk"),
        default: true,
    },
    Pack {
        name: "std.lending",
        file: "rules/lending.risk",
        text: include_str!("../rules/lending.risk"),
        default: false,
    },
    Pack {
        name: "std.procurement",
        file: "rules/procurement.risk",
        text: include_str!("../rules/procurement.risk"),
        default: false,
    },
];

/// The pack of that dotted name.
pub fn named(name: &str) -> Option<&'static Pack> {
    PACKS.iter().find(|p| p.name == name)
}

/// The pack whose text a file has, wherever it lies.
pub fn with_text(bytes: &[u8]) -> Option<&'static Pack> {
    PACKS.iter().find(|pack| pack.text.as_bytes() == bytes)
}

/// What a name says of its pack, and what it is called there: `commitment.large`, `large`.
pub fn parted(name: &str) -> (Option<&str>, &str) {
    name.rsplit_once('.').map_or((None, name), |(pack, own)| (Some(pack), own))
}

/// Which of several things that have a name each and the path of a pack that name means: the one that
/// goes by it, or those whose packs do, or whatever is called so in a pack.
pub fn meant<'n>(name: &str, all: impl Iterator<Item = (&'n str, &'n str)> + Clone) -> Vec<usize> {
    let places = |is: &dyn Fn(&str, &str) -> bool| {
        let all = all.clone().enumerate().filter(|(_, (called, path))| is(called, path));
        all.map(|(place, _)| place).collect::<Vec<usize>>()
    };
    let exact = places(&|called, _| called == name);
    if !exact.is_empty() {
        return exact;
    }
    let (pack, bare) = parted(name);
    let of_pack = |path: &str| pack.is_none_or(|pack| goes_by(path, pack));
    places(&|called, path| parted(called).1 == bare && of_pack(path))
}

/// Whether a file of that dotted path goes by that name: its path, or the end of it.
pub fn goes_by(path: &str, name: &str) -> bool {
    path.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}
