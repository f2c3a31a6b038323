//! What files, verdicts and their evidence are known by.

use sha2::{Digest, Sha256};

/// Hexadecimal digits of SHA-256 over parts, each told apart from the next: as many bytes of it.
pub(super) fn of_parts<'p>(parts: impl IntoIterator<Item = &'p str>, bytes: usize) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(bytes).map(|byte| format!("{byte:02x}")).collect()
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
