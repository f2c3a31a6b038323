//! Figures by the habits of a language. They are made in English, with a point before the decimals and
//! commas between thousands; here the same figures are written as another language has them.

use std::borrow::Cow;

use crate::value::Lang;

/// A quantity, a day or a period, or a range of them, which is written in English, in a language.
pub fn figure_in(lang: Lang, text: &str) -> String {
    match lang {
        Lang::En => text.to_owned(),
        Lang::Bg => in_bulgarian(text),
    }
}

/// `до 1 250,5 млрд. USD` of `up to 1,250.5 bn USD`: what stays together is kept by blanks at which
/// no line ends.
fn in_bulgarian(text: &str) -> String {
    let begins = [
        ("up to ", "до "),
        ("at least ", "поне "),
        ("at most ", "най-много "),
        ("from ", "от "),
        ("until ", "до "),
    ];
    let (head, rest) = begins
        .into_iter()
        .find_map(|(english, own)| Some((own, text.strip_prefix(english)?)))
        .unwrap_or(("", text));
    let words: Vec<Cow<'_, str>> = rest.split(' ').map(word).collect();
    format!("{head}{}", words.join("\u{a0}"))
}

/// A figure, a scale, or part of a unit.
fn word(word: &str) -> Cow<'_, str> {
    Cow::Borrowed(match word {
        "m" => "млн.",
        "bn" => "млрд.",
        "tn" => "трлн.",
        "per" => "на",
        "day" => "ден",
        "days" => "дни",
        "month" => "месец",
        "months" => "месеца",
        "year" => "година",
        "years" => "години",
        "hour" | "hours" => "ч.",
        "unknown" => "неизвестно",
        figure if figure.contains(|c: char| c.is_ascii_digit()) => {
            return Cow::Owned(digits(figure));
        }
        other => other,
    })
}

/// A point between digits is a comma, a comma between digits a blank; what stands between the ends of
/// a range stays.
fn digits(figure: &str) -> String {
    let chars: Vec<char> = figure.chars().collect();
    let digit =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let one = |(at, c): (usize, &char)| match c {
        ',' | '.' if !(digit(at.checked_sub(1)) && digit(at.checked_add(1))) => *c,
        ',' => '\u{a0}',
        '.' => ',',
        c => *c,
    };
    chars.iter().enumerate().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_the_reader_does() {
        for (english, own) in [
            ("up to 1,250.5 bn USD", "до 1 250,5 млрд. USD"),
            ("12,000..13,500.25", "12 000..13 500,25"),
            ("-0.5%", "-0,5%"),
            ("at least 2 years 3 months", "поне 2 години 3 месеца"),
            ("4.5 m USD per GW", "4,5 млн. USD на GW"),
            ("2025-09-22", "2025-09-22"),
            ("1e12", "1e12"),
        ] {
            assert_eq!(figure_in(Lang::En, english), english);
            let told = figure_in(Lang::Bg, english);
            assert_eq!(told.replace('\u{a0}', " "), own);
        }
    }
}
