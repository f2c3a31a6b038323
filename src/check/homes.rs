//! Where names are at home, and how they are reached from elsewhere: plainly, or by their pack.

use std::sync::Arc;

use super::unit::Unit;
use crate::pack;

/// The files of a run, as names tell them apart.
pub(super) struct Homes {
    /// Their dotted paths: `std.commitment`, `rules.first`.
    paths: Vec<Arc<str>>,
    /// The shortest end of each that no other file has.
    short: Vec<String>,
    /// The files that each uses, in the order of its text.
    uses: Vec<Vec<usize>>,
    /// Whether it ships.
    ships: Vec<bool>,
    /// Whether it is a pack: it ships, or a file uses it.
    packs: Vec<bool>,
}

impl Homes {
    pub(super) fn new(units: &[Unit<'_>]) -> Homes {
        let used = |unit: &Unit<'_>| unit.uses.iter().flatten().copied().collect();
        let uses: Vec<Vec<usize>> = units.iter().map(used).collect();
        let ships: Vec<bool> = units.iter().map(|unit| pack::named(&unit.path).is_some()).collect();
        let mut packs = ships.clone();
        for used in uses.iter().flatten() {
            packs[*used] = true;
        }
        let paths: Vec<Arc<str>> = units.iter().map(|unit| dotted_path(&unit.path)).collect();
        let short = paths.iter().map(|path| shortest(path, &paths)).collect();
        Homes { paths, short, uses, ships, packs }
    }

    /// The dotted path of a file.
    pub(super) fn path(&self, unit: usize) -> Arc<str> {
        Arc::clone(&self.paths[unit])
    }

    pub(super) fn uses(&self, unit: usize) -> &[usize] {
        &self.uses[unit]
    }

    pub(super) fn ships(&self, unit: usize) -> bool {
        self.ships[unit]
    }

    pub(super) fn is_pack(&self, unit: usize) -> bool {
        self.packs[unit]
    }

    /// A name by its pack, as short as that tells it apart.
    pub(super) fn by_pack(&self, name: &str, home: usize) -> String {
        format!("{}.{name}", self.short[home])
    }

    /// What the run calls a name that is at home in one of several files.
    pub(super) fn called(&self, name: &str, home: usize, homes: &[usize]) -> Arc<str> {
        match self.anywhere(None, homes)[..] {
            [only] if only == home => name.into(),
            _ => self.by_pack(name, home).into(),
        }
    }

    /// The files among the homes of a name that it means wherever it is said: plainly those that are
    /// no packs, where there are such, so that who adds a pack has nothing to rename.
    pub(super) fn anywhere(&self, pack: Option<&str>, homes: &[usize]) -> Vec<usize> {
        let Some(pack) = pack else {
            let own: Vec<usize> = homes.iter().copied().filter(|home| !self.packs[*home]).collect();
            return if own.is_empty() { homes.to_vec() } else { own };
        };
        match homes.iter().find(|home| *self.paths[**home] == *pack) {
            Some(whole) => vec![*whole],
            None => {
                let goes_by = |home: &usize| pack::goes_by(&self.paths[*home], pack);
                homes.iter().copied().filter(goes_by).collect()
            }
        }
    }

    /// Those that it means in a file: what it declares, and what the packs do that it uses. Plainly
    /// its own wins; a pack that is called as the file itself is meant by that name.
    pub(super) fn in_sight(&self, unit: usize, pack: Option<&str>, homes: &[usize]) -> Vec<usize> {
        if pack.is_none() && homes.contains(&unit) {
            return vec![unit];
        }
        let used: Vec<usize> =
            homes.iter().copied().filter(|home| self.uses[unit].contains(home)).collect();
        match pack {
            None => used,
            Some(_) => {
                let used = self.anywhere(pack, &used);
                let own = homes.iter().copied().filter(|home| *home == unit);
                if used.is_empty() { self.anywhere(pack, &own.collect::<Vec<_>>()) } else { used }
            }
        }
    }
}

/// The path of a file as `use` would write it.
fn dotted_path(path: &str) -> Arc<str> {
    let stem = path.strip_suffix(".risk").unwrap_or(path);
    let dotted = stem.replace(['/', '\\'], ".");
    dotted.trim_matches('.').into()
}

fn shortest(path: &Arc<str>, all: &[Arc<str>]) -> String {
    let ends = path.rmatch_indices('.').map(|(at, _)| &path[at + 1..]);
    let alone = |end: &&str| all.iter().filter(|path| pack::goes_by(path, end)).count() == 1;
    ends.chain([&**path]).find(alone).unwrap_or(path).to_owned()
}
