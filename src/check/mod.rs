//! The tree as written to a checked program: names, types, dimensions.
//!
//! First what is declared (`declared`), then record kinds, units and params (`records`, `lists`,
//! `measure`, `param`), flows, defines, rules and scenarios; all of them by way of expressions
//! (`scope`, `expr`). Errors are told to `sink`, the program grows in `growing`, and what names are
//! found to mean goes to `noted`.

mod aggregate;
mod amend;
mod arith;
mod at;
mod begun;
mod bounds;
mod citation;
mod compare;
mod constant;
mod date;
mod declared;
mod define;
mod derived;
mod error;
mod evidence;
mod exposure;
mod expr;
mod flow;
mod formerly;
mod grouped;
mod growing;
mod homes;
mod index;
mod kinds;
mod lists;
mod meant;
mod measure;
mod names;
mod nodes;
mod noted;
mod param;
mod percent;
mod power;
mod records;
mod rule;
mod scenario;
mod scope;
mod scorecard;
mod sink;
mod slots;
mod spread;
mod suggest;
mod template;
mod texts;
mod types;
mod unit;
mod waiver;
mod walk;
mod window;

use std::sync::Arc;

use begun::{Applied, require_begun_params};
use declared::Declared;
use growing::{Growing, Params};
use noted::Noted;
use scope::Parts;
use sink::Sink;

pub use index::{BuiltIn, Definition, DefinitionId, Index, Meaning, What};
pub use unit::{Set, Settings, Unit};

use crate::diagnostic::Diagnostic;
use crate::ir::{Program, Untold};
use crate::value::Lang;

/// Checks the files of a program together.
///
/// The program holds every sound rule, whatever is wrong with the others; there are errors
/// among the diagnostics where something is. The index tells what the names in all of them mean.
pub fn check(units: &[Unit<'_>], settings: &Settings) -> (Program, Index, Vec<Diagnostic>) {
    let mut sink = Sink::new(units);
    let declared = Declared::new(units, settings, &mut sink);
    let params = declared.params.iter().zip(&declared.called.params).zip(&declared.set);
    let params =
        params.map(|((param, called), set)| (param.item, Arc::clone(called), set.map(|e| e.span)));
    let params = Params::waiting(params, settings.as_of);
    let mut growing = Growing::new(params, &declared.called.flows);
    let mut noted = Noted::new(&declared);
    let frameworks = citation::frameworks(&declared, &mut sink, &mut noted);
    let mut parts =
        Parts { declared: &declared, sink: &mut sink, growing: &mut growing, noted: &mut noted };
    parts.declare();
    parts.rank_evidence();
    let flows = parts.check_flows();
    parts.check_defines();
    let (rules, disabled) = parts.check_rules();
    let waivers = parts.check_waivers();
    let scenarios = parts.check_scenarios();
    let taken = scorecard::Rules { sound: &rules, disabled: &disabled };
    let scorecards = parts.check_scorecards(taken);
    let applied = Applied { rules: &rules, scenarios: &scenarios, scorecards: &scorecards };
    require_begun_params(&declared, &growing, applied, &mut sink);
    let index = noted.into_index(&growing.kinds.schema, &growing.params.values);
    let rates = declared.records.get("ExchangeRate");
    let program = Program {
        rates: rates.and_then(|record| growing.kinds.rate_table(*record)),
        schema: growing.kinds.schema,
        arena: growing.nodes.arena,
        rules,
        disabled,
        waivers,
        scenarios,
        scorecards,
        params: growing.params.values,
        shadowed: declared.shadowed,
        flows,
        frameworks,
        kept_frameworks: Vec::new(),
        lang: Lang::default(),
        untold: Untold::default(),
        aside: units.iter().flat_map(|unit| unit.file.aside.clone()).collect(),
    };
    (program, index, sink.into_diagnostics())
}
