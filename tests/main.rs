//! Everything that is tested from outside.

mod cli;
mod house;
