//! Rule text to [`ast::File`]: the only room that knows pest.
//!
//! `grammar/risk.pest` defines the syntax. A text is searched for what it hides, swept once for
//! its comments and for items that are too long, then parsed once; the grammar's recovery
//! productions mark what is broken, and one `build_…` function per grammar rule makes the tree.
//!
//! Whoever needs every character of a file (a formatter, an editor) asks for its [`Tokens`].

pub mod ast;

mod aggregate;
mod amendment;
mod builder;
mod clause;
mod doc;
mod error;
mod expr;
mod hidden;
mod hint;
mod item;
mod literal;
mod lost;
mod merge;
mod names;
mod parser;
mod portfolio;
mod record_item;
mod recovery;
mod scenario_item;
mod scorecard_item;
mod slots;
mod sweep;
mod template;
#[cfg(test)]
mod tests;
mod token;
mod waiver;
mod words;
mod written_type;

use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use builder::Builder;
use parser::{Rule, parse_rule};
pub use template::quoted;
pub use token::{Token, TokenKind, Tokens};
pub(crate) use words::small_keyword;

/// Reads a rule file: every item and every comment, with gaps where something is broken, and a
/// diagnostic for each of them.
pub fn parse(file: FileId, text: &str) -> (ast::File, Vec<Diagnostic>) {
    let (text, hidden) = hidden::reveal(text);
    let (text, marks) = merge::blank(text);
    let swept = sweep::sweep(&text);
    let readable = swept.readable(&text);
    let mut builder = Builder::new(file, &text, swept.comments);
    hidden::report(&mut builder, &hidden);
    merge::report(&mut builder, &marks);
    recovery::explain_passed_over(&mut builder, &swept.passed_over);
    match parse_rule(Rule::file, &readable) {
        Ok(pairs) => item::build_file(&mut builder, pairs),
        Err(failure) => recovery::report_failure(&mut builder, &failure, text.len()),
    }
    builder.finish()
}

/// Whether a text is a name that nothing in the language means otherwise, wherever it stands.
pub(crate) fn is_name(text: &str) -> bool {
    let is_whole = |node: parser::Node<'_>| node.as_str() == text;
    !words::means_something(text)
        && parse_rule(Rule::name, text).is_ok_and(|mut nodes| nodes.next().is_some_and(is_whole))
}

/// Reads a text that is one expression, such as the value that a run gives to a `param`, and
/// stands at an offset of a file.
pub fn parse_expr(file: FileId, offset: usize, text: &str) -> (Option<ast::Expr>, Vec<Diagnostic>) {
    let (text, hidden) = hidden::reveal(text);
    let swept = sweep::sweep(&text);
    let mut builder = Builder::at(file, offset, &text, swept.comments);
    hidden::report(&mut builder, &hidden);
    recovery::explain_passed_over(&mut builder, &swept.passed_over);
    if !swept.passed_over.is_empty() {
        return (None, builder.finish().1);
    }
    let expr = match parse_rule(Rule::lone_expr, &text) {
        Ok(mut pairs) => {
            let expr = pairs.next().and_then(|lone| lone.into_inner().next());
            expr.map(|pair| expr::build_expr(&mut builder, pair))
        }
        Err(failure) => {
            recovery::report_failure(&mut builder, &failure, text.len());
            None
        }
    };
    let diagnostics = builder.finish().1;
    (expr.filter(|_| diagnostics.is_empty()), diagnostics)
}
