//! What the records of a cascade lose, before its first round and after each.

use super::routes::Changed;
use super::told::Lost;
use super::watch::{AtHand, Watch};
use crate::eval::frame::Frame;
use crate::ir::{Change, ExprId};
use crate::outcome::{Cell, Stake};
use crate::ty::{RecordId, Ty};
use crate::value::{Decimal, Range, Scalar};

/// What the records of a change lose, as far as it was looked at.
pub(super) struct Losses<'p> {
    change: &'p Change,
    loss: ExprId,
    pub(super) watch: Watch<'p>,
    known: Vec<Option<Stake>>,
}

impl<'p> Losses<'p> {
    /// `watched` is how the expression is to be looked at.
    pub(super) fn of(
        change: &'p Change,
        watched: impl FnOnce(Vec<ExprId>) -> Watch<'p>,
    ) -> Option<Losses<'p>> {
        let loss = change.loss?;
        Some(Losses { change, loss, watch: watched(vec![loss]), known: Vec::new() })
    }

    /// What records lose now that lost something else when it was looked at before.
    pub(super) fn look(&mut self, at_hand: AtHand<'p, '_>, changed: &[Changed]) -> Vec<Lost> {
        let (loss, record, field) = (self.loss, self.change.record, Some(self.change.field));
        let now = self.watch.over(at_hand, changed, |frame| stakes(frame, record, loss));
        self.known.resize(at_hand.1.of(record).rows, None);
        let mut lost = Vec::new();
        for (row, now) in now.into_iter().flatten() {
            let Some(known) = self.known.get_mut(row as usize) else { continue };
            if known.as_ref() != Some(&now) {
                let before = known.replace(now.clone());
                lost.push(Lost { cell: Cell { record, row, field }, before, now });
            }
        }
        lost
    }
}

/// What each row of a frame loses, in the currency that it is told in and in that of the report.
/// Members of lists that are gone lose nothing, those that are there perhaps lose it perhaps, and
/// what a row loses that stands for any number is not known.
fn stakes(frame: &Frame<'_>, record: RecordId, loss: ExprId) -> Vec<(u32, Stake)> {
    let table = frame.engine.tables.of(record);
    let stake = |place| {
        let row = frame.row(place) as usize;
        let value = match frame.told(loss, place) {
            _ if table.unseen.get(row) => Scalar::UNKNOWN_QUANTITY,
            Scalar::Quantity { range, currency, unknown } if table.is_perhaps(row) => {
                let range = range.hull(Range::point(Decimal::ZERO));
                Scalar::Quantity { range, currency, unknown }
            }
            value => value,
        };
        let (range, currency) = value.parts();
        let home = frame.engine.rates.of(Ty::MONEY).home(range, currency).ok();
        (row as u32, Stake { value, home })
    };
    let is_there = |place: &usize| !table.gone.get(frame.row(*place) as usize);
    (0..frame.len()).filter(is_there).map(stake).collect()
}
