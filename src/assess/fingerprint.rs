//! What makes a finding the same finding tomorrow.

use sha2::{Digest, Sha256};

/// The fingerprint of a rule's finding on a subject: 32 hexadecimal digits of SHA-256 over their
/// names. Unchanged when lines move or words change.
pub(super) fn of(rule: &str, record: &str, key: &str) -> String {
    let mut hash = Sha256::new();
    for part in [rule, record, key] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
