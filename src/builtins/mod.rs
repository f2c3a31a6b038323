//! The tables of builtin functions: name, signature, meaning, example, and what it does; and of the
//! functions over members.

mod builtin;
mod calendar;
mod members;
mod number;
mod text;

pub use builtin::Builtin;
pub use members::{AggregateFn, Extent, MEMBER_FNS, MemberFn, Named, Needs, Takes, member_fn};

use crate::operator::ArithOp;

/// Names a builtin: its place in [`ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct BuiltinId(pub u16);

/// Every builtin.
pub static ALL: &[Builtin] = &[
    number::ABS,
    number::ROUND,
    number::LEAST,
    number::GREATEST,
    number::ROOT,
    calendar::YEAR,
    calendar::MONTH,
    calendar::QUARTER,
    calendar::END_OF_MONTH,
    calendar::DAYS,
    text::LENGTH,
    text::LOWER,
];

/// The builtin of that name.
pub fn named(name: &str) -> Option<BuiltinId> {
    ALL.iter().position(|b| b.name == name).map(|i| BuiltinId(i as u16))
}

impl BuiltinId {
    /// The operator that it is, although it is written as a function.
    pub fn operator(self) -> Option<ArithOp> {
        (self.get().name == number::ROOT.name).then_some(ArithOp::Root)
    }

    /// Whether it is the year of a day, of which that is one day among others.
    pub fn is_year(self) -> bool {
        self.get().name == calendar::YEAR.name
    }

    /// Its row in the table.
    pub fn get(self) -> &'static Builtin {
        // INVARIANT: only `named` makes ids.
        &ALL[self.0 as usize]
    }
}
