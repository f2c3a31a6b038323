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
mod define;
mod derived;
mod error;
mod evidence;
mod exposure;
mod expr;
mod flow;
mod grouped;
mod lists;
mod measure;
mod names;
mod param;
mod percent;
mod rule;
mod scenario;
mod scope;
mod suggest;
mod symbols;
mod template;
mod walk;
mod window;
mod world;

use crate::diagnostic::Diagnostic;
use crate::ir::Program;
use crate::syntax::ast;
use crate::value::Date;
use world::World;

/// One rule file, under the name by which others use it.
#[derive(Clone, Debug)]
pub struct Unit<'a> {
    /// `std.deals`, or the file's path where nothing uses it.
    pub path: String,
    /// Its tree.
    pub file: &'a ast::File,
}

/// What a run sets.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The day that picks among the values of a dated param.
    pub as_of: Date,
    /// Values for params, as parsed expressions.
    pub params: Vec<(ast::Name, ast::Expr)>,
}

/// Checks the files of a program together.
///
/// The program holds every sound rule, whatever is wrong with the others; there are errors
/// among the diagnostics where something is.
pub fn check(units: &[Unit<'_>], settings: &Settings) -> (Program, Vec<Diagnostic>) {
    let mut world = World::declare(units, settings);
    world.check_flows();
    world.check_defines();
    world.check_rules();
    world.check_scenarios();
    world.require_begun_params();
    world.finish()
}
