//! What strangers use: rules and records by name, a run over them, and its report. Everything is
//! owned, and each step gives what the next one needs, so that none can be left out.

mod checked;
mod diagnostic;
mod format;
mod kept;
mod records;
mod refused;
mod report;
mod rules;
mod run;
mod threads;

pub use checked::{Checked, Ready};
pub use diagnostic::{Diagnostic, Label, Position};
pub use format::ReportFormat;
pub use records::{Document, Records};
pub use refused::Refused;
pub use report::Report;
pub use rules::Rules;
pub use run::Run;

#[cfg(feature = "cli")]
pub(crate) use checked::noted;
#[cfg(feature = "cli")]
pub(crate) use refused::none;
#[cfg(feature = "cli")]
pub(crate) use threads::pool;
