//! A scenario whose cascades look only at what changed makes of the records what it makes of them
//! where each round looks at all.

use riskwright::eval::Settings;
use riskwright::eval::scenario::{Applied, apply, apply_anew};
use riskwright::ir::{Program, Scenario};
use riskwright::outcome::Cell;
use riskwright::record::Tables;
use riskwright::ty::FieldId;

/// Where the two differ: tables, rounds, clauses, and what is in doubt.
pub(crate) fn differences(
    program: &Program,
    tables: &Tables,
    scenario: &Scenario,
    settings: Settings,
) -> Vec<String> {
    let found = apply(program, tables, scenario, settings);
    let expected = apply_anew(program, tables, scenario, settings);
    let mut wrong = Vec::new();
    let mut same = |what: &str, same: bool| {
        wrong.extend((!same).then(|| format!("other {what} where each round looks at all")));
    };
    let (x, y) = (&expected.told, &found.told);
    same("rounds", x.steps == y.steps);
    same("counts", (x.changed(), x.cut()) == (y.changed(), y.cut()));
    for record in program.schema.record_ids() {
        let (x, y) = (expected.tables.of(record), found.tables.of(record));
        let name = &program.schema.record(record).name;
        same(&format!("facts of {name}"), x.rows == y.rows && x.columns == y.columns);
        for field in (0..x.columns.len()).map(|field| FieldId(field as u32)) {
            let at = |row: u32| {
                let cell = Cell { record, row, field: Some(field) };
                let supposed = |applied: &Applied| applied.tables.of(record).supposed(field, row);
                let told = |applied: &Applied| {
                    let told = &applied.told;
                    (told.set_by(cell), told.doubts(cell).to_vec(), supposed(applied))
                };
                (told(&expected), told(&found))
            };
            let differs = |row: &u32| {
                let (x, y) = at(*row);
                x != y
            };
            if let Some(row) = (0..x.rows as u32).find(differs) {
                same(&format!("origin of {name} {row}: {:?}", at(row)), false);
            }
        }
    }
    wrong
}
