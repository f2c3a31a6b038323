//! The keys that the records of a file say they had.

use super::error::Problem;
use super::formerly::Told;
use super::mapping::plan::{Plan, value_at};
use super::part::Part;
use super::raw::{Form, Raw};
use crate::ty::RecordId;

/// The most keys that a record may have had: what is made of several records may have had each
/// combination of theirs.
const MOST: usize = 16;

impl Part<'_> {
    /// Takes the keys that the next row of a table had.
    pub(super) fn take_former_keys(&mut self, plan: &Plan, slots: &[Option<Raw<'_>>]) {
        let told = plan.formerly.as_ref().and_then(|place| value_at(slots, place));
        if let Some(raw) = told.filter(|raw| !raw.is_empty()) {
            self.take_told_keys(plan.record, raw);
        }
    }

    #[cold]
    fn take_told_keys(&mut self, record: RecordId, raw: &Raw<'_>) {
        let keys: Vec<(&str, &Raw<'_>)> = match &raw.form {
            Form::List(keys) => {
                keys.iter().map(|key| (key.text().unwrap_or_default(), key)).collect()
            }
            // As a cell of a table must.
            Form::Scalar(text) | Form::Quoted(text) => {
                let parts = text.split(';').map(str::trim).filter(|key| !key.is_empty());
                parts.map(|key| (key, raw)).collect()
            }
            _ => vec![(raw.text().unwrap_or_default(), raw)],
        };
        if keys.is_empty() || keys.len() > MOST {
            let expected = format!("one to {MOST} keys that the record had");
            return self.problem(Problem::Shape { expected }, raw.start, raw.end);
        }
        for (key, raw) in keys {
            if key.is_empty() {
                let expected = "a key that the record had, or a list of such,".to_owned();
                self.problem(Problem::Shape { expected }, raw.start, raw.end);
                continue;
            }
            let place = self.place(raw.start, raw.end);
            // INVARIANT: tables are made for every record kind of the schema.
            let table = &mut self.tables[record.0 as usize];
            let row = table.rows as u32;
            table.formerly.push(Told { row, key: key.into(), place });
        }
    }
}
