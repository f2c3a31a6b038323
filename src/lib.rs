//! A language for rules about deals, and the engine that applies them to records. It tells what is
//! wrong, what cannot be decided because a fact is missing, and what would clear it: an unknown fact
//! is an answer, and never turns into a pass.
//!
//! Texts and bytes go in under names, and a report comes out. Nothing here opens a file, asks for
//! the time or prints.
//!
//! ```
//! use riskwright::{Date, Records, Rules, Run};
//!
//! let rules = Rules::new().with("house.risk", r#"
//!     record Deal key id {
//!         id: text
//!         value: money?
//!         binding: money?
//!     }
//!
//!     /// Announced, and hardly bound
//!     rule hardly-bound for deal in Deal {
//!         flag high when deal.binding < 10% of deal.value
//!         message "{deal.id}: {deal.value} announced, {deal.binding} binding"
//!     }
//! "#);
//! let records = Records::new().with("deals.yaml", r#"
//!     deals:
//!       - {id: atlas, value: 10 bn USD, binding: 0 USD}
//!       - {id: orion, value: 3 bn USD, binding: 2 bn USD}
//!       - {id: vega, value: 2 bn USD}
//! "#);
//!
//! let report = Run::on(Date::parse("2025-12-15").unwrap()).apply(&rules, &records)?;
//! assert!(!report.passes());
//! assert_eq!(report.findings()[0].message, "atlas: 10 bn USD announced, 0 USD binding");
//! assert_eq!(report.undetermined()[0].subject.key, "vega");
//! assert_eq!(report.requests()[0].fact, "binding of vega");
//! assert_eq!(report.summary().clear, 1);
//! # Ok::<(), riskwright::Refused>(())
//! ```
//!
//! # The steps
//!
//! [`Rules`] and [`Records`] are files by name, each of which can be replaced; a [`Run`] says the
//! day and the gate. [`Run::apply`] does all at once. Step by step,
//! [`Run::check`] gives [`Checked`] rules, [`Checked::read`] makes them [`Ready`] with records, and
//! [`Ready::report`] or [`Ready::under`] a scenario gives a [`Report`]. Each step makes what the next
//! one takes, and ends in [`Refused`] where rules or records have errors, or where there is nothing
//! to check: no step can be left out, and a run that looked at nothing is no pass.
//!
//! Everything is owned, and can be kept and sent to other threads; rules, records and runs can be
//! cloned, a report put into an [`Arc`](std::sync::Arc). The work is done on threads that the crate makes for itself, as many as
//! there are cores.
//!
//! # Features
//!
//! `cli`, on by default, is the program `riskwright`, with the crates that only a command line
//! needs. A library user says `default-features = false`.
//!
//! # What is promised
//!
//! Semantic versions are promised for what is shown here, and for nothing else: what is public
//! without being shown serves the program and its tests, and changes from one day to the next.
//! Enums and structs that will grow are marked as such. What the language means, and what reports
//! look like, is promised by the book.

#[doc(hidden)]
pub mod alarm;
#[doc(hidden)]
pub mod assess;
#[doc(hidden)]
pub mod builtins;
#[doc(hidden)]
pub mod check;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod diagnostic;
#[doc(hidden)]
pub mod diff;
#[doc(hidden)]
pub mod draft;
#[doc(hidden)]
pub mod eval;
#[doc(hidden)]
pub mod ir;
mod library;
#[doc(hidden)]
pub mod meaning;
pub mod model;
#[doc(hidden)]
pub mod network;
#[doc(hidden)]
pub mod operator;
#[doc(hidden)]
pub mod outcome;
#[doc(hidden)]
pub mod pack;
#[doc(hidden)]
pub mod picture;
#[doc(hidden)]
pub mod pipeline;
#[doc(hidden)]
pub mod record;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod syntax;
#[doc(hidden)]
pub mod ty;
#[doc(hidden)]
pub mod value;

#[doc(inline)]
pub use assess::{ChangedPolicy, Explanations, NoGrade, NotFound, UndeterminedPolicy, Unfit};
#[doc(inline)]
pub use diagnostic::Level;
pub use library::{
    Checked, Diagnostic, Document, Label, Position, Ready, Records, Refused, Report, ReportFormat,
    Rules, Run,
};
#[doc(inline)]
pub use outcome::Severity;
#[doc(inline)]
pub use record::Format as RecordFormat;
#[doc(inline)]
pub use report::{Section, Wants, Writer};
#[doc(inline)]
pub use value::{Currency, Date, Lang, UnknownLang};

/// The Rust of the README and the book is tested as this crate's own examples are.
#[cfg(doctest)]
mod book {
    #[doc = include_str!("../README.md")]
    struct Readme;
    #[doc = include_str!("../docs/src/library.md")]
    struct Library;
}
