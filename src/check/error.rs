//! What the checker finds wrong: data, with its wording beside it.

mod formerly;
mod noun;
mod scorecard;
mod spreadsheet;
mod text;
mod waiver;

use thiserror::Error;

pub(super) use formerly::FormerlyError;
pub(super) use noun::Noun;
pub(super) use scorecard::ScorecardError;
pub(super) use text::TextError;
pub(super) use waiver::WaiverError;

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::value::Date;
use crate::value::text as letters;

/// One error of a rule writer.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Error)]
pub(super) enum CheckError {
    #[error("unknown {kind} `{name}`")]
    Unknown { kind: Noun, name: String, span: Span, near: Option<String> },
    #[error("`{record}` has no field `{name}`")]
    UnknownField {
        record: String,
        name: String,
        span: Span,
        declared: Option<Span>,
        near: Option<String>,
    },
    #[error("`{name}` is not one of the choices here")]
    UnknownLabel { name: String, span: Span, near: Option<String>, labels: String },
    #[error("the name `{name}` is used twice")]
    Duplicate { name: String, span: Span, first: Span },
    #[error("the name `{name}` is used twice")]
    SecondRecord { name: String, span: Span, first: Span },
    #[error("`{record}` has a field `{name}` already")]
    SecondField { record: String, name: String, span: Span, first: Span },
    #[error("the name `{name}` is used twice")]
    SecondRule { name: String, span: Span, first: Span },
    #[error("`{name}` is declared more than once")]
    Ambiguous { name: String, span: Span, places: Vec<(String, Span)> },
    #[error("`{name}` already means something here")]
    Shadow { name: String, span: Span, first: Option<Span> },
    #[error("`{ring}` refers to itself")]
    Ring { ring: String, places: Vec<Span> },
    #[error("the rule `{name}` flags nothing")]
    NoFlag { name: String, span: Span },
    #[error("a rule has one `{clause}`")]
    SecondClause { clause: String, span: Span, first: Span },
    #[error("`{name}` has no key, so nothing can refer to it")]
    NoKey { name: String, span: Span, declared: Span },
    #[error("`{name}` has no key, so its records stand in lists only")]
    OnlyInLists { name: String, span: Span, declared: Span },
    #[error("a list of `{name}` would contain itself")]
    EndlessList { name: String, span: Span },
    #[error("there are too many lists in lists")]
    TooManyLists { span: Span },
    #[error("`{name}` cannot be part of a key")]
    BadKey { name: String, span: Span },
    #[error("this expression is nested too deeply")]
    TooDeep { span: Span },
    #[error("this expression is too large")]
    TooWide { span: Span },
    #[error("too many names are bound here")]
    TooManyNames { span: Span },
    #[error("the rules are too large")]
    TooLarge { span: Span },
    #[error("expected {expected}, found {found}")]
    Mismatch { expected: String, found: String, span: Span, help: Option<String> },
    #[error("{left} and {right} cannot be {verb}")]
    Dimensions {
        verb: &'static str,
        left: String,
        right: String,
        left_span: Span,
        right_span: Span,
        help: Option<String>,
    },
    #[error("{what} needs a whole number that is known here")]
    Degree { what: String, span: Span, help: &'static str },
    #[error("this has no value")]
    NoPower { span: Span, why: &'static str },
    #[error("{what} has no meaning")]
    Meaningless { what: String, span: Span, help: Option<String> },
    #[error("{number} is {times} here")]
    BarePercent { number: String, times: String, span: Span, help: String, doubtful: bool },
    #[error("these choices have no order")]
    Unordered { span: Span, help: String },
    #[error("`{name}` takes {expected}, not {found}")]
    Arguments { name: String, expected: String, found: String, span: Span, help: Option<String> },
    #[error("this is not a constant")]
    NotConstant { span: Span, why: &'static str },
    #[error("this pattern cannot be read")]
    Pattern { span: Span, reason: String },
    #[error("`{function}` needs {needs}")]
    Aggregate { function: String, needs: String, span: Span },
    #[error("this bound does not fit the {noun}")]
    Bound { noun: &'static str, span: Span, help: String },
    #[error("`{what}` is not something to go over")]
    Source { what: String, span: Span },
    #[error("a date is not in a number")]
    YearIn { year: String, span: Span },
    #[error("a flow is no value")]
    FlowValue { span: Span },
    #[error("this window ends before it begins")]
    EmptyWindow { span: Span, first: String, last: String },
    #[error("these days run backwards")]
    Backwards { span: Span, written: &'static str },
    #[error("`{year}` is no year")]
    NoYear { year: String, span: Span },
    #[error("`{told}` is no {word}")]
    NoStretch {
        told: String,
        word: &'static str,
        example: &'static str,
        span: Span,
        set: Vec<(String, Span)>,
    },
    #[error("this calendar ends before it begins")]
    EmptyCalendar {
        word: &'static str,
        first: String,
        last: String,
        span: Span,
        set: Vec<(String, Span)>,
    },
    #[error("a calendar of {number} {word}")]
    LongCalendar {
        number: i32,
        word: &'static str,
        most: i32,
        span: Span,
        set: Vec<(String, Span)>,
    },
    #[error("`{stronger}` cannot count more and less than `{weaker}`")]
    RankCircle { stronger: String, weaker: String, span: Span, first: Span },
    #[error("{kinds} in no order of evidence")]
    Unranked { kinds: String, span: Span },
    #[error("{what} is told by no source")]
    NoFact { what: String, span: Span },
    #[error("there is no `{lacking}` to look at")]
    NoSources { lacking: &'static str, span: Span, help: &'static str },
    #[error("{found} does not print that way")]
    Format { found: String, span: Span },
    #[error("two amendments change the `{what}` of `{rule}`")]
    Conflict { rule: String, what: String, span: Span, first: Span },
    #[error("the rule `{name}` has no `flag {severity}`")]
    NoSuchRung { name: String, severity: String, span: Span, declared: Span },
    #[error("amended so, the rule `{name}` flags nothing")]
    NothingLeft { name: String, span: Span },
    #[error("`{name}` means something else in the rule `{rule}`, which is amended")]
    AmendedName { name: String, rule: String, span: Span, first: Span },
    #[error("no value of `{name}` is in force at {as_of}")]
    NotInForce { name: String, span: Span, as_of: Date, first: Date, begins: Span, asked: Span },
    #[error("no value of `{name}` is in force at {day}")]
    NotYetInForce { name: String, span: Span, day: Date, first: Date, declared: Span },
    #[error("this would be as of two days")]
    TwoDays { name: String, span: Span },
    #[error("this citation ends before it begins")]
    CitationEnds { span: Span, from: Date, until: Date },
    #[error("the values of `{name}` do not follow each other")]
    DateOrder { name: String, span: Span, first: Span },
    #[error("the scenario `{name}` changes nothing")]
    NoStep { name: String, span: Span },
    #[error("{what} cannot be {be}")]
    NotSet { what: String, be: &'static str, span: Span, help: String },
    #[error("`{name}` is always given, so it cannot be made {made}")]
    AlwaysGiven { name: String, made: &'static str, span: Span, declared: Span },
    #[error("a cascade turns facts true and nothing else")]
    Cascade { span: Span, help: String },
    #[error("losses are told round by round, and this step has no rounds")]
    LossOnce { span: Span },
    #[error("a cascade tells one `loss` of the records of a kind")]
    SecondLoss { span: Span, first: Span },
    #[error("`{value}` is outside the bounds of `{field}`")]
    OutOfBounds { value: String, field: String, span: Span, declared: Span },
    #[error("`{value}` is outside the bounds of the param `{name}`")]
    BeyondParam { value: String, name: String, span: Span, declared: Span },
    #[error(transparent)]
    Scorecard(ScorecardError),
    #[error(transparent)]
    Text(TextError),
    #[error(transparent)]
    Waiver(WaiverError),
    #[error(transparent)]
    Formerly(FormerlyError),
}

/// Where the run sets what the cause lies in.
fn with_set(told: Diagnostic, set: &[(String, Span)]) -> Diagnostic {
    let label = |told: Diagnostic, (name, at): &(String, Span)| {
        told.label(*at, format!("this run sets `{name}`"))
    };
    set.iter().fold(told, label)
}

impl From<WaiverError> for CheckError {
    fn from(error: WaiverError) -> Self {
        CheckError::Waiver(error)
    }
}

impl From<FormerlyError> for CheckError {
    fn from(error: FormerlyError) -> Self {
        CheckError::Formerly(error)
    }
}

/// What is near to a name that is not known; a letter that only looks like that of the other is named.
fn did_you_mean(name: &str, near: &Option<String>) -> Option<String> {
    let near = near.as_ref()?;
    let alike = letters::skeleton(name) == letters::skeleton(near);
    let letter = letters::odd(near, name).filter(|_| alike);
    let letter =
        letter.map(|odd| format!(" `{odd}` is {}", letters::name(odd))).unwrap_or_default();
    Some(format!("did you mean `{near}`?{letter}"))
}

impl CheckError {
    /// The name that is not known and its place, where what is wrong is that nothing declares it.
    pub(super) fn undeclared(&self) -> Option<(&str, Span)> {
        match self {
            CheckError::Unknown { kind: Noun::Pack | Noun::Severity | Noun::Grade, .. } => None,
            CheckError::Unknown { name, span, .. } => Some((name, *span)),
            CheckError::NoSources { span, .. } => Some(("Source", *span)),
            _ => None,
        }
    }

    /// The name that is not one of the choices: it may be that of a broken item.
    pub(super) fn unknown_label(&self) -> Option<&str> {
        match self {
            CheckError::UnknownLabel { name, .. } => Some(name),
            _ => None,
        }
    }

    /// As the one form that renderers read.
    pub(super) fn diagnose(&self) -> Diagnostic {
        let message = self.to_string();
        let at = |code, span, label: &str| Diagnostic::error(code, message.clone(), span, label);
        match self {
            CheckError::Scorecard(error) => error.diagnose(),
            CheckError::Text(error) => error.diagnose(),
            CheckError::Waiver(error) => error.diagnose(),
            CheckError::Formerly(error) => error.diagnose(),
            CheckError::Unknown { kind, span, near, name } => {
                let help = || kind.help().map(str::to_owned).or_else(|| kind.shipped(name));
                let help = did_you_mean(name, near).or_else(help);
                at(kind.code(), *span, "not known here").maybe_help(help)
            }
            CheckError::UnknownField { record, name, span, declared, near } => {
                let d = at("RW203", *span, "no such field").maybe_help(did_you_mean(name, near));
                match declared {
                    Some(declared) => d.label(*declared, format!("`{record}` is declared here")),
                    None => d,
                }
            }
            CheckError::UnknownLabel { name, span, near, labels, .. } => {
                at("RW209", *span, "no such choice")
                    .help(did_you_mean(name, near).unwrap_or_else(|| format!("the choices are {labels}")))
            }
            CheckError::Duplicate { span, first, .. } => {
                at("RW210", *span, "and again here").label(*first, "first declared here")
            }
            CheckError::SecondRecord { name, span, first } => at("RW210", *span, "and again here")
                .label(*first, "first declared here")
                .help(format!(
                    "a kind of records is one for all rules: to add fields to it, write \
                     `extend record {name}`"
                )),
            CheckError::SecondField { span, first, .. } => at("RW210", *span, "and again here")
                .label(*first, "first declared here")
                .help("rename one of them, or leave one out: an extension changes no field"),
            CheckError::SecondRule { name, span, first } => at("RW210", *span, "and again here")
                .label(*first, "first declared here")
                .help(format!("rename one of them; to change a rule, write `amend rule {name}`")),
            CheckError::Ambiguous { span, places, .. } => {
                let label = |told: Diagnostic, (called, at): &(String, Span)| {
                    told.label(*at, format!("this is `{called}`"))
                };
                let called: Vec<String> =
                    places.iter().map(|(called, _)| format!("`{called}`")).collect();
                places
                    .iter()
                    .fold(at("RW210", *span, "which one?"), label)
                    .help(format!("say which: {}", called.join(" or ")))
            }
            CheckError::Shadow { span, first, .. } => {
                let d = at("RW211", *span, "choose another name");
                match first {
                    Some(first) => d.label(*first, "it is declared here"),
                    None => d,
                }
            }
            CheckError::Ring { places, .. } => {
                let mut places = places.iter();
                let mut d = match places.next() {
                    Some(first) => at("RW212", *first, "needs itself to be computed"),
                    None => Diagnostic::bare("RW212", message.clone()),
                };
                for place in places {
                    d = d.label(*place, "by way of this");
                }
                d.help("a define, param or flow may only use what does not lead back to it")
            }
            CheckError::NoFlag { span, .. } => {
                at("RW213", *span, "has no `flag` clause").help("add a rung: `flag high when …`")
            }
            CheckError::SecondClause { span, first, .. }
            | CheckError::SecondLoss { span, first } => {
                at("RW214", *span, "the second").label(*first, "the first").help("keep one of them")
            }
            CheckError::NoKey { name, span, declared } => {
                at("RW215", *span, "a reference needs a key")
                    .label(*declared, "declared without a key")
                    .help(format!("declare `record {name} key …`, or hold it in a list"))
            }
            CheckError::OnlyInLists { name, span, declared } => {
                at("RW215", *span, "none of them stands by itself")
                    .label(*declared, "declared without a key")
                    .help(format!(
                        "go over a list that holds them, as in `p in Deal.payments`, or declare \
                         `record {name} key …`"
                    ))
            }
            CheckError::TooManyLists { span } => at("RW217", *span, "too many from here on").help(
                "give the records a key and refer to them: `list of` keyed records are references",
            ),
            CheckError::EndlessList { span, .. } => at("RW215", *span, "leads back to itself"),
            CheckError::BadKey { span, .. } => {
                at("RW216", *span, "not a field that is always given")
                    .help("a key is made of fields that are not optional and not lists")
            }
            CheckError::TooDeep { span } => at("RW217", *span, "too many levels")
                .help("name parts of it with `let` or `define` in fewer steps"),
            CheckError::TooWide { span } => {
                at("RW217", *span, "too many parts, its defines unfolded")
                    .help("use each define fewer times, and keep long lists in records")
            }
            CheckError::TooManyNames { span } => at("RW217", *span, "one too many")
                .help("a rule binds at most 1,000 names: move some `let`s to rules of their own"),
            CheckError::TooLarge { span } => {
                at("RW217", *span, "too many expressions from here on")
            }
            CheckError::Mismatch { expected, span, help, .. } => {
                at("RW301", *span, &format!("should be {expected}")).maybe_help(help.clone())
            }
            CheckError::Dimensions { left, right, left_span, right_span, help, .. } => {
                at("RW302", *left_span, &format!("this is {left}"))
                    .label(*right_span, format!("this is {right}"))
                    .maybe_help(help.clone())
            }
            CheckError::Meaningless { span, help, .. } => {
                at("RW303", *span, "cannot be computed").maybe_help(help.clone())
            }
            CheckError::Degree { span, help, .. } => {
                at("RW316", *span, "not one").help(*help)
            }
            CheckError::NoPower { span, why } => at("RW317", *span, why),
            CheckError::BarePercent { span, help, doubtful, .. } => {
                let d = at("RW315", *span, "a bare number beside a percent").help(help);
                if *doubtful { d.warning() } else { d }
            }
            CheckError::Unordered { span, help } => {
                at("RW305", *span, "only `=`, `!=` and `in`").help(help)
            }
            CheckError::Arguments { span, help, .. } => {
                at("RW306", *span, "wrong arguments").maybe_help(help.clone())
            }
            CheckError::NotConstant { span, why } => at("RW307", *span, why)
                .help("use numbers, amounts, dates and params; what varies belongs into a rule or a `define`"),
            CheckError::Pattern { span, reason } => at("RW308", *span, reason),
            CheckError::Aggregate { span, .. } => at("RW309", *span, "here"),
            CheckError::Bound { span, help, .. } => at("RW310", *span, "not a bound for it").help(help),
            CheckError::Source { span, .. } => at("RW311", *span, "neither a record nor a list")
                .help("go over a record (`d in Deal`) or a list (`p in deal.payments`)"),
            CheckError::FlowValue { span } => at("RW313", *span, "names a flow")
                .help("go over its legs (`l in NAME`), or make its walks subjects (`for ring in cycles of NAME up to 5`)"),
            CheckError::EmptyWindow { span, first, last } => {
                at("RW314", *span, "nothing lies in it")
                    .help(format!("write the earlier end first: `between {last} and {first}`"))
            }
            CheckError::Backwards { span, written } => at("RW314", *span, "ends before it begins")
                .help(format!("write the earlier day first: `{written}`")),
            CheckError::NoStretch { word, example, span, set, .. } => {
                with_set(at("RW314", *span, "no day lies in it"), set)
                    .help(format!("a {word} is written `{example}`, or told by a day in it"))
            }
            CheckError::EmptyCalendar { word, span, first, last, set } => {
                with_set(at("RW314", *span, "nothing lies in it"), set)
                    .help(format!("write the earlier end first: `{word} {last}..{first}`"))
            }
            CheckError::LongCalendar { most, span, set, .. } => {
                with_set(at("RW324", *span, "every one of them is a subject"), set)
                    .help(format!("ask for at most {most} of them"))
            }
            CheckError::NoYear { span, .. } => at("RW314", *span, "no day lies in it")
                .help("years are whole numbers from 1 to 9999: `in year 2027`"),
            CheckError::YearIn { year, span } => at("RW311", *span, "neither a record nor a list")
                .help(format!("write `in year {year}` for the days of a year")),
            CheckError::RankCircle { span, first, .. } => at("RW331", *span, "more here")
                .label(*first, "less here, directly or by way of others")
                .help("an order has a strongest end: leave one of the two out"),
            CheckError::Unranked { span, .. } => {
                at("RW332", *span, "they are not among these").warning().help(
                    "what such sources say counts beside the strongest: put them into the order, \
                     or leave it so",
                )
            }
            CheckError::NoFact { span, .. } => at("RW330", *span, "not a fact of a record")
                .help("sources tell facts: ask about a field of a record, such as `deal.value`"),
            CheckError::NoSources { span, help, .. } => {
                at("RW250", *span, "asks for sources").help(*help)
            }
            CheckError::Format { span, .. } => {
                at("RW312", *span, "only bare numbers print as a percentage")
            }
            CheckError::Conflict { what, span, first, .. } => {
                let d = at("RW231", *span, "and again here").label(*first, "first here");
                match what.as_str() {
                    "disable" => d.help("keep one of them"),
                    _ => d.help("keep one of them, or load them in different profiles"),
                }
            }
            CheckError::NoSuchRung { span, declared, .. } => {
                at("RW232", *span, "nothing to remove").label(*declared, "the rule is declared here")
            }
            CheckError::NothingLeft { name, span } => at("RW213", *span, "the last of its rungs")
                .help(format!("to take the rule out, write `disable rule {name}`")),
            CheckError::AmendedName { span, first, .. } => at("RW211", *span, "choose another name")
                .label(*first, "this is what an amendment of the rule sees"),
            CheckError::NotInForce { name, span, first, begins, asked, .. } => {
                at("RW320", *span, "has no value then")
                    .label(*begins, "its first value begins here")
                    .label(*asked, "asked for as of that date here")
                    .help(format!(
                        "apply the rules as of {first} or later, put a value without a date in \
                         front, or set `{name}` for the run"
                    ))
            }
            CheckError::NotYetInForce { span, first, declared, .. } => {
                at("RW320", *span, "before its first value")
                    .label(*declared, "it is declared here")
                    .help(format!(
                        "its first value begins at {first}; put a value without a date in front, \
                         or ask for a later day"
                    ))
            }
            CheckError::TwoDays { name, span } => {
                at("RW322", *span, &format!("holds `{name}`, which is dated"))
                    .help(format!(
                        "say of which day the param is, and convert the rest: `({name} at DATE)`, \
                         `(… in EUR at DATE)`"
                    ))
            }
            CheckError::DateOrder { span, first, .. } => {
                at("RW321", *span, "is not later than the date before it")
                    .label(*first, "which is here")
                    .help("write the values in the order in which they come into force")
            }
            CheckError::BeyondParam { span, declared, .. } => {
                at("RW325", *span, "not a value that it may have")
                    .label(*declared, "its bounds are declared here")
                    .help("give it a value within the bounds, or correct the bounds")
            }
            CheckError::CitationEnds { span, from, until } => {
                at("RW323", *span, "this is its last day")
                    .help(format!("write the earlier day first: `from {until} until {from}`"))
            }
            CheckError::NoStep { span, .. } => at("RW241", *span, "has no step")
                .help("add a step: `set d.value = 50% of d.value for d in Deal`"),
            CheckError::NotSet { span, help, .. } => at("RW242", *span, "not this").help(help),
            CheckError::AlwaysGiven { span, declared, .. } => {
                at("RW243", *span, "not a field that may be left out")
                    .label(*declared, "declared without `?`")
                    .help("set it to a value, or declare the field with `?`")
            }
            CheckError::Cascade { span, help } => at("RW244", *span, "not in `until stable`").help(help),
            CheckError::LossOnce { span } => at("RW246", *span, "not in `until stable`")
                .help("repeat the step: `until stable, set … loss …`"),
            CheckError::OutOfBounds { span, declared, .. } => {
                at("RW245", *span, "no record may have this value")
                    .label(*declared, "its bounds are declared here")
                    .help("set a value within the bounds, or correct the bounds")
            }
        }
    }
}
