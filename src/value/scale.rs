//! The words and letters that multiply a figure: `100 bn`, `2.5 million`.

/// The words of a scale and the power of ten that they stand for, in rules and in records; the
/// first is the one that messages write.
const SCALES: [(i32, &[&str], &[&str]); 4] = [
    (3, &["k", "thousand"], &[]),
    (6, &["m", "million"], &["mn", "mln"]),
    (9, &["bn", "billion"], &["b", "bln"]),
    (12, &["tn", "trillion"], &["t", "trn"]),
];

/// The power of ten that a word stands for in rules.
pub(crate) fn scale(word: &str) -> Option<i32> {
    SCALES.iter().find(|(_, words, _)| words.contains(&word)).map(|(digits, ..)| *digits)
}

/// The power of ten that a word stands for in records, which people write in more ways and in any
/// case.
pub(crate) fn loose_scale(word: &str) -> Option<i32> {
    let small = word.to_ascii_lowercase();
    let is_meant = |words: &[&str]| words.contains(&small.as_str());
    let found = SCALES.iter().find(|(_, words, loose)| is_meant(words) || is_meant(loose));
    found.map(|(digits, ..)| *digits)
}

/// The word for a power of ten, where there is one.
pub(crate) fn scale_word(digits: i32) -> Option<&'static str> {
    SCALES
        .iter()
        .find(|(power, ..)| *power == digits)
        .and_then(|(_, words, _)| words.first().copied())
}

/// The words of the scales in records.
pub(crate) fn loose_scale_words() -> impl Iterator<Item = &'static str> {
    SCALES.iter().flat_map(|(_, words, loose)| words.iter().chain(*loose).copied())
}

/// The words of the scales in rules.
#[cfg(test)]
pub(crate) fn scale_words() -> impl Iterator<Item = &'static str> {
    SCALES.iter().flat_map(|(_, words, _)| words.iter().copied())
}
