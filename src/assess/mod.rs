//! From an outcome to a report: findings in order, what to ask for, baseline and gate, with
//! every place named.

mod alike;
mod apart;
mod assessment;
mod baseline;
mod citations;
mod compared;
mod comparing;
mod digest;
mod earlier;
mod explained;
mod fingerprint;
mod former;
mod found;
mod gaps;
mod gate;
mod head;
mod judged;
mod later;
mod limits;
mod looked;
mod notes;
mod options;
mod params;
mod picture;
mod places;
mod policy;
mod rates;
mod requests;
mod rested;
mod scenario;
mod stakes;
mod stress;
mod told;
mod trees;
mod unformed;
mod verdicts;
mod wording;

pub use assessment::Assessment;
pub use baseline::{Baseline, Unfit};
pub use explained::NotFound;
pub use gate::{Gate, UndeterminedPolicy};
pub use looked::not_looked_at;
pub use options::{Explanations, Options, RATES_OLDER_THAN};
pub use picture::picture;
pub use stress::stress;
