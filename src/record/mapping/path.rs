//! Paths that lead further than dots do: to what stands above a record (`^.ocid`), at a place of a
//! list (`suppliers[0].id`), in all of it (`suppliers[].id`), or where a condition holds
//! (`parties[role = buyer].id`).

use super::node::nfc;
use crate::record::raw::{Form, Raw, again};

/// A path with steps that are no names of members.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::record) struct Deep {
    /// How many maps above the record it starts.
    pub(in crate::record) above: usize,
    pub(in crate::record) steps: Vec<Step>,
}

/// A step of such a path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::record) enum Step {
    /// `.id`
    Member(String),
    /// `[0]`
    At(usize),
    /// `[]`: each.
    All,
    /// `[role = buyer]`: the one whose member says so, or has it in a list.
    Where(String, String),
}

/// Why a path leads nowhere where it should.
pub(in crate::record) enum Trouble<'r, 'a> {
    /// A text, number or list stands where a map should be.
    Blocked(&'r Raw<'a>),
    /// A key on its way stands twice.
    Twice(&'r Raw<'a>, &'r Raw<'a>),
    /// Two elements meet a condition.
    Two(&'r Raw<'a>, &'r Raw<'a>),
}

impl Deep {
    /// A path that is no plain one; `None` where dots and names are all there is to it.
    pub(in crate::record) fn parse(text: &str) -> Option<Deep> {
        let rest = text.trim_start_matches('^');
        let above = text.len() - rest.len();
        let rest = match above {
            0 => rest,
            _ => rest.strip_prefix('.')?,
        };
        let steps = steps(rest)?;
        let plain = steps.iter().all(|step| matches!(step, Step::Member(_)));
        (above > 0 || !plain).then_some(Deep { above, steps })
    }

    /// The member of a record that it starts at.
    pub(in crate::record) fn head(&self) -> Option<(&str, &[Step])> {
        match self.steps.split_first() {
            Some((Step::Member(name), rest)) => Some((name, rest)),
            _ => None,
        }
    }
}

/// The steps of a path; `None` where brackets say nothing that a step could be: then they belong to
/// a name, such as `Amount [EUR]`.
fn steps(text: &str) -> Option<Vec<Step>> {
    let (mut steps, mut rest) = (Vec::new(), text);
    loop {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, behind) = rest.split_at_checked(end)?;
        if name.is_empty() {
            return None;
        }
        steps.push(Step::Member(nfc(name.trim())));
        rest = behind;
        while let Some(inside) = rest.strip_prefix('[') {
            let (inside, behind) = inside.split_once(']')?;
            steps.push(bracket(inside.trim())?);
            rest = behind;
        }
        match rest.strip_prefix('.') {
            Some(behind) => rest = behind,
            None => return rest.is_empty().then_some(steps),
        }
    }
}

fn bracket(inside: &str) -> Option<Step> {
    if inside.is_empty() {
        return Some(Step::All);
    }
    if let Ok(at) = inside.parse() {
        return Some(Step::At(at));
    }
    let (name, value) = inside.split_once('=')?;
    let value = value.trim().trim_matches(['"', '\'']);
    (!name.trim().is_empty()).then(|| Step::Where(nfc(name.trim()), nfc(value)))
}

/// What stands at the end of some steps.
pub(in crate::record) fn find<'r, 'a>(
    raw: &'r Raw<'a>,
    steps: &[Step],
) -> Result<Option<Raw<'a>>, Trouble<'r, 'a>> {
    let Some((step, rest)) = steps.split_first() else { return Ok(Some(raw.clone())) };
    if raw.is_empty() {
        return Ok(None);
    }
    let next = match step {
        Step::Member(name) => member(raw, name)?,
        Step::At(at) => elements(raw).get(*at),
        Step::Where(name, value) => {
            let mut met = elements(raw).iter().filter(|one| says(one, name, value));
            match (met.next(), met.next()) {
                (Some(first), Some(second)) => return Err(Trouble::Two(first, second)),
                (first, _) => first,
            }
        }
        Step::All => {
            let mut all = Vec::new();
            for one in elements(raw) {
                all.extend(find(one, rest)?);
            }
            let (start, end) = (raw.start, raw.end);
            return Ok(Some(Raw { start, end, form: Form::List(all) }));
        }
    };
    next.map_or(Ok(None), |next| find(next, rest))
}

fn member<'r, 'a>(raw: &'r Raw<'a>, name: &str) -> Result<Option<&'r Raw<'a>>, Trouble<'r, 'a>> {
    let Form::Map(members) = &raw.form else { return Err(Trouble::Blocked(raw)) };
    match again(members, name) {
        Some((first, second)) => Err(Trouble::Twice(first, second)),
        None => Ok(raw.member(name)),
    }
}

/// The elements of a list; what is none is a list of one.
fn elements<'r, 'a>(raw: &'r Raw<'a>) -> &'r [Raw<'a>] {
    match &raw.form {
        Form::List(elements) => elements,
        _ => std::slice::from_ref(raw),
    }
}

/// Whether a member says something, or a list there holds it.
fn says(raw: &Raw, name: &str, value: &str) -> bool {
    let told = raw.descend(name);
    told.is_some_and(|told| elements(told).iter().any(|one| one.text() == Some(value)))
}
