//! Groups and walks that no record forms, and whether one may be there all the same: a step that
//! does not tell whom it ties to whom may be the one that it hangs on. Only what no untold fact
//! could form is gone.

use crate::alarm::Sure;
use std::collections::HashMap;

use super::Assessment;
use crate::operator::WalkKind;
use crate::outcome::Reason;
use crate::report::{MissingFact, Why};
use crate::ty::{Kind, RecordId, Ty, Walk};
use crate::value::{Codes, Column, Date, Decimal, Range, Scalar, key};

/// How many steps are told that may form what is not there.
const TOLD: usize = 20;

/// How many parties the key of a cluster names; one that names more is told by their number.
const NAMED: usize = 8;

/// What may form groups and walks that are not there, by the kind of groups.
pub(super) struct Unformed<'a> {
    assessment: &'a Assessment<'a>,
    ties: HashMap<RecordId, Ties>,
    /// What would tell of a step, by its kind and row: many subjects may hang on one.
    told: HashMap<(RecordId, u32), Vec<MissingFact>>,
}

/// The steps of a kind of groups, as far as they leave open what they form.
#[derive(Default)]
struct Ties {
    steps: Option<RecordId>,
    /// The steps that do not tell all their keys, each with what it tells of them, in an order of
    /// their own.
    loose: Vec<(u32, Vec<Told>)>,
    /// Their places by a key that they do tell, and its place among the keys.
    by_key: HashMap<(usize, String), Vec<usize>>,
    /// The places of those that tell no key.
    others: Vec<usize>,
    /// The steps of which it is not certain that they exist, with their groups, in an order of their
    /// own.
    doubtful: Vec<(u32, u32)>,
    /// Whether each group is there for certain.
    certain: Vec<bool>,
}

/// What a step tells of a key.
enum Told {
    Is(String),
    /// A figure or a day between two others.
    Within(Range, Ty),
    Nothing,
}

impl Told {
    fn allows(&self, part: &str) -> bool {
        match self {
            Told::Is(word) => word == part,
            Told::Within(range, Ty::Date) => Date::parse(part)
                .is_none_or(|date| range.contains(Decimal::from(i64::from(date.0)))),
            Told::Within(range, _) => Decimal::parse(part).is_none_or(|n| range.contains(n)),
            Told::Nothing => true,
        }
    }
}

impl<'a> Unformed<'a> {
    pub(super) fn new(assessment: &'a Assessment<'a>) -> Self {
        Unformed { assessment, ties: HashMap::new(), told: HashMap::new() }
    }

    /// What would tell whether a group or walk is there which no record forms; `None` where it
    /// cannot be there, whatever is not told.
    pub(super) fn may_be(&mut self, record: RecordId, key: &str) -> Option<Vec<MissingFact>> {
        let assessment = self.assessment;
        let program = assessment.program;
        let parts = match program.has_composite_key(record) {
            true => key::parts(key),
            false => vec![key.to_owned()],
        };
        let steps = match program.schema.kind(record) {
            Kind::Group(_) | Kind::Leg(_) => {
                let fitting = self.ties(record).fitting(&parts);
                Some((record, fitting)).filter(|(_, fitting)| !fitting.is_empty())
            }
            Kind::Walk(walk) if !assessment.tables.of(record).is_complete() => {
                let path = format!("{} of {}", walk.kind().words(), assessment.flow(walk.legs));
                let reason = Why::Unknown(Reason::CutShort);
                return Some(vec![MissingFact { path, reason, place: None }]);
            }
            Kind::Walk(walk) => self.walk(walk, &parts).map(|steps| (walk.legs, steps)),
            // No rule is about a step, or what a party reaches.
            Kind::Read | Kind::Step(_) | Kind::Passed | Kind::Reach(_) | Kind::Card(_) => None,
            // A slot is there or not, whatever is told.
            Kind::Slots(_) => None,
        };
        let (groups, mut rows) = steps?;
        let steps = self.ties(groups).steps?;
        rows.sort_by_cached_key(|row| assessment.tables.standing(&program.schema, steps, *row));
        rows.dedup();
        let mut missing: Vec<MissingFact> = Vec::new();
        for row in rows.into_iter().take(TOLD) {
            let facts =
                || assessment.places().all_missing(&assessment.evaluation.of_step(steps, row));
            for fact in self.told.entry((steps, row)).or_insert_with(facts) {
                if !missing.contains(fact) {
                    missing.push(fact.clone());
                }
            }
        }
        Some(missing)
    }

    /// The steps that may form a walk which is not there; `None` where none may.
    fn walk(&mut self, walked: &Walk, parties: &[String]) -> Option<Vec<u32>> {
        let legs = parties.windows(2).map(<[String]>::to_vec);
        let longest = walked.longest as usize;
        match walked.kind() {
            WalkKind::Cycles => {
                let back = [parties.last()?.clone(), parties.first()?.clone()];
                let all = legs.chain([back.to_vec()]).collect();
                self.along(walked.legs, all, longest)
            }
            WalkKind::Paths => self.along(walked.legs, legs.collect(), longest),
            WalkKind::Clusters => self.together(walked.legs, parties, false),
            WalkKind::Components => self.together(walked.legs, parties, true),
            // Whoever it is, a step may tie him to somebody else.
            WalkKind::CutPoints => {
                let ties = self.ties(walked.legs);
                let loose = ties.loose.iter().take(TOLD);
                let loose: Vec<u32> = loose.map(|(row, _)| *row).collect();
                Some(loose).filter(|loose| !loose.is_empty())
            }
        }
    }

    /// The steps that may be the legs which a way lacks; `None` where one can be none of them, or
    /// none is lacking.
    fn along(
        &mut self,
        groups: RecordId,
        legs: Vec<Vec<String>>,
        longest: usize,
    ) -> Option<Vec<u32>> {
        let lacking = legs.iter().filter(|leg| self.group(groups, leg).is_none());
        let lacking: Vec<&Vec<String>> = lacking.collect();
        let ties = self.ties(groups);
        let mut steps = Vec::new();
        for leg in &lacking {
            let fitting = ties.fitting(leg);
            if fitting.is_empty() {
                return None;
            }
            steps.extend(fitting);
        }
        (!lacking.is_empty() && legs.len() <= longest).then_some(steps)
    }

    /// The steps that may make parties reach each other who do not for certain, or hang together
    /// either way; `None` where they cannot, or do and so are part of a larger cluster.
    fn together(
        &mut self,
        groups: RecordId,
        parties: &[String],
        either_way: bool,
    ) -> Option<Vec<u32>> {
        self.ties(groups);
        if parties.len() > NAMED {
            let ties = self.ties(groups);
            let loose = ties.loose.iter().map(|(row, _)| *row);
            let open = loose.chain(ties.doubtful.iter().map(|(row, _)| *row));
            let open: Vec<u32> = open.take(TOLD).collect();
            return Some(open).filter(|open| !open.is_empty());
        }
        let n = parties.len();
        let (mut surely, mut perhaps) = (vec![vec![false; n]; n], vec![vec![false; n]; n]);
        let mut steps = Vec::new();
        for (from, to) in (0..n).flat_map(|from| (0..n).map(move |to| (from, to))) {
            let leg = [parties.get(from)?.clone(), parties.get(to)?.clone()];
            let group = self.group(groups, &leg);
            let ties = self.ties(groups);
            let certain = group.is_some_and(|g| ties.certain.get(g as usize) == Some(&true));
            let mut open = ties.fitting(&leg);
            let of_leg = ties.doubtful.iter().filter(|(_, of)| Some(*of) == group);
            open.extend(of_leg.take(TOLD).map(|(row, _)| *row));
            let ways = [(from, to), (to, from)];
            for (from, to) in ways.into_iter().take(1 + usize::from(either_way)) {
                *surely.get_mut(from)?.get_mut(to)? |= certain;
                *perhaps.get_mut(from)?.get_mut(to)? |= certain || !open.is_empty();
            }
            steps.extend(open.into_iter().filter(|_| !certain && from != to));
        }
        (all_reach(perhaps) && !all_reach(surely)).then_some(steps)
    }

    /// The row of the group with these keys.
    fn group(&self, groups: RecordId, parts: &[String]) -> Option<u32> {
        let keys = &self.assessment.tables.of(groups).keys;
        let key = key::join(parts.iter().map(String::as_str));
        // Groups stand in the order of their keys.
        let (mut low, mut high) = (0, self.assessment.tables.of(groups).subjects());
        while low < high {
            let middle = low + (high - low) / 2;
            match keys.get(middle).sure() < key.as_str() {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        (keys.get(low) == Some(key.as_str())).then_some(low as u32)
    }

    fn ties(&mut self, groups: RecordId) -> &Ties {
        let assessment = self.assessment;
        self.ties.entry(groups).or_insert_with(|| assessment.ties(groups))
    }
}

impl Ties {
    /// The steps that may be of the group with these keys.
    fn fitting(&self, parts: &[String]) -> Vec<u32> {
        let by_key =
            parts.iter().enumerate().filter_map(|(at, part)| self.by_key.get(&(at, part.clone())));
        let places = by_key.flatten().chain(&self.others);
        let loose = places.filter_map(|place| self.loose.get(*place));
        let fits = loose.filter(|(_, told)| told.iter().zip(parts).all(|(t, p)| t.allows(p)));
        fits.take(TOLD).map(|(row, _)| *row).collect()
    }
}

impl Assessment<'_> {
    fn ties(&self, groups: RecordId) -> Ties {
        let schema = &self.program.schema;
        let Some((steps, step)) =
            schema.kind(groups).steps().and_then(|id| Some((id, schema.kind(id).step()?)))
        else {
            return Ties::default();
        };
        let table = self.tables.of(steps);
        let mut ties = Ties { steps: Some(steps), ..Ties::default() };
        let types: Vec<Ty> =
            self.program.schema.record(groups).fields.iter().map(|field| field.ty).collect();
        let standing = |row: u32| self.tables.standing(&self.program.schema, steps, row);
        let open = table.partial().iter().filter(|(_, keys)| !keys.contains(&Scalar::NOBODY));
        let mut partial: Vec<&(u32, Vec<Scalar>)> = open.collect();
        partial.sort_by_cached_key(|(row, _)| standing(*row));
        for (row, keys) in partial {
            let told: Vec<Told> =
                keys.iter().zip(&types).map(|(value, ty)| self.told(value, *ty)).collect();
            let place = ties.loose.len();
            let known = told.iter().enumerate().find_map(|(at, told)| match told {
                Told::Is(word) => Some((at, word.clone())),
                Told::Within(..) | Told::Nothing => None,
            });
            match known {
                Some(known) => ties.by_key.entry(known).or_default().push(place),
                None => ties.others.push(place),
            }
            ties.loose.push((*row, told));
        }
        ties.certain = vec![false; self.tables.of(groups).subjects()];
        if let Some(Column::Code(Codes(of))) = table.column(step.group) {
            for (row, group) in (0..).zip(of) {
                if table.doubtful().binary_search(&row).is_ok() {
                    ties.doubtful.push((row, *group));
                } else if let Some(certain) = ties.certain.get_mut(*group as usize) {
                    *certain = true;
                }
            }
        }
        ties.doubtful.sort_by_cached_key(|(row, _)| standing(*row));
        ties
    }

    fn told(&self, value: &Scalar, ty: Ty) -> Told {
        match (value, ty) {
            (Scalar::Quantity { range, .. }, Ty::NUMBER) if range.known().is_some() => {
                Told::Is(range.known().map(|n| n.to_string()).unwrap_or_default())
            }
            _ if value.is_known() => Told::Is(self.places().value(value, ty)),
            (Scalar::Quantity { range, .. }, Ty::NUMBER | Ty::Date) => Told::Within(*range, ty),
            _ => Told::Nothing,
        }
    }
}

/// Whether each reaches each, given who leads straight to whom.
fn all_reach(mut leads: Vec<Vec<bool>>) -> bool {
    let n = leads.len();
    for by in 0..n {
        let onward = leads.get(by).cloned().sure();
        for from in leads.iter_mut().filter(|from| from.get(by) == Some(&true)) {
            from.iter_mut().zip(&onward).for_each(|(to, onward)| *to |= onward);
        }
    }
    leads.iter().enumerate().all(|(a, to)| to.iter().enumerate().all(|(b, to)| *to || a == b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_allowed_where_it_may_be_what_is_told() {
        let day = |text: &str| Date::parse(text).map(|date| Decimal::from(i64::from(date.0)));
        let range = Range::new(day("2026-01-01"), day("2026-01-31"));
        let days = Told::Within(range, Ty::Date);
        let year = Told::Within(Range::new(None, Some(Decimal::from(2026))), Ty::NUMBER);
        for (told, part, allowed) in [
            (&days, "2026-01-31", true),
            (&days, "2026-02-01", false),
            (&year, "2026", true),
            (&year, "2027", false),
            (&Told::Is("oracle".to_owned()), "oracle", true),
            (&Told::Is("oracle".to_owned()), "nvidia", false),
            (&Told::Nothing, "nvidia", true),
            // What cannot be read is ruled out by nothing.
            (&days, "Q1", true),
            (&year, "Q1", true),
        ] {
            assert_eq!(told.allows(part), allowed, "{part}");
        }
    }
}
