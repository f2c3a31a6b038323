//! Values that are made of what stands in several places of a row, or further in than dots lead.

use super::path::Step;
use super::plan::SlotPath;

/// A slot that no column fills.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::record) struct Made {
    pub(in crate::record) slot: usize,
    /// How the mapping writes it.
    pub(in crate::record) name: String,
    pub(in crate::record) how: How,
}

/// What its value is made of.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::record) enum How {
    /// The first that says something, each with its name.
    First(Vec<(SlotPath, String)>),
    Always(String),
    Between(Option<SlotPath>, Option<SlotPath>),
    Joined(Vec<SlotPath>, String),
    Split(SlotPath, String),
    /// A figure, and what says whether it is only about that.
    About(SlotPath, SlotPath),
    Found(SlotPath, Vec<Step>),
    /// What stands so many maps above the record: filled where these are at hand.
    Above(usize, Vec<Step>),
}

impl How {
    /// What it is made of.
    pub(in crate::record) fn parts(&self) -> Vec<&SlotPath> {
        match self {
            How::First(places) => places.iter().map(|(place, _)| place).collect(),
            How::Always(_) | How::Above(..) => Vec::new(),
            How::Between(min, max) => min.iter().chain(max).collect(),
            How::Joined(places, _) => places.iter().collect(),
            How::Split(place, _) | How::Found(place, _) => vec![place],
            How::About(figure, about) => vec![figure, about],
        }
    }
}
