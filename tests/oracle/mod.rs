//! The oracle: a row-by-row interpreter written for clarity from the language reference, and
//! the test that the columnar evaluator agrees with it on generated rules and records: on what
//! there is to look at (groups, legs, rings, clusters, cut points), and on what is said of each.

mod aggregate;
mod agreement;
mod calendar;
mod cascades;
mod completion;
mod derive;
mod deviation;
mod drawn;
mod figures;
mod generate;
mod grades;
mod interpreter;
mod legs;
mod members;
mod missing;
mod money;
mod period;
mod portfolio;
mod power;
mod ranked;
mod scenario;
mod settled;
mod share;
mod sign;
mod spellings;
mod spread;
mod told;
mod ways;
