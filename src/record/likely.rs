//! In which encodings a file that is not UTF-8 may be, by how its words would read.

use encoding_rs::{
    Encoding, IBM866, ISO_8859_7, KOI8_R, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254,
};

/// The encodings that files are most often in, the likelier first among equals.
const KNOWN: [&Encoding; 7] =
    [WINDOWS_1252, WINDOWS_1251, WINDOWS_1250, KOI8_R, IBM866, ISO_8859_7, WINDOWS_1254];

/// How many bytes are looked at, how many readings are shown, and how long a word is.
const SAMPLE: usize = 1 << 16;
const MOST: usize = 3;
const LONGEST: usize = 40;

/// What to say of a file in which a byte is not UTF-8.
pub(super) fn help(bytes: &[u8], byte: usize) -> String {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return "it looks like a workbook: name it after what it is, or say `format: xlsx`"
            .to_owned();
    }
    if sample.iter().filter(|byte| **byte == 0).count() * 4 > sample.len() {
        return "it looks like UTF-16: say in a manifest `encoding: utf-16`".to_owned();
    }
    let word = word(bytes, byte);
    let words: Vec<&[u8]> = sample
        .split(|byte| !is_letter(*byte))
        .filter(|word| !word.is_ascii() && word.len() <= LONGEST)
        .take(500)
        .collect();
    let mut known: Vec<(i64, &Encoding)> = KNOWN
        .iter()
        .map(|encoding| (words.iter().map(|word| fit(&read(word, encoding))).sum(), *encoding))
        .collect();
    known.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    let mut readings: Vec<(String, &str)> = Vec::new();
    for (_, encoding) in known {
        let reading = read(word, encoding);
        let told = readings.iter().any(|(other, _)| *other == reading);
        if readings.len() < MOST && !told && !reading.chars().any(char::is_control) {
            readings.push((reading, encoding.name()));
        }
    }
    let readings: Vec<String> = readings
        .iter()
        .map(|(reading, name)| format!("`encoding: {}` reads `{reading}`", name.to_lowercase()))
        .collect();
    format!("say in a manifest how it is encoded: {}; or save it as UTF-8", readings.join(", "))
}

/// A byte that is a letter in some encoding.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

/// The word that holds a byte.
fn word(bytes: &[u8], byte: usize) -> &[u8] {
    let before = bytes.get(..byte).unwrap_or_default();
    let start = before.iter().rev().take(LONGEST).take_while(|b| is_letter(**b)).count();
    let behind = bytes.get(byte..).unwrap_or_default();
    let end = behind.iter().take(LONGEST).take_while(|b| is_letter(**b)).count();
    bytes.get(byte - start..byte + end).unwrap_or_default()
}

fn read(word: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(word).0.into_owned()
}

/// How much a word looks like one: letters of one script, capitals in front.
fn fit(word: &str) -> i64 {
    let (mut fit, mut before) = (0, None);
    let mut letters = word.chars().peekable();
    while let Some(c) = letters.next() {
        let (kind, accented) = (kind(c), !c.is_ascii());
        fit += match (kind, before) {
            (Kind::Strange, _) => -3,
            (Kind::Sign, _) => 0,
            // It ends words, and stands nowhere else.
            (Kind::Greek, _) if c == 'ς' && letters.peek().is_some() => -2,
            (kind, Some((other, _))) if other != Kind::Strange && kind != other => -2,
            // Few words have two letters with marks in a row.
            (Kind::Latin, Some((Kind::Latin, true))) if accented => -1,
            _ => 1,
        };
        before = Some((kind, accented));
    }
    let shouts = word.chars().skip(1).filter(|c| c.is_uppercase()).count();
    let whispers = word.chars().filter(|c| c.is_lowercase()).count();
    fit - if whispers > 0 { 2 * shouts as i64 } else { 0 }
}

/// What letters have to be alike in to stand in one word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Latin,
    Greek,
    Cyrillic,
    /// What stands beside letters in any script.
    Sign,
    Strange,
}

fn kind(c: char) -> Kind {
    match c {
        'a'..='z'
        | 'A'..='Z'
        | '\u{C0}'..='\u{D6}'
        | '\u{D8}'..='\u{F6}'
        | '\u{F8}'..='\u{17F}' => Kind::Latin,
        '\u{386}'..='\u{3CE}' => Kind::Greek,
        '\u{401}'..='\u{45F}' => Kind::Cyrillic,
        '№' | '«' | '»' | '“' | '”' | '„' | '–' | '—' | '’' | '€' | '§' | '°' => {
            Kind::Sign
        }
        _ => Kind::Strange,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn first(text: &str, encoding: &'static Encoding) {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost);
        let byte = bytes.iter().position(|byte| *byte >= 0x80).expect("a letter");
        let help = help(&bytes, byte);
        let name = format!("`encoding: {}`", encoding.name().to_lowercase());
        let found = help.find("`encoding").and_then(|at| help.get(at..)).expect("encodings");
        assert!(found.starts_with(&name), "{help}");
    }

    #[test]
    fn the_likeliest_encoding_is_named_first() {
        first("id,name\n1,Société Générale\n2,Müller & Söhne\n", WINDOWS_1252);
        first("id,name\n1,Българска банка\n2,Енергийно дружество АД\n", WINDOWS_1251);
        first("id,name\n1,Příliš žluťoučký kůň\n2,Łódź\n", WINDOWS_1250);
        first("№;Изпълнител;Дата\n1;Строител ООД;2024\n", WINDOWS_1251);
        first("id,name\n1,Газпром нефть\n2,Сбербанк России\n", KOI8_R);
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert!(help(b"PK\x03\x04\x14\x00\xFF", 6).contains("workbook"));
        let wide: Vec<u8> = "id,é\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(help(&wide, 6).contains("utf-16"));
    }
}
