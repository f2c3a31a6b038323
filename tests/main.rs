//! Everything that is tested from outside.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot set its place up has failed"
)]

mod book;
mod cli;
mod conformance;
mod foreign;
mod house;
mod index;
mod languages;
mod library;
mod oracle;
mod order;
mod printing;
mod runner;
