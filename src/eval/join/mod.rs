//! Which members an aggregate has for each subject: found by an index on the equality that ties them to
//! it, laid out side by side for many subjects.
//!
//! Nothing in this room knows what is made of members. Who uses it keeps what it works out of those
//! that many subjects share beside them, in a type of its own.

mod along;
mod distinct;
mod index;
mod layout;
mod placed;
mod plan;
mod possible;
mod tie;
mod untied;
mod windows;

pub(crate) use distinct::Distinct;
pub(crate) use index::{Index, Tie};
pub(crate) use layout::{Members, UntiedAre};
pub(crate) use plan::Plan;
pub(crate) use tie::ties;
pub(crate) use untied::{Alike, FEW};
pub(crate) use windows::NOWHERE;
