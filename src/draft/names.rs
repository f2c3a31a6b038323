//! What files and columns call things, as names of the language.

use crate::syntax::is_name;

/// A kind of records by the name of its file: `exports/loan-books 2025.csv` holds `LoanBook`.
pub(super) fn kind(path: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = file.split('.').next().unwrap_or(file);
    let words = stem
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.starts_with(char::is_alphabetic));
    let mut kind: String = words.map(capital).collect();
    if kind.ends_with("ies") {
        kind.truncate(kind.len() - "ies".len());
        kind.push('y');
    } else if kind.len() > 3 && kind.ends_with('s') && !kind.ends_with("ss") {
        kind.pop();
    }
    let taken = ["Source", "ExchangeRate"].contains(&kind.as_str());
    match is_name(&kind) && kind.starts_with(char::is_uppercase) && !taken {
        true => kind,
        false => format!("Record{}", if is_name(&kind) { kind.as_str() } else { "" }),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next();
    first.into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// A name of words in small letters, such as a field or a label has: `Betrag (EUR)` is `betrag_eur`.
pub(super) fn snake(text: &str) -> String {
    let mut name = String::new();
    let mut small = false;
    for c in text.chars() {
        if !c.is_alphanumeric() {
            name.push('_');
        } else {
            // `startDate` is two words.
            if c.is_uppercase() && small {
                name.push('_');
            }
            name.extend(c.to_lowercase());
        }
        small = c.is_lowercase();
    }
    let words: Vec<&str> = name.split('_').filter(|word| !word.is_empty()).collect();
    let name = words.join("_");
    match is_name(&name) {
        true => name,
        false if is_name(&format!("{name}_")) => format!("{name}_"),
        false => format!("c_{name}"),
    }
}

/// The names of columns, each another.
pub(super) fn fields<'n>(columns: impl Iterator<Item = &'n str>) -> Vec<String> {
    distinct(columns.map(snake))
}

/// The same names, those that are there already with a number behind.
pub(super) fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        let mut numbered = (2..).map(|n| format!("{name}_{n}"));
        let other = all.contains(&name).then(|| numbered.find(|other| !all.contains(other)));
        all.push(other.flatten().unwrap_or(name));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_columns_have_names() {
        assert_eq!(kind("exports/loan-books 2025.csv"), "LoanBook");
        assert_eq!(kind("companies.jsonl"), "Company");
        assert_eq!(kind("2025.csv"), "Record");
        assert_eq!(kind("договори.csv"), "Договори");
        assert_eq!(snake("Betrag (EUR)"), "betrag_eur");
        assert_eq!(snake("startDate"), "start_date");
        assert_eq!(snake("1st"), "c_1st");
        assert_eq!(snake("if"), "if_");
        assert_eq!(fields(["A", "a", "a-"].into_iter()), ["a", "a_2", "a_3"]);
    }
}
