//! Everything that is tested from outside.

mod book;
mod cli;
mod house;
