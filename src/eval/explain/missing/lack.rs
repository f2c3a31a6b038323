//! What was found missing of something.

use crate::eval::explain::rate::Met;
use crate::eval::frame::Frame;
use crate::ir::ExprId;
use crate::outcome::{Cell, Reason, Wanted};

/// A missing fact before it is put into words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::eval) struct Found {
    pub(super) cell: Option<Cell>,
    pub(super) expr: ExprId,
    /// It belongs to a member of an aggregate, not to the subject.
    pub(super) inside: bool,
    /// The member of which a value without a place is made.
    pub(super) member: Option<Cell>,
    pub(super) reason: Reason,
}

impl Found {
    fn is_told_by(&self, other: &Found) -> bool {
        match (self.cell, other.cell) {
            (Some(a), Some(b)) => a == b && self.reason == other.reason,
            (None, None) => {
                (self.expr, self.member, &self.reason) == (other.expr, other.member, &other.reason)
            }
            _ => false,
        }
    }
}

/// What is missing of something.
#[derive(Clone, Debug, Default)]
pub(in crate::eval) struct Lack {
    pub(super) found: Vec<Found>,
    /// How often something was found, what is among `found` already included.
    pub(super) met: usize,
    /// The currencies of the amounts that were met.
    pub(super) currencies: Met,
    /// Whether more may be missing once all that was found is told.
    pub(super) leads_on: bool,
}

impl Lack {
    /// What is wanted so that it is told, each once, and whether it is one thing, and nothing else
    /// can be missing once that is told, whatever it turns out to be.
    pub(in crate::eval::explain) fn wanted(&self, f: &Frame<'_>) -> (Vec<Wanted>, bool) {
        // A fact may be missing for two reasons, a rate in two places.
        let (mut wanted, mut only) = (Vec::new(), !self.leads_on);
        for missing in &self.found {
            match Wanted::of(missing.cell, &missing.reason) {
                Some(one) if !wanted.contains(&one) => wanted.push(one),
                Some(_) => {}
                None => only = false,
            }
        }
        let alone = only && wanted.len() == 1 && self.currencies.come_together(f, &wanted);
        (wanted, alone)
    }

    /// Adds a missing fact, unless it is told already or as many are as are wanted.
    pub(super) fn add(&mut self, found: Found, most: usize) {
        self.met += 1;
        if self.found.len() < most && !self.found.iter().any(|other| other.is_told_by(&found)) {
            self.found.push(found);
        }
    }

    /// Adds what was found elsewhere, each once there.
    pub(super) fn join(&mut self, other: &Lack, most: usize) {
        self.currencies.join(&other.currencies);
        self.leads_on |= other.leads_on;
        if self.found.is_empty() {
            self.met += other.found.len();
            self.found.extend_from_slice(&other.found);
        } else {
            other.found.iter().for_each(|found| self.add(found.clone(), most));
        }
    }
}
