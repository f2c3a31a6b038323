//! Rule text to [`ast::File`]: the only room that knows pest.

pub mod ast;
