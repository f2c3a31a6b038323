//! The text of a file as readers want it: unpacked, and in UTF-8.

use std::io::Read;
use std::sync::Arc;

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::error::{Flaw, Problem};
use super::input::Input;
use super::opening::Opening;
use super::readers::unpacked;
use crate::source::{SourceFile, Sources};

/// What packed files begin with: nothing that a text can begin with.
const GZIP: &[u8] = b"\x1F\x8B\x08";
const ZSTD: &[u8] = b"\x28\xB5\x2F\xFD";

/// Whether bytes begin as a packed file does.
pub fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(GZIP) || bytes.starts_with(ZSTD)
}

/// Lets a file be read as the text that it packs, in the encoding that is said or that its mark
/// tells. What is wrong with it, and at which bytes of the text it is.
pub(super) fn open(source: &SourceFile, opening: &Opening) -> Result<(), Flaw> {
    if source.is_opened() {
        return Ok(());
    }
    let unpacked = unpack(source.bytes()).map_err(|problem| (problem, 0, 0))?;
    let bytes = unpacked.as_deref().unwrap_or(source.bytes());
    let decoded = decode(bytes, opening)?;
    if let Some(text) = decoded.map(String::into_bytes).or(unpacked) {
        source.open(Arc::new(text));
    }
    Ok(())
}

/// Opens the texts of all files, so that their sizes are known. What is wrong with one is told when it
/// is read.
pub fn open_all(sources: &Sources, inputs: &[Input]) {
    for input in inputs.iter().filter(|input| input.format.is_text()) {
        let _ = open(sources.file(input.file), &input.opening);
    }
}

/// What a file packs; `None` where it is not packed.
fn unpack(bytes: &[u8]) -> Result<Option<Vec<u8>>, Problem> {
    if bytes.starts_with(GZIP) {
        limited(flate2::read::MultiGzDecoder::new(bytes), bytes.len()).map(Some)
    } else if bytes.starts_with(ZSTD) {
        let decoder = zstd::stream::read::Decoder::new(bytes).map_err(|_| damaged())?;
        limited(decoder, bytes.len()).map(Some)
    } else {
        Ok(None)
    }
}

fn limited(reader: impl Read, packed: usize) -> Result<Vec<u8>, Problem> {
    let most = unpacked::most(packed);
    let mut bytes = Vec::new();
    reader.take(most + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
    if bytes.len() as u64 > most { Err(unpacked::too_large(most)) } else { Ok(bytes) }
}

fn damaged() -> Problem {
    Problem::Unopened { what: "it is cut short, or damaged".to_owned(), help: None }
}

/// A text in UTF-8, where it is in another encoding.
fn decode(bytes: &[u8], opening: &Opening) -> Result<Option<String>, Flaw> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let said = opening.encoding.as_ref().and_then(|said| Encoding::for_label(said.text.as_bytes()));
    let encoding = match (said, marked) {
        (Some(said), Some(marked)) if said != marked && !both_wide(said, marked) => {
            let what = format!("its first bytes say that it is {}", marked.name());
            return Err((Problem::OtherEncoding { said: said.name(), what }, 0, 0));
        }
        (_, Some(marked)) => marked,
        (Some(said), None) => said,
        (None, None) => UTF_8,
    };
    if encoding == UTF_8 {
        return Ok(None);
    }
    let mark = if marked.is_some() { 2 } else { 0 };
    text(bytes.get(mark..).unwrap_or_default(), encoding).map(Some).map_err(|byte| {
        let byte = byte + mark;
        (Problem::NotEncoded { byte, encoding: encoding.name() }, byte, byte + 1)
    })
}

/// Whether both are UTF-16: the mark says which way around.
fn both_wide(said: &Encoding, marked: &Encoding) -> bool {
    [UTF_16LE, UTF_16BE].iter().all(|wide| *wide == said || *wide == marked)
}

/// The text of some bytes, or the first byte that is nothing in the encoding.
fn text(bytes: &[u8], encoding: &'static Encoding) -> Result<String, usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(room.unwrap_or(bytes.len()));
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::Malformed(bad, behind), read) => {
            Err(read.saturating_sub(usize::from(bad) + usize::from(behind)))
        }
        _ if encoding.is_single_byte() => {
            // What such an encoding has no letter for is read as a control sign that nobody writes.
            let absent = |c: char| ('\u{80}'..='\u{9F}').contains(&c);
            text.chars().position(absent).map_or(Ok(text), Err)
        }
        _ => Ok(text),
    }
}
