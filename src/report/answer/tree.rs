//! Conditions as lines: each part of an expression with its value, and nothing laid out twice.

use crate::report::words::voice::{some, told};
use crate::report::{Explanation, words};

/// A line of a condition.
pub(in crate::report) struct Line<'t> {
    /// How many expressions it is part of.
    pub(in crate::report) depth: usize,
    /// As a rule writer would write it, or what readers call it.
    pub(in crate::report) expression: &'t str,
    /// What it comes to; a literal is its own value.
    pub(in crate::report) value: Option<String>,
    /// Why it is not known, where that arises here.
    pub(in crate::report) reason: Option<String>,
    /// Where it stands; empty where it stands nowhere.
    pub(in crate::report) place: String,
    /// Whether its parts are laid out above.
    pub(in crate::report) again: bool,
    /// In place of all that: how many more members there are, and what they come to.
    pub(in crate::report) more: Option<String>,
}

/// A tree with its parts. What stands in `known` was laid out before, and is not laid out again.
pub(in crate::report) fn lines<'t>(
    tree: &'t Explanation,
    known: &mut Vec<&'t Explanation>,
) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    branch(tree, 0, known, &mut lines);
    lines
}

fn branch<'t>(
    tree: &'t Explanation,
    depth: usize,
    known: &mut Vec<&'t Explanation>,
    lines: &mut Vec<Line<'t>>,
) {
    let again = !tree.children.is_empty() && known.contains(&tree);
    lines.push(Line {
        depth,
        expression: tree.said(),
        value: (tree.value.text != tree.expression).then(|| words::value(&tree.value)),
        reason: tree.reason.as_ref().map(words::reason),
        place: words::place(&tree.place),
        again,
        more: None,
    });
    if again {
        return;
    }
    known.push(tree);
    tree.children.iter().for_each(|child| branch(child, depth + 1, known, lines));
    if tree.more > 0 {
        let more = some("text-and-more", tree.more);
        let more = match &tree.rest {
            Some(rest) => told!("explain-together", more = more, rest = words::figure(rest)),
            None => more,
        };
        let place = String::new();
        let (value, reason, more) = (None, None, Some(more));
        let depth = depth + 1;
        lines.push(Line { depth, expression: "", value, reason, place, again: false, more });
    }
}
