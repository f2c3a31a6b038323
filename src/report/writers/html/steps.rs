//! How verdicts came about: every step of all trees stands once in the page, and its script makes
//! a tree of them when a reader opens one.

use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};

use super::typeset::{plain, short};
use crate::report::words::voice::some;
use crate::report::{Explanation, words};

/// A step: expression, value, place, remark and parts, all by number; then, where its parts are
/// told among the steps that trees share, the number of those.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Step {
    texts: [u32; 4],
    parts: Vec<u32>,
    same_as: Option<u64>,
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let [expression, value, place, remark] = self.texts;
        match self.same_as {
            None => (expression, value, place, remark, &self.parts).serialize(to),
            Some(same) => (expression, value, place, remark, &self.parts, same).serialize(to),
        }
    }
}

/// The steps met so far, and those that the page has not got yet.
#[derive(Default)]
pub(super) struct Steps {
    base: String,
    known_texts: FxHashMap<String, u32>,
    known: FxHashMap<Step, u32>,
    new: Piece,
}

/// What has come since the page was last given some.
#[derive(Default, Serialize)]
pub(super) struct Piece {
    /// Texts, numbered on from those before.
    texts: Vec<String>,
    /// Steps, numbered on.
    steps: Vec<Step>,
    /// Of steps that trees share, by what name these name them.
    shared: Vec<(u64, u32)>,
}

impl Piece {
    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.shared.is_empty()
    }
}

impl Steps {
    /// No steps; places are told as seen from there.
    pub(super) fn seen_from(base: &str) -> Steps {
        Steps { base: base.to_owned(), ..Steps::default() }
    }

    /// The number of a tree's first step.
    pub(super) fn tree(&mut self, tree: &Explanation) -> u32 {
        let parts = tree.children.iter().map(|part| self.tree(part)).collect();
        let place = tree.place.as_ref().map(ToString::to_string).unwrap_or_default();
        let mut remarks: Vec<String> = tree.reason.iter().map(words::reason).collect();
        remarks.extend((tree.more > 0).then(|| some("html-more", tree.more)));
        remarks.extend(tree.rest.as_ref().map(|rest| plain(rest).into_owned()));
        let place = short(&place, &self.base).to_owned();
        let texts = [
            self.text(tree.said()),
            self.text(&plain(&tree.value.text)),
            self.text(&place),
            self.text(&remarks.join("; ")),
        ];
        let step = Step { texts, parts, same_as: tree.same_as };
        let next = self.known.len() as u32;
        let number = *self.known.entry(step.clone()).or_insert(next);
        if number == next {
            self.new.steps.push(step);
        }
        self.new.shared.extend(tree.id.map(|id| (id, number)));
        number
    }

    /// What has come since.
    pub(super) fn take(&mut self) -> Piece {
        std::mem::take(&mut self.new)
    }

    fn text(&mut self, text: &str) -> u32 {
        if let Some(number) = self.known_texts.get(text) {
            return *number;
        }
        let number = self.known_texts.len() as u32;
        self.known_texts.insert(text.to_owned(), number);
        self.new.texts.push(text.to_owned());
        number
    }
}
