//! The languages that reports speak.

use std::fmt;
use std::str::FromStr;

/// A language of reports.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Lang {
    /// English, in which all is written first.
    #[default]
    En,
    /// Bulgarian.
    Bg,
}

impl Lang {
    /// Every language.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Bg];

    /// Its tag, as in BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Bg => "bg",
        }
    }

    /// What it is called in English.
    pub fn name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Bg => "Bulgarian",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// A tag of no language that reports speak.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("there is no language `{0}`; there are {all}", all = tags())]
pub struct UnknownLang(pub String);

/// `bg` and `en`, each in backticks.
fn tags() -> String {
    let mut tags = Lang::ALL.map(|lang| format!("`{lang}`"));
    tags.sort_unstable();
    tags.join(" and ")
}

impl FromStr for Lang {
    type Err = UnknownLang;

    /// The language of a tag, however it is spelt and whatever region it adds: `bg`, `BG`, `en-GB`,
    /// `bg_BG`.
    fn from_str(tag: &str) -> Result<Lang, UnknownLang> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        let spoken = |lang: &Lang| lang.tag().eq_ignore_ascii_case(language);
        Lang::ALL.into_iter().find(spoken).ok_or_else(|| UnknownLang(tag.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_name_languages() {
        for (tag, lang) in [("en", Lang::En), ("EN-gb", Lang::En), ("bg_BG", Lang::Bg)] {
            assert_eq!(tag.parse(), Ok(lang));
        }
        assert!(Lang::ALL.into_iter().all(|lang| lang.tag().parse() == Ok(lang)));
        for tag in ["", "de", "bgn", "english", " bg"] {
            let unknown = tag.parse::<Lang>().expect_err("no language");
            let told = format!("there is no language `{tag}`; there are `bg` and `en`");
            assert_eq!(unknown.to_string(), told);
        }
    }
}
