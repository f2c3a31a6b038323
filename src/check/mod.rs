//! The tree as written to a checked program: names, types, dimensions.

mod aggregate;
mod amend;
mod arith;
mod at;
mod begun;
mod bounds;
mod compare;
mod constant;
mod date;
mod declare;
mod declared;
mod define;
mod derived;
mod error;
mod evidence;
mod exposure;
mod expr;
mod flow;
mod grouped;
mod growing;
mod kinds;
mod lists;
mod measure;
mod names;
mod nodes;
mod param;
mod params;
mod percent;
mod rule;
mod scenario;
mod scope;
mod sink;
mod suggest;
mod template;
mod types;
mod unit;
mod walk;
mod window;

use begun::require_begun_params;
use declared::Declared;
use growing::Growing;
use params::Params;
use scope::Parts;
use sink::Sink;

pub use unit::{Settings, Unit};

use crate::diagnostic::Diagnostic;
use crate::ir::Program;

/// Checks the files of a program together.
///
/// The program holds every sound rule, whatever is wrong with the others; there are errors
/// among the diagnostics where something is.
pub fn check(units: &[Unit<'_>], settings: &Settings) -> (Program, Vec<Diagnostic>) {
    let mut sink = Sink::new(units);
    let declared = Declared::new(units, settings, &mut sink);
    let params = declared.params.iter().zip(&declared.set);
    let params = Params::waiting(params.map(|(param, set)| (param.item, set.is_some())));
    let mut growing = Growing::new(params, declared.flows.len());
    let mut parts = Parts { declared: &declared, sink: &mut sink, growing: &mut growing };
    parts.declare();
    let flows = parts.check_flows();
    parts.check_defines();
    let (rules, disabled) = parts.check_rules();
    let scenarios = parts.check_scenarios();
    require_begun_params(&declared, &growing, (&rules, &scenarios), &mut sink);
    let rates = declared.records.get("ExchangeRate");
    let program = Program {
        rates: rates.and_then(|record| growing.kinds.rate_table(*record)),
        schema: growing.kinds.schema,
        arena: growing.nodes.arena,
        rules,
        disabled,
        scenarios,
        params: growing.params.values,
        shadowed: declared.shadowed,
        flows,
    };
    (program, sink.into_diagnostics())
}
