//! The rules that are meant by names and tags: those that a text is to show, and others.

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
        if meant.is_empty() {
            return Err(no_rule(program, name));
        }
        chosen.extend(meant.iter().filter_map(|at| program.rules.get(*at)).map(named));
    }
    for tag in tags {
        let tagged = program.rules.iter().filter(|rule| rule.tags.contains(tag));
        let before = chosen.len();
        chosen.extend(tagged.clone().map(named));
        if chosen.len() == before && tagged.count() == 0 {
            return Err(no_tag(program, tag));
        }
    }
    Ok(Some(chosen))
}

/// The rules that a name means, as the run calls them, those that are disabled among them.
pub(super) fn rules_named(program: &Program, name: &str) -> Vec<String> {
    let here = program.rules.iter().map(|rule| (&*rule.name, &*rule.pack));
    let off = program.disabled.iter().map(|rule| (&*rule.rule, &*rule.pack));
    let all: Vec<(&str, &str)> = here.chain(off).collect();
    let meant = pack::meant(name, all.iter().copied());
    meant.into_iter().filter_map(|at| all.get(at)).map(|(name, _)| (*name).to_owned()).collect()
}

/// That there is no rule of that name.
pub(super) fn no_rule(program: &Program, name: &str) -> Problem {
    let rules = program.rules.iter().map(|rule| &*rule.name);
    unknown(format!("there is no rule `{name}`"), nearest(name, rules))
}

/// That no rule has that tag.
pub(super) fn no_tag(program: &Program, tag: &str) -> Problem {
    let all: BTreeSet<&str> =
        program.rules.iter().flat_map(|rule| &rule.tags).map(String::as_str).collect();
    unknown(format!("no rule has the tag `{tag}`"), nearest(tag, all))
}

fn named(rule: &crate::ir::Rule) -> String {
    rule.name.to_string()
}

fn unknown(what: String, near: Option<&str>) -> Problem {
    Problem::Unexplained { what, help: near.map(|name| format!("did you mean `{name}`?")) }
}
