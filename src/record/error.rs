//! What can be wrong with a record file, and how it is told.

mod words;

use thiserror::Error;

use crate::diagnostic::Diagnostic;
use crate::source::{Place, Span};
use crate::value::{Date, Elsewhere, TwoReadings, text};

use words::{depth_of, fault, lacks};
pub(super) use words::{did_you_mean, expected, look_alike, readable};

/// A problem and the bytes it stands at, as its reader counts them.
pub(super) type Flaw = (Problem, usize, usize);

/// One thing that is wrong.
#[derive(Clone, PartialEq, Debug, Error)]
pub(super) enum Problem {
    #[error("this is not well-formed {format}: {what}")]
    Malformed { format: &'static str, what: String },
    #[error("byte {byte} of this file is not UTF-8")]
    NotUtf8 { byte: usize, help: String },
    #[error("byte {byte} of this file is nothing in {encoding}")]
    NotEncoded { byte: usize, encoding: &'static str },
    #[error("the manifest says that this file is {said}, but {what}")]
    OtherEncoding { said: &'static str, what: String },
    #[error("a {format} file says itself how its texts are written")]
    NoEncoding { format: &'static str },
    #[error("no record kind has the section `{name}`")]
    UnknownSection { name: String, help: Option<String> },
    #[error("it is not clear what kind of records this file holds")]
    NoKind { sections: String },
    #[error("the section `{name}` holds {holds}, but the run says that this file holds {said}")]
    OtherKind { name: String, holds: String, said: String },
    #[error("`{section}` does not say which records there are")]
    Untold { section: String },
    #[error("expected {expected} here")]
    Shape { expected: String },
    #[error("`{kind}` has no field `{name}`{}", lacks(missing.as_deref()))]
    UnknownField { kind: String, name: String, missing: Option<String>, help: Option<String> },
    #[error("`{field}` of this {kind} is missing")]
    Missing { kind: String, field: String },
    #[error("`{field}` of this {kind} must lead to somebody")]
    Nobody { kind: String, field: String },
    #[error("`{text}` is not {expected}")]
    WrongValue { text: String, expected: String, help: Option<String> },
    #[error("the number in `{text}` cannot be read")]
    Number { text: String, said: Option<String> },
    #[error("`{text}` may be {} or {}", figure.thousands(','), figure.0)]
    TwoReadings { text: String, figure: TwoReadings },
    #[error("`{text}` {what}")]
    Hedge { text: String, what: &'static str, help: &'static str },
    #[error("{what}")]
    Contradiction { what: String },
    #[error(
        "`delimiter`, `quote`, `header` and `skip` lay out CSV files, and this one is {format}"
    )]
    LaidOut { format: &'static str },
    #[error("member {place} of `{list}` is empty")]
    EmptyMember { list: String, place: usize, expected: String },
    #[error("the range `{text}` is reversed")]
    Reversed { text: String },
    #[error("`{text}` has no currency")]
    NoCurrency { text: String, part: bool },
    #[error("`{text}` has no unit: the place that names it is empty")]
    NoUnit { text: String },
    #[error("there is no currency `{text}`")]
    UnknownCurrency { text: String, help: Option<String> },
    #[error("there is no unit `{text}`")]
    UnknownUnit { text: String, help: Option<String> },
    #[error("`{text}` is none of the choices of `{field}`")]
    UnknownLabel { text: String, field: String, help: String },
    #[error("there is no date `{text}` in the calendar")]
    NoSuchDate { text: String },
    #[error("`{text}` is no day of the calendar, its days being written `{said}`")]
    NoDay { text: String, said: String },
    #[error("`{text}` may be {one} or {other}")]
    TwoDays { text: String, one: Date, other: Date, help: String },
    #[error("`{text}` is read as {unit} since 1970: {day}")]
    Counted { text: String, unit: &'static str, day: Date },
    #[error("`{field}` names `{key}`, but no {kind} has that key")]
    Dangling { field: String, key: String, kind: String, help: Option<String> },
    #[error("two records of {kind} have the key `{key}`")]
    DuplicateKey { kind: String, key: String, first: Option<Place> },
    #[error("`{key}` is no former key: {} {kind} has it now", if *own { "this" } else { "another" })]
    FormerlyTaken { kind: String, key: String, own: bool, other: Option<Place> },
    #[error("two records of {kind} had the key `{key}`")]
    FormerlyTwice { kind: String, key: String, first: Place },
    #[error("the key `{key}` holds {}, which nobody sees", text::name(*.unseen))]
    Unseen { key: String, unseen: char },
    #[error("`{word}` says that nothing is known, so no {kind} can have it for its key")]
    WordAsKey { kind: String, word: String },
    #[error("`none` says that `{field}` leads to nobody, but it is the key of a {kind}, too")]
    NobodyOrKey { field: String, kind: String },
    #[error("`{name}` is given twice in one record")]
    DuplicateField { name: String, first: Option<Place> },
    #[error("`{text}` is outside the bounds of `{field}`")]
    OutOfBounds { text: String, field: String, declared: Span, meant: Option<String> },
    #[error("`{text}` without a percent sign is {share}")]
    NoPercent { text: String, share: String, meant: Option<String> },
    #[error("`{text}` without a percent sign is taken for {share}")]
    Times { text: String, share: String, meant: Option<String> },
    #[error("`{text}` has more than 34 digits")]
    TooPrecise { text: String },
    #[error("values are nested more than {limit} deep")]
    TooDeep { limit: usize },
    #[error("aliases are not read in record files")]
    Alias,
    #[error("the tag `{tag}` is not read")]
    Tag { tag: String },
    #[error("the mapping names `{name}`, which is no field of `{kind}`")]
    Mapping { kind: String, name: String, help: Option<String> },
    #[error("`{path}` finds two here")]
    TwoFound { path: String, first: Option<Place> },
    #[error("`{path}` leads out of the file: {}", depth_of(*depth))]
    NothingAbove { path: String, depth: usize },
    #[error("the mapping reads `{name}`, which `{file}` does not have")]
    NoColumn { name: String, file: String, help: Option<String> },
    #[error("the members of `{list}` in `{file}` have none of its fields")]
    NoMember { list: String, file: String, help: Option<String> },
    #[error("`{field}` has no use for the {what} `{text}`")]
    Unfit { field: String, what: &'static str, text: String },
    #[error("`each` finds no record in `{file}`: {why}")]
    NothingAt { file: String, why: String, help: Option<String> },
    #[error("the records of this file are its rows: `each` finds none elsewhere")]
    EachOfRows,
    #[error("{what}")]
    Statement { what: String, help: Option<String> },
    #[error("this row has {found} cells, but the header has {expected}")]
    Ragged { found: usize, expected: usize },
    #[error("this file cannot be opened: {what}")]
    Unopened { what: String, help: Option<String> },
    #[error("{what}")]
    NoSheet { what: String, help: Option<String> },
    #[error("{}", fault(text))]
    Fault { text: String },
}

impl Problem {
    /// Its stable code.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Problem::Malformed { .. } => "RW401",
            Problem::NotUtf8 { .. }
            | Problem::NotEncoded { .. }
            | Problem::OtherEncoding { .. }
            | Problem::NoEncoding { .. } => "RW402",
            Problem::UnknownSection { .. } | Problem::OtherKind { .. } | Problem::NoKind { .. } => {
                "RW403"
            }
            Problem::UnknownField { .. } => "RW404",
            Problem::Missing { .. } | Problem::Nobody { .. } => "RW405",
            Problem::WrongValue { .. }
            | Problem::Shape { .. }
            | Problem::Untold { .. }
            | Problem::Number { .. }
            | Problem::Hedge { .. }
            | Problem::EmptyMember { .. }
            | Problem::Reversed { .. } => "RW406",
            Problem::TwoReadings { .. } | Problem::TwoDays { .. } | Problem::Counted { .. } => {
                "RW420"
            }
            Problem::Contradiction { .. } | Problem::TwoFound { .. } => "RW421",
            Problem::NoPercent { .. } | Problem::Times { .. } => "RW422",
            Problem::NoCurrency { .. }
            | Problem::NoUnit { .. }
            | Problem::UnknownCurrency { .. }
            | Problem::UnknownUnit { .. } => "RW407",
            Problem::UnknownLabel { .. } => "RW408",
            Problem::NoSuchDate { .. } | Problem::NoDay { .. } => "RW409",
            Problem::Dangling { .. } => "RW410",
            Problem::DuplicateKey { .. } => "RW411",
            Problem::DuplicateField { .. } => "RW412",
            Problem::OutOfBounds { .. } => "RW413",
            Problem::TooPrecise { .. } => "RW414",
            Problem::TooDeep { .. } | Problem::Alias | Problem::Tag { .. } => "RW415",
            Problem::Mapping { .. }
            | Problem::NoColumn { .. }
            | Problem::NoMember { .. }
            | Problem::Unfit { .. }
            | Problem::NothingAt { .. }
            | Problem::NothingAbove { .. }
            | Problem::LaidOut { .. }
            | Problem::EachOfRows => "RW416",
            Problem::Ragged { .. } => "RW417",
            Problem::Statement { .. } => "RW418",
            Problem::WordAsKey { .. } | Problem::NobodyOrKey { .. } => "RW430",
            Problem::Unopened { .. } => "RW450",
            Problem::NoSheet { .. } => "RW451",
            Problem::Fault { .. } => "RW452",
            Problem::Unseen { .. } => "RW431",
            Problem::FormerlyTaken { .. } | Problem::FormerlyTwice { .. } => "RW432",
        }
    }

    /// What sets it apart from others of its code in one file or column: of two that share it,
    /// mending one most likely mends the other.
    pub(super) fn cause(&self) -> &str {
        match self {
            Problem::Malformed { what, .. }
            | Problem::Statement { what, .. }
            | Problem::Unopened { what, .. }
            | Problem::NoSheet { what, .. } => what,
            Problem::UnknownSection { name, .. }
            | Problem::OtherKind { name, .. }
            | Problem::UnknownField { name, .. }
            | Problem::DuplicateField { name, .. }
            | Problem::Mapping { name, .. }
            | Problem::NoColumn { name, .. } => name,
            Problem::Untold { section } => section,
            Problem::TwoFound { path, .. } | Problem::NothingAbove { path, .. } => path,
            Problem::NoMember { list, .. } => list,
            Problem::Shape { expected } | Problem::WrongValue { expected, .. } => expected,
            Problem::Missing { field, .. }
            | Problem::Nobody { field, .. }
            | Problem::NobodyOrKey { field, .. }
            | Problem::UnknownLabel { field, .. }
            | Problem::Dangling { field, .. }
            | Problem::OutOfBounds { field, .. }
            | Problem::Unfit { field, .. } => field,
            Problem::DuplicateKey { kind, .. }
            | Problem::FormerlyTaken { kind, .. }
            | Problem::FormerlyTwice { kind, .. }
            | Problem::WordAsKey { kind, .. } => kind,
            Problem::Hedge { what, .. } => what,
            Problem::Counted { unit, .. } => unit,
            Problem::Tag { tag } => tag,
            Problem::EmptyMember { list, .. } => list,
            Problem::Unseen { .. } => "unseen",
            Problem::TwoReadings { .. } | Problem::TwoDays { .. } => "two readings",
            Problem::Fault { .. } => "no value",
            Problem::Contradiction { .. } => "a contradiction",
            Problem::NoPercent { .. } => "no percent sign",
            Problem::Times { .. } => "more than the whole",
            Problem::Number { .. } => "a number",
            Problem::Reversed { .. } => "a range",
            Problem::NoCurrency { .. } => "no currency",
            Problem::NoUnit { .. } => "no unit",
            Problem::UnknownCurrency { .. } => "a currency",
            Problem::UnknownUnit { .. } => "a unit",
            Problem::NotUtf8 { .. }
            | Problem::NotEncoded { .. }
            | Problem::OtherEncoding { .. }
            | Problem::NoEncoding { .. }
            | Problem::NoKind { .. }
            | Problem::NoSuchDate { .. }
            | Problem::NoDay { .. }
            | Problem::TooPrecise { .. }
            | Problem::TooDeep { .. }
            | Problem::Alias
            | Problem::NothingAt { .. }
            | Problem::LaidOut { .. }
            | Problem::EachOfRows
            | Problem::Ragged { .. } => "",
        }
    }

    /// The words of the record that are wrong, where it quotes them.
    pub(super) fn said(&self) -> &str {
        match self {
            Problem::WrongValue { text, .. }
            | Problem::Number { text, .. }
            | Problem::TwoReadings { text, .. }
            | Problem::Hedge { text, .. }
            | Problem::Reversed { text }
            | Problem::NoCurrency { text, .. }
            | Problem::NoUnit { text }
            | Problem::UnknownCurrency { text, .. }
            | Problem::UnknownUnit { text, .. }
            | Problem::UnknownLabel { text, .. }
            | Problem::NoSuchDate { text }
            | Problem::NoDay { text, .. }
            | Problem::TwoDays { text, .. }
            | Problem::Counted { text, .. }
            | Problem::Fault { text }
            | Problem::OutOfBounds { text, .. }
            | Problem::NoPercent { text, .. }
            | Problem::Times { text, .. }
            | Problem::TooPrecise { text } => text,
            Problem::Dangling { key, .. }
            | Problem::DuplicateKey { key, .. }
            | Problem::FormerlyTaken { key, .. }
            | Problem::FormerlyTwice { key, .. }
            | Problem::Unseen { key, .. } => key,
            Problem::UnknownField { missing: Some(field), .. } => field,
            _ => "",
        }
    }

    /// Whether it is that a field is not given.
    pub(super) fn is_missing(&self) -> bool {
        matches!(self, Problem::Missing { .. })
    }

    /// Whether all that a program wrote has it if some does: it does not err by chance.
    pub(super) fn is_of_all(&self) -> bool {
        matches!(self, Problem::UnknownField { .. })
    }

    /// Whether it is read all the same, and only told.
    pub(super) fn is_doubt(&self) -> bool {
        matches!(self, Problem::Times { .. } | Problem::Counted { .. })
    }

    /// Whether records that stand further on may not have been read.
    pub(super) fn breaks_off(&self) -> bool {
        matches!(
            self,
            Problem::Malformed { .. }
                | Problem::NotUtf8 { .. }
                | Problem::NotEncoded { .. }
                | Problem::OtherEncoding { .. }
                | Problem::TooDeep { .. }
                | Problem::Alias
                | Problem::NoColumn { .. }
                | Problem::Unopened { .. }
                | Problem::NoSheet { .. }
        )
    }

    /// The way out.
    fn help(&self) -> Option<String> {
        let fixed = match self {
            Problem::UnknownSection { help, .. }
            | Problem::UnknownField { help, .. }
            | Problem::WrongValue { help, .. }
            | Problem::UnknownCurrency { help, .. }
            | Problem::UnknownUnit { help, .. }
            | Problem::Mapping { help, .. }
            | Problem::NoColumn { help, .. }
            | Problem::NoMember { help, .. }
            | Problem::NothingAt { help, .. }
            | Problem::Statement { help, .. }
            | Problem::Unopened { help, .. }
            | Problem::NoSheet { help, .. }
            | Problem::Dangling { help, .. } => return help.clone(),
            Problem::UnknownLabel { help, .. } | Problem::TwoDays { help, .. } => {
                return Some(help.clone());
            }
            Problem::NoKind { sections } => {
                return Some(format!(
                    "name the file after a section ({sections}), or say the kind: `Deal=path`, \
                     in a manifest `record: Deal`"
                ));
            }
            Problem::OtherKind { said, .. } => {
                return Some(format!(
                    "sections say themselves what they hold: leave `{said}` out, or the section"
                ));
            }
            Problem::NotUtf8 { help, .. } => return Some(help.clone()),
            Problem::NotEncoded { .. } => "say the encoding that it is in, or save it as UTF-8",
            Problem::OtherEncoding { .. } | Problem::NoEncoding { .. } => "leave `encoding` out",
            Problem::Missing { .. } => {
                "give the field, or declare it optional (`?`) if it may be unknown"
            }
            Problem::Nobody { .. } => {
                "name the record, or declare the field optional (`?`) if there may be none"
            }
            Problem::Number { said: Some(example), .. } => {
                return Some(format!("the manifest says that this file writes `{example}`"));
            }
            Problem::Number { said: None, .. } => {
                "write it in decimal digits, with a point before the fraction and commas between \
                 thousands at most: `1000.50` or `1,000.50`; a file that writes otherwise says so \
                 in the manifest: `numbers: \"1.234,56\"`"
            }
            Problem::TwoReadings { figure, .. } => {
                let (thousands, fraction) = (figure.thousands(','), figure.fraction());
                return Some(format!(
                    "write `{thousands}` or `{fraction}`, or say in the manifest how the file writes \
                     numbers: `numbers: \"1.234,56\"` or `numbers: \"1,234.56\"`"
                ));
            }
            Problem::Counted { .. } => {
                "its size tells the unit; see that the days are as they should be"
            }
            Problem::NoDay { .. } => {
                "write a day that is there, or say `dates` as the file has them"
            }
            Problem::Untold { .. } => "write `[]` if there are none",
            Problem::Hedge { help, .. } => help,
            Problem::TwoFound { .. } => "say more of the one that is meant",
            Problem::NothingAbove { .. } => "write one `^` for each map above the record, at most",
            Problem::Contradiction { .. } => "keep the one that is right",
            Problem::LaidOut { .. } => {
                "leave them out; of a workbook `range` says which cells hold the header and the \
                 rows, such as `A4:N`"
            }
            Problem::NoPercent { share, meant, .. } | Problem::Times { share, meant, .. } => {
                let meant = meant.as_ref().map(|meant| format!("did you mean `{meant}`? "));
                return Some(format!(
                    "{}write `{share}` if it is as much; of a column in percent a mapping says \
                     `unit: \"%\"`",
                    meant.unwrap_or_default()
                ));
            }
            Problem::EmptyMember { expected, .. } => {
                return Some(format!("write {expected} there, or leave the member out"));
            }
            Problem::Reversed { .. } => "write the lower or earlier end first",
            Problem::NoCurrency { part: true, .. } => {
                "name the currency beside it: `{amount: 100, currency: USD}`"
            }
            Problem::NoCurrency { part: false, .. } => {
                "name the currency: `100 bn USD`; of a column, a mapping says `currency: USD`"
            }
            Problem::NoUnit { .. } => {
                "name the unit there, or write `unknown` where nobody knows it"
            }
            Problem::Unseen { .. } => {
                "write the key without it, here and wherever it is referred to"
            }
            Problem::NobodyOrKey { .. } => {
                "give the record another key, or in YAML write its key in quotes: `\"none\"`"
            }
            Problem::WordAsKey { .. } => "give the record another key, and refer to it by that",
            Problem::DuplicateKey { .. } => "give each record a key of its own",
            Problem::FormerlyTaken { own: true, .. } => {
                "leave it out, or give the record its new key"
            }
            Problem::FormerlyTaken { own: false, .. } => {
                "what was accepted under a key belongs to the record that had it: give the other \
                 record a key that none had"
            }
            Problem::FormerlyTwice { .. } => {
                "keep it at the record that what was accepted of the old one belongs to"
            }
            Problem::DuplicateField { .. } => "keep one of the two",
            Problem::OutOfBounds { meant: Some(meant), .. } => {
                return Some(format!(
                    "a bare number is the share that it says: did you mean `{meant}`?"
                ));
            }
            Problem::OutOfBounds { meant: None, .. } => {
                "correct the value, or the bounds that the field declares"
            }
            Problem::Tag { .. } => {
                "write the value without it: the field's type says how it is read"
            }
            Problem::Alias => "write out what it stands for, here and wherever an alias is used",
            Problem::Ragged { .. } => "quote cells that hold the delimiter",
            Problem::Unfit { .. } => "leave it out, or read the field from elsewhere",
            Problem::EachOfRows => "leave it out",
            Problem::Fault { text } if text.is_empty() => {
                "open the file in a spreadsheet program and save it: it computes what is missing"
            }
            Problem::Fault { .. } => {
                "mend the formula, or empty the cell if nobody knows the value"
            }
            Problem::NoSuchDate { text } => {
                let meant = Elsewhere::of(text).filter(|date| *date != Elsewhere::NoDay);
                return meant.map(|date| date.help());
            }
            Problem::Malformed { .. }
            | Problem::Shape { .. }
            | Problem::TooPrecise { .. }
            | Problem::TooDeep { .. } => return None,
        };
        Some(fixed.to_owned())
    }

    /// The diagnostic at its place; `so` says how often it is so.
    pub(super) fn at(self, span: Place, so: Option<String>) -> Diagnostic {
        let mut message = readable(self.to_string());
        if let Some(so) = so {
            message = format!("{message} ({so})");
        }
        let diagnostic = Diagnostic::error(self.code(), message, span, "").maybe_help(self.help());
        match self {
            _ if self.is_doubt() => diagnostic.warning(),
            Problem::DuplicateKey { first: Some(first), .. }
            | Problem::TwoFound { first: Some(first), .. }
            | Problem::DuplicateField { first: Some(first), .. } => {
                diagnostic.label(first, "the first one")
            }
            Problem::FormerlyTaken { other: Some(other), own: false, .. } => {
                diagnostic.label(other, "the record that has it")
            }
            Problem::FormerlyTwice { first, .. } => diagnostic.label(first, "the first one"),
            Problem::OutOfBounds { declared, .. } => {
                diagnostic.label(declared, "its bounds are declared here")
            }
            _ => diagnostic,
        }
    }
}
