//! Expressions as a rule writer would write them.
