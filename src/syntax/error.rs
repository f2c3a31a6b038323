//! What can be wrong with a text, and how that is said.

use super::words::{self, Start};
use crate::builtins::AggregateFn;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::value::TwoReadings as Figure;
use crate::value::{Lang, UnknownLang, text};
use thiserror::Error;

/// A fault in the text of rules.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub(super) enum SyntaxError {
    /// Something else could stand here.
    #[error("expected {expected}, found {found}")]
    Unexpected {
        /// What could, for people.
        expected: String,
        /// What does.
        found: String,
        /// The way out, where it is known.
        help: Option<String>,
    },
    /// The building of the tree came upon a shape that it does not know.
    #[error("this cannot be read")]
    Unreadable,
    /// No item starts like this.
    #[error("{found} starts no item")]
    NotAnItem {
        /// The word or mark.
        found: String,
        /// A keyword that is spelt much like it.
        meant: Option<&'static str>,
    },
    /// A clause stands outside of every rule.
    #[error("the clause `{word}` stands outside of a rule")]
    ClauseOutside {
        /// Its keyword.
        word: String,
    },
    /// No clause starts like this.
    #[error("{found} starts no clause")]
    NotAClause {
        /// The word or mark.
        found: String,
        /// A keyword that is spelt much like it.
        meant: Option<&'static str>,
    },
    /// No step of a scenario starts like this.
    #[error("{found} starts no step")]
    NotAStep {
        /// The word or mark.
        found: String,
        /// A keyword that is spelt much like it.
        meant: Option<&'static str>,
    },
    /// No clause of a scorecard starts like this.
    #[error("{found} starts no clause of a scorecard")]
    NotOfACard {
        /// The word or mark.
        found: String,
        /// A keyword that is spelt much like it.
        meant: Option<&'static str>,
    },
    /// A step among those that are repeated which cannot be.
    #[error("`{word}` cannot be repeated within `until stable`")]
    NotRepeated {
        /// Its keyword.
        word: String,
    },
    /// An item of a later version.
    #[error("`{word}` is reserved for a later version")]
    Later {
        /// Its keyword.
        word: String,
    },
    /// A body without its closing brace.
    #[error("this `{{` is never closed")]
    Unclosed,
    /// A closing brace too many.
    #[error("this `}}` closes nothing")]
    StrayBrace,
    /// A text without its closing quote.
    #[error("this text is never closed")]
    UnclosedText,
    /// `a < b < c`
    #[error("comparisons do not chain")]
    Chained {
        /// The same, written out.
        help: Option<String>,
    },
    /// Nested beyond the limit.
    #[error("this is nested too deep")]
    TooDeep,
    /// Longer than the limit.
    #[error("this is longer than an item may be")]
    TooLong,
    /// More faults in one file than are told.
    #[error("there are more mistakes than are told")]
    TooMany,
    /// More digits than a number holds.
    #[error("a number of {digits} digits cannot be held exactly")]
    TooManyDigits {
        /// How many it has.
        digits: usize,
    },
    /// Beyond the largest or smallest number.
    #[error("this number is out of range")]
    TooLarge,
    /// `2025-02-30`
    #[error("`{written}` is no date")]
    BadDate {
        /// As written.
        written: String,
        /// What is wrong with it.
        help: String,
    },
    /// `1 bn USDD`
    #[error("there is no currency `{code}`")]
    UnknownCurrency {
        /// As written.
        code: String,
        /// What may be meant.
        help: String,
    },
    /// `1.5 days`
    #[error("a period is a whole number of days, weeks, months, quarters or years")]
    BadPeriod,
    /// `\q`
    #[error("`{escape}` is no escape")]
    BadEscape {
        /// As written.
        escape: String,
    },
    /// `{x:99}`
    #[error("a figure prints with at most 34 digits behind the point")]
    BadPlaces,
    /// A brace in a template that opens or closes no hole.
    #[error("a single `{brace}` in a text")]
    LoneBrace {
        /// The brace.
        brace: char,
    },
    /// An operator or keyword of another language.
    #[error("`{written}` is not written like this here")]
    Foreign {
        /// As written.
        written: String,
        /// As it would be written.
        help: String,
    },
    /// `1,000,000`
    #[error("a comma does not group digits")]
    GroupedDigits {
        /// The number, written with `_`.
        help: String,
    },
    /// `100.000 EUR`
    #[error("`{}` may be {} or {}", figure.written(), figure.thousands(','), figure.0)]
    TwoReadings {
        /// The figure.
        figure: Figure,
    },
    /// A carriage return without a line feed behind it.
    #[error("a lone carriage return ends no line here")]
    CarriageReturn {
        /// How often there is one in the file.
        times: usize,
    },
    /// A character that those who read the text do not see.
    #[error("the character {} cannot be seen", text::name(*character))]
    Hidden {
        /// The character.
        character: char,
    },
    /// A doc comment where it documents nothing.
    #[error("this doc comment documents nothing")]
    StrayDoc,
    /// `message de "…"`, `/// de: …`
    #[error("{0}")]
    NoLanguage(UnknownLang),
    /// A doc comment that is twice in one language.
    #[error("this doc comment is in {} already", lang.name())]
    SecondLanguage {
        /// The language.
        lang: Lang,
        /// Where it is first.
        first: Span,
    },
    /// `by` outside of an aggregate.
    #[error("`by` groups only inside another aggregate")]
    LoneGrouping {
        /// Whether a comparison goes on behind it.
        compares: bool,
    },
    /// `latest of … by …` without its members.
    #[error("`{function} of … by …` has no members to take one of")]
    KeyAlone {
        /// Which it is.
        function: AggregateFn,
    },
    /// `latest of … by a, b for …`
    #[error("`{function}` takes one key, and here are several")]
    TwoKeys {
        /// Which it is.
        function: AggregateFn,
    },
    /// `has` in the inner aggregate of a grouped one.
    #[error("a grouped aggregate takes no `has` of its own")]
    GroupingHas,
    /// `percentile 120 of`
    #[error("a percentile lies above 0 and up to 100, with at most two decimals")]
    BadPercentile,
    /// `top 0 of`
    #[error("`top` takes a whole number from 1 on")]
    BadTop,
    /// `cycles of funding up to 1`
    #[error("a cycle has at least two legs")]
    ShortCycle,
    /// A citation below a rung, indented more than it.
    #[error("this citation may be the rung's or the rule's")]
    WhoseCitation,
    /// `extend Party { … }`
    #[error("expected `record`, found `{name}`")]
    ExtendWhat {
        /// The record kind.
        name: String,
    },
    /// `extend record Party key id { … }`
    #[error("an extension gives no {what}")]
    ExtendHead {
        /// What it would give.
        what: &'static str,
    },
    /// `<<<<<<< HEAD`
    #[error("this is a mark of a merge that is not finished{}", more_marks(*marks))]
    Merge {
        /// How many marks the text has.
        marks: usize,
    },
    /// `up to 0`, `given at least 1.5`
    #[error("this takes a whole number from 1 on")]
    NotWhole,
}

fn more_marks(marks: usize) -> String {
    match marks {
        0 | 1 => String::new(),
        n => format!(", the first of {n} in this file"),
    }
}

const FIELDS_ONLY: &str =
    "a record kind keeps its section and its key: an extension adds fields only";
const OWN_LINE: &str =
    "put `cites` on the line on which the rung ends, or indent it like the other clauses";

impl SyntaxError {
    /// The diagnostic at a place.
    pub(super) fn into_diagnostic(self, span: Span) -> Diagnostic {
        let d = Diagnostic::error(self.code(), self.to_string(), span, self.label());
        let d = match &self {
            SyntaxError::SecondLanguage { first, .. } => d.label(*first, "first here"),
            _ => d,
        };
        d.maybe_help(self.help())
    }

    fn code(&self) -> &'static str {
        use SyntaxError::*;
        match self {
            Unexpected { .. } | Unreadable | ExtendWhat { .. } => "RW101",
            NotAnItem { .. } | ClauseOutside { .. } => "RW102",
            NotAClause { .. } | NotAStep { .. } | NotOfACard { .. } | NotRepeated { .. } => "RW103",
            Later { .. } => "RW104",
            Unclosed | StrayBrace => "RW105",
            UnclosedText => "RW106",
            Chained { .. } => "RW107",
            TooDeep => "RW108",
            TooManyDigits { .. } | TooLarge => "RW109",
            BadDate { .. } => "RW110",
            UnknownCurrency { .. } => "RW111",
            BadPeriod => "RW112",
            BadEscape { .. } => "RW113",
            BadPlaces | LoneBrace { .. } => "RW114",
            Foreign { .. } => "RW115",
            GroupedDigits { .. } | TwoReadings { .. } => "RW116",
            StrayDoc => "RW117",
            LoneGrouping { .. } | GroupingHas | KeyAlone { .. } | TwoKeys { .. } => "RW118",
            BadPercentile | BadTop | NotWhole | ShortCycle => "RW119",
            TooLong => "RW120",
            ExtendHead { .. } => "RW124",
            WhoseCitation => "RW125",
            NoLanguage(_) => "RW126",
            SecondLanguage { .. } => "RW127",
            TooMany => "RW121",
            CarriageReturn { .. } | Hidden { .. } => "RW123",
            Merge { .. } => "RW128",
        }
    }

    /// A few words under the marks.
    fn label(&self) -> String {
        use SyntaxError::*;
        match self {
            Unexpected { expected, .. } => format!("expected {expected}"),
            TooDeep => "here it gets too deep".to_owned(),
            TooLong => "passed over from here on".to_owned(),
            TooMany => "from here on none is told".to_owned(),
            CarriageReturn { .. } => "some programs show a new line here, some do not".to_owned(),
            Hidden { .. } => "it is here".to_owned(),
            Later { .. } => "skipped".to_owned(),
            SecondLanguage { .. } => "and again here".to_owned(),
            _ => String::new(),
        }
    }

    fn help(&self) -> Option<String> {
        use SyntaxError::*;
        Some(match self {
            Unexpected { help, .. } | Chained { help } => return help.clone(),
            TwoReadings { figure } => {
                format!("write `{}` or `{}`", figure.thousands('_'), figure.fraction())
            }
            Merge { .. } => {
                "keep what is to count of both sides, and take out the marks".to_owned()
            }
            BadDate { help, .. } | UnknownCurrency { help, .. } => help.clone(),
            Foreign { help, .. } | GroupedDigits { help } => help.clone(),
            NotAnItem { .. } | NotAClause { .. } | NotAStep { .. } | NotOfACard { .. } => {
                self.help_of_beginning()?
            }
            NotRepeated { .. } => self.help_of_beginning()?,
            ClauseOutside { .. } => "a `}` above it may close the rule too early".to_owned(),
            Unclosed => "close it with a `}` on a line of its own".to_owned(),
            StrayBrace => "take it out, or look for the `{` that is missing above".to_owned(),
            UnclosedText => "close the text with `\"` on the same line".to_owned(),
            TooDeep => "name a part of it with `let` or `define`".to_owned(),
            TooLong => {
                "an item has at most 1 MB of text; keep long lists in record files".to_owned()
            }
            TooMany => "mend the ones that are told and run again".to_owned(),
            TooManyDigits { .. } => "a number has at most 34 significant digits".to_owned(),
            BadPeriod => "for hours, use the unit `hours`, which is a quantity of time".to_owned(),
            BadEscape { .. } => "the escapes are `\\\"`, `\\\\`, `\\n` and `\\u{2026}`".to_owned(),
            LoneBrace { brace } => format!("write `{brace}{brace}` for a brace that is text"),
            ShortCycle => {
                "raise it to the length of the longest ring to look for; what a party sends to \
                 itself is no ring"
                    .to_owned()
            }
            WhoseCitation => OWN_LINE.to_owned(),
            NoLanguage(_) => {
                "`bg` is Bulgarian, `en` English; other texts no reader is shown".to_owned()
            }
            SecondLanguage { .. } => "keep one of them".to_owned(),
            ExtendWhat { name } => format!("write `extend record {name} {{ … }}`"),
            ExtendHead { .. } => FIELDS_ONLY.to_owned(),
            StrayDoc => {
                "`///` stands in front of an item, a field or a `let`; for a note write `//`"
                    .to_owned()
            }
            LoneGrouping { .. } | GroupingHas | KeyAlone { .. } | TwoKeys { .. } => {
                self.help_of_by()?
            }
            CarriageReturn { times: 1 } => {
                "save the file with line feeds at the ends of its lines".to_owned()
            }
            CarriageReturn { times } => format!(
                "save the file with line feeds at the ends of its lines; it has {times} such \
                 characters"
            ),
            Hidden { character } => format!(
                "take it out; in a text that needs it write `\\u{{{:X}}}`",
                u32::from(*character)
            ),
            Later { .. } => {
                "leave the item out for now; the word cannot be used as a name".to_owned()
            }
            Unreadable | TooLarge | BadPlaces | BadPercentile | BadTop | NotWhole => return None,
        })
    }

    /// What could begin where something else does.
    fn help_of_beginning(&self) -> Option<String> {
        use SyntaxError::*;
        Some(match self {
            NotAnItem { meant: Some(meant), .. }
            | NotAClause { meant: Some(meant), .. }
            | NotAStep { meant: Some(meant), .. }
            | NotOfACard { meant: Some(meant), .. } => {
                format!("did you mean `{meant}`?")
            }
            NotAnItem { .. } => format!("an item starts with {}", words::listed(Start::Item)),
            NotAClause { .. } => format!(
                "a clause starts with {}, in amendments also with `remove flag`",
                words::listed(Start::Clause)
            ),
            NotRepeated { word } => not_repeated(word).to_owned(),
            NotAStep { .. } => {
                "a step starts with `set`, `remove`, `add` or `until stable`; a scenario may also \
                 have `cites`"
                    .to_owned()
            }
            NotOfACard { .. } => {
                format!("a clause of a scorecard starts with {}", words::listed(Start::Card))
            }
            _ => return None,
        })
    }

    /// The way out of a `by` that stands where it means nothing.
    fn help_of_by(&self) -> Option<String> {
        use SyntaxError::*;
        Some(match self {
            LoneGrouping { compares: true } => {
                "a key that compares stands in parentheses: `by (d.seller = party)`".to_owned()
            }
            LoneGrouping { compares: false } => {
                "write it in another: `max of (sum of d.value by d.seller) for d in Deal`"
                    .to_owned()
            }
            GroupingHas => "move the condition to the `where` of the outer aggregate".to_owned(),
            KeyAlone { function } => format!(
                "say which they are: `{function} of f.amount by f.to for f in party.figures`"
            ),
            TwoKeys { .. } => "say with `where` what the other key should leave out".to_owned(),
            _ => return None,
        })
    }
}

/// The way out of a step that stands among those that are repeated.
fn not_repeated(word: &str) -> &'static str {
    match word {
        "until" => {
            "one `until stable { … }` repeats all its steps together: put them into one, or one \
             block behind the other"
        }
        "add" | "remove" => {
            "members that come and go might do so for ever: `until stable { … }` sets their facts, \
             and this stands in front of it or behind it"
        }
        _ => "`until stable { … }` holds `set` steps; put this in front of it or behind it",
    }
}
