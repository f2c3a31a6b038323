//! The rules that a text is to show, by their names and tags.

use std::collections::BTreeSet;

use super::problem::Problem;
use crate::diagnostic::nearest;
use crate::ir::Program;
use crate::pack;

/// The rules that are meant; `None` where none was named, so that all are.
pub(super) fn chosen(
    program: &Program,
    only: &[String],
    tags: &[String],
) -> Result<Option<BTreeSet<String>>, Problem> {
    if only.is_empty() && tags.is_empty() {
        return Ok(None);
    }
    let mut chosen = BTreeSet::new();
    for name in only {
        let called = program.rules.iter().map(|rule| (&*rule.name, &*rule.pack));
        let meant = pack::meant(name, called);
        let rules = program.rules.iter().map(|rule| &*rule.name);
        if meant.is_empty() {
            return Err(unknown(format!("there is no rule `{name}`"), nearest(name, rules)));
        }
        chosen.extend(meant.iter().filter_map(|at| program.rules.get(*at)).map(named));
    }
    for tag in tags {
        let tagged = program.rules.iter().filter(|rule| rule.tags.contains(tag));
        let before = chosen.len();
        chosen.extend(tagged.clone().map(named));
        if chosen.len() == before && tagged.count() == 0 {
            let all: BTreeSet<&str> =
                program.rules.iter().flat_map(|rule| &rule.tags).map(String::as_str).collect();
            return Err(unknown(format!("no rule has the tag `{tag}`"), nearest(tag, all)));
        }
    }
    Ok(Some(chosen))
}

fn named(rule: &crate::ir::Rule) -> String {
    rule.name.to_string()
}

fn unknown(what: String, near: Option<&str>) -> Problem {
    Problem::Unexplained { what, help: near.map(|name| format!("did you mean `{name}`?")) }
}
