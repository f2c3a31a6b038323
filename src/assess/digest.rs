//! What files, verdicts and their evidence are known by.

use sha2::{Digest, Sha256};

/// Hexadecimal digits of SHA-256 over parts, each told apart from the next: as many bytes of it.
pub(super) fn of_parts<'p>(parts: impl IntoIterator<Item = &'p str>, bytes: usize) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    digits(hash.finalize().iter().take(bytes))
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    digits(Sha256::digest(bytes).iter())
}

fn digits<'b>(bytes: impl Iterator<Item = &'b u8>) -> String {
    let digit = |four: u8| char::from_digit(u32::from(four), 16);
    bytes.flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).flatten().collect()
}
