//! Large texts in pieces, which are read side by side and joined in order.

use crate::alarm::Sure;
use crate::record::part::Part;

/// The least bytes per chunk.
const CHUNK: usize = 1 << 20;

/// Bytes per chunk. One thread reads all in one go, which leaves nothing to join; more of them
/// take four chunks each, so that none waits long for the last.
pub(super) fn chunk_size(len: usize) -> usize {
    match rayon::current_num_threads() {
        1 => len.max(CHUNK),
        threads => (len / (4 * threads)).max(CHUNK),
    }
}

/// The first byte of a file that is not UTF-8.
pub(in crate::record) struct NotUtf8(pub(in crate::record) usize);

/// The text of a chunk.
pub(in crate::record) fn text(bytes: &[u8], (start, end): (usize, usize)) -> Result<&str, NotUtf8> {
    let bytes = bytes.get(start..end).sure();
    std::str::from_utf8(bytes).map_err(|error| NotUtf8(start + error.valid_up_to()))
}

/// Joins the parts of one file in order; the first that is no text spoils them all.
pub(super) fn join<'s>(
    mut whole: Part<'s>,
    parts: Vec<Result<Part<'s>, NotUtf8>>,
) -> Result<Part<'s>, NotUtf8> {
    let parts: Vec<Part> = parts.into_iter().collect::<Result<_, _>>()?;
    parts.into_iter().for_each(|part| whole.append(part));
    Ok(whole)
}
