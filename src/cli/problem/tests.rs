//! Tests of what stops a run.

use super::*;

#[test]
fn a_mistake_of_ours_names_its_place() {
    let told = Diagnostic::from(Problem::Mistake { place: "src/value/column.rs:105".to_owned() });
    assert_eq!(told.code, "RW028");
    assert!(told.message.contains("src/value/column.rs:105") && told.help.is_some(), "{told:?}");
}
