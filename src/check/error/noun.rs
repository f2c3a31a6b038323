//! Names that nothing declares: of what kind, and what may be meant.

use super::spreadsheet;
use crate::pack::{PACKS, goes_by, parted};

/// What kind of name is unknown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(in crate::check) enum Noun {
    Name,
    Record,
    Type,
    Pack,
    Function,
    Unit,
    Severity,
    Param,
    Currency,
    Flow,
    Rule,
    Tag,
    Grade,
}

impl std::fmt::Display for Noun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Noun::Name => "name",
            Noun::Record => "record",
            Noun::Type => "type",
            Noun::Pack => "pack",
            Noun::Function => "function",
            Noun::Unit => "unit",
            Noun::Severity => "severity",
            Noun::Param => "param",
            Noun::Currency => "currency",
            Noun::Flow => "flow",
            Noun::Rule => "rule",
            Noun::Tag => "tag",
            Noun::Grade => "grade",
        })
    }
}

impl Noun {
    /// What brings a name along that the shipped vocabulary declares, or says what was meant.
    pub(in crate::check) fn shipped(self, name: &str) -> Option<String> {
        match self {
            Noun::Name if ["unknown", "null", "none", "undisclosed"].contains(&name) => {
                Some("to ask whether a fact is missing, write `… is unknown`".to_owned())
            }
            Noun::Function => spreadsheet::meant(name).map(str::to_owned),
            Noun::Record | Noun::Type | Noun::Name | Noun::Flow => {
                let part = |c: char| c.is_alphanumeric() || c == '_';
                let (of, bare) = parted(name);
                // What a pack calls a param means something only beside the pack's name.
                let words = ["record ", "define ", "flow ", "param "];
                let words = if of.is_some() { &words[..] } else { &words[..3] };
                let declares = |line: &str| {
                    let rest = words.iter().find_map(|word| line.strip_prefix(word));
                    rest.and_then(|rest| rest.strip_prefix(bare))
                        .is_some_and(|b| !b.starts_with(part))
                };
                let mut packs =
                    PACKS.iter().filter(|pack| of.is_none_or(|of| goes_by(pack.name, of)));
                let pack = packs.find(|pack| pack.text.lines().any(declares))?;
                Some(format!("`use {}` declares it", pack.name))
            }
            _ => None,
        }
    }

    /// The code of the error.
    pub(super) fn code(self) -> &'static str {
        match self {
            Noun::Name => "RW201",
            Noun::Record => "RW202",
            Noun::Type => "RW204",
            Noun::Pack => "RW205",
            Noun::Function => "RW206",
            Noun::Unit => "RW207",
            Noun::Severity => "RW208",
            Noun::Param => "RW218",
            Noun::Currency => "RW219",
            Noun::Flow => "RW220",
            Noun::Rule => "RW230",
            Noun::Tag => "RW251",
            Noun::Grade => "RW252",
        }
    }

    /// What to do, where it is always the same.
    pub(super) fn help(self) -> Option<&'static str> {
        match self {
            Noun::Pack => {
                Some("a pack is `std.…` or a rule file beside this one, its path with dots")
            }
            Noun::Severity => Some("severities are info, low, medium, high and critical"),
            Noun::Flow => Some(
                "declare it: `flow NAME { for d in Deal: d.buyer -> d.seller carrying d.value }`",
            ),
            Noun::Currency => Some("currencies are ISO 4217 codes, such as USD or EUR"),
            Noun::Rule => Some("what holds it must be among the rules of the run: `use` its pack"),
            Noun::Tag => Some("a rule has it by `tags`, among the rules of the run"),
            Noun::Grade => Some("a cap names one of the scorecard's grades"),
            Noun::Name | Noun::Record | Noun::Type | Noun::Function | Noun::Unit | Noun::Param => {
                None
            }
        }
    }
}
