//! Every token of a rule file, blanks and comments too: one behind the other they are the file,
//! byte for byte. They stand beside the Ast, whose spans say which of them a node is made of, and
//! are made only when asked for.
//!
//! The grammar says what a token is: in sound text the parse of the file does, and what stands
//! between its nodes and what is broken is read by the grammar's rule `tokens`, which is made of
//! the same parts. So an amount is one number here as there, a word is a name wherever the parser
//! takes it for one, and no second reader of texts can come to think otherwise.

use super::hidden;
use super::names;
use super::parser::{Node, Rule, parse_rule};
use super::sweep;
use super::words;
use crate::alarm::Sure;
use crate::source::{FileId, Span};
use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TokenKind {
    /// Spaces, tabs and line ends, as many as stand together.
    Blank,
    /// `// …`, up to the last character that shows.
    Comment,
    /// `/// …` or `//! …`, likewise.
    DocComment,
    /// A word with a meaning where it stands: `rule`, `sum`, `true`.
    Keyword,
    /// Any other word: a name, a label, a severity.
    Name,
    /// `1_000.5`: the digits of an amount, without what stands behind them.
    Number,
    /// `bn`, `USD`, `%`, `€`, `days`: what makes an amount of a number.
    Unit,
    /// `2025-09-22`
    Date,
    /// A text in its quotes; of one with holes, the parts between them.
    Text,
    /// `\n`, `{{` in a text with holes.
    Escape,
    /// `1%`, `exact`: how a hole prints its value.
    Format,
    /// `/^A/`
    Pattern,
    /// `+`, `<=`, `->`
    Operator,
    /// Brackets, commas, colons, and the braces of holes.
    Punctuation,
    /// What marks a file as one of Unicode, at its very beginning.
    ByteOrderMark,
    /// What means nothing: a stray character, one that cannot be seen, a text without its end.
    Error,
}

impl TokenKind {
    /// Whether it is nothing to the program: a blank, a plain comment, the mark of a file.
    pub fn is_trivia(self) -> bool {
        matches!(self, TokenKind::Blank | TokenKind::Comment | TokenKind::ByteOrderMark)
    }
}

/// A token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// It stands in text that could not be read: what it is was told by its looks alone, and who
    /// writes the file anew leaves it as it is.
    pub broken: bool,
    /// Where it stands; never empty.
    pub span: Span,
}

impl Token {
    /// What is written there; `None` for a token of another text.
    pub fn written<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (start, end) = (usize::try_from(self.span.start), usize::try_from(self.span.end()));
        text.get(start.ok()?..end.ok()?)
    }
}

/// The tokens of a text, in order and without a gap.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tokens(Vec<Token>);

impl Tokens {
    /// Reads the tokens of a rule file, whatever is wrong with it.
    pub fn of(file: FileId, text: &str) -> Tokens {
        let (shown, hidden) = hidden::reveal(text);
        let swept = sweep::sweep(&shown);
        let mut reader = Reader {
            file,
            text: &shown,
            hidden: hidden.into_iter().map(|(at, c)| at..at + c.len_utf8()).collect(),
            passed_over: swept.passed_over.iter().map(|passed| passed.item.clone()).collect(),
            at: 0,
            broken: false,
            tokens: Vec::new(),
        };
        // INVARIANT: the grammar's recovery makes a file of any text; should it not, all is broken.
        if let Ok(nodes) = parse_rule(Rule::file, &swept.readable(&shown)) {
            reader.nodes(nodes, 0);
        }
        reader.between(shown.len());
        Tokens(reader.tokens)
    }

    /// All of them.
    pub fn all(&self) -> &[Token] {
        &self.0
    }

    /// The token at an offset of the text; none at its end.
    pub fn at(&self, offset: usize) -> Option<&Token> {
        let next = self.0.partition_point(|token| token.span.end() <= offset as u64);
        self.0.get(next)
    }

    /// The tokens of a node of the Ast, from the first to the last that are more than blanks and
    /// comments: spans may go on to what follows.
    pub fn of_node(&self, span: Span) -> &[Token] {
        let start = self.0.partition_point(|token| token.span.start < span.start);
        let end = self.0.partition_point(|token| token.span.end() <= span.end());
        let within = self.0.get(start..end).sure();
        let counts = |token: &Token| !token.kind.is_trivia();
        match (within.iter().position(counts), within.iter().rposition(counts)) {
            (Some(first), Some(last)) => &within[first..=last],
            _ => &[],
        }
    }
}

/// Makes tokens of nodes and of what stands between them.
struct Reader<'t> {
    file: FileId,
    text: &'t str,
    /// The characters that do not show, which the text has blanks for.
    hidden: Vec<Range<usize>>,
    /// The items that are too long to be read.
    passed_over: Vec<Range<usize>>,
    /// How far the tokens go.
    at: usize,
    broken: bool,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    /// The tokens of nodes whose text starts at an offset.
    fn nodes<'n>(&mut self, nodes: impl Iterator<Item = Node<'n>>, offset: usize) {
        for node in nodes {
            self.node(node, offset);
        }
    }

    fn node(&mut self, node: Node<'_>, offset: usize) {
        let place = offset + node.as_span().start()..offset + node.as_span().end();
        let rule = node.as_rule();
        // What only looks ahead, or is left out, has no text.
        if place.is_empty() {
            return;
        }
        self.between(place.start);
        if is_broken(rule) {
            let outer = std::mem::replace(&mut self.broken, true);
            self.between(place.end);
            self.broken = outer;
        } else if rule == Rule::template {
            self.add(place.start + 1, TokenKind::Text);
            self.nodes(node.into_inner(), offset);
            self.between(place.end - 1);
            self.go_on(place.end, TokenKind::Text);
        } else if rule == Rule::plain {
            self.go_on(place.end, TokenKind::Text);
        } else if let Some(kind) = leaf(rule) {
            self.leaf(place.end, kind);
        } else {
            self.nodes(node.into_inner(), offset);
        }
    }

    /// The token of a node that has none within. Words that are one node may have blanks and
    /// comments between them: `up to`.
    fn leaf(&mut self, end: usize, kind: TokenKind) {
        let text = self.text.get(self.at..end).sure();
        if kind != TokenKind::Keyword
            || !text.contains(|c: char| !(c.is_alphanumeric() || c == '_'))
        {
            return self.push(end, kind);
        }
        let from = self.tokens.len();
        self.between(end);
        for token in self.tokens.iter_mut().skip(from).filter(|t| t.kind == TokenKind::Name) {
            token.kind = kind;
        }
    }

    /// The tokens up to an offset, where there are no nodes.
    fn between(&mut self, end: usize) {
        let start = self.at;
        let Some(text) = self.text.get(start..end).filter(|text| !text.is_empty()) else { return };
        if let Ok(nodes) = parse_rule(Rule::tokens, text) {
            self.nodes(nodes.flat_map(Node::into_inner), start);
        }
        // INVARIANT: there is a token for every character.
        self.push(end, TokenKind::Error);
    }

    /// Adds what stands up to an offset, unless it is there already.
    fn push(&mut self, end: usize, kind: TokenKind) {
        match kind {
            TokenKind::Comment | TokenKind::DocComment => {
                let text = self.text.get(self.at..end).sure();
                self.add(self.at + text.trim_end().len(), kind);
                self.push(end, TokenKind::Blank);
            }
            TokenKind::Blank => {
                while let Some(hidden) = self.hidden_before(end) {
                    self.go_on(hidden.start, kind);
                    self.go_on(hidden.end, TokenKind::Error);
                }
                self.go_on(end, kind);
            }
            TokenKind::Error => self.go_on(end, kind),
            kind => self.add(end, kind),
        }
    }

    /// The next character that does not show.
    fn hidden_before(&self, end: usize) -> Option<Range<usize>> {
        let next = self.hidden.partition_point(|hidden| hidden.start < self.at);
        self.hidden.get(next).filter(|hidden| hidden.start < end).cloned()
    }

    /// Where a token ends that seems to end at an offset: a character that does not show has several
    /// blanks in its place, of which an escape takes one.
    fn whole(&self, end: usize) -> usize {
        let next = self.hidden.partition_point(|hidden| hidden.end <= end);
        self.hidden.get(next).filter(|hidden| hidden.start < end).map_or(end, |hidden| hidden.end)
    }

    /// Makes the last token longer where it is of that kind; else adds one.
    fn go_on(&mut self, end: usize, kind: TokenKind) {
        let end = self.whole(end);
        let broken = self.is_broken(kind);
        match self.tokens.last_mut().filter(|last| (last.kind, last.broken) == (kind, broken)) {
            Some(last) if end > self.at => {
                last.span = last.span.to(Span::new(self.file, self.at, end));
                self.at = end;
            }
            _ => self.add(end, kind),
        }
    }

    fn add(&mut self, end: usize, kind: TokenKind) {
        let end = self.whole(end);
        if end > self.at {
            let (broken, span) = (self.is_broken(kind), Span::new(self.file, self.at, end));
            self.tokens.push(Token { kind, broken, span });
            self.at = end;
        }
    }

    /// Whether what comes next was not read.
    fn is_broken(&self, kind: TokenKind) -> bool {
        self.broken
            || kind == TokenKind::Error
            || self.passed_over.iter().any(|item| item.contains(&self.at))
    }
}

/// Whether a rule matches text that follows no other.
fn is_broken(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::broken_lines
            | Rule::broken_head
            | Rule::broken_name
            | Rule::broken_until
            | Rule::broken_field
            | Rule::broken_clause
            | Rule::broken_step
            | Rule::broken_card
    )
}

/// What the text of a rule without rules within is; `None` for the others.
fn leaf(rule: Rule) -> Option<TokenKind> {
    Some(match rule {
        Rule::blank => TokenKind::Blank,
        Rule::comment => TokenKind::Comment,
        Rule::doc | Rule::module_doc => TokenKind::DocComment,
        Rule::keyword | Rule::truth | Rule::walk_word | Rule::window_side => TokenKind::Keyword,
        Rule::calendar_word => TokenKind::Keyword,
        Rule::plain_function | Rule::ranked_word => TokenKind::Keyword,
        Rule::or_else | Rule::text_operator => TokenKind::Keyword,
        Rule::up_to_word | Rule::at_least | Rule::language => TokenKind::Keyword,
        Rule::name | Rule::any_name | Rule::kebab_name | Rule::owner => TokenKind::Name,
        Rule::grade_name => TokenKind::Name,
        Rule::number => TokenKind::Number,
        Rule::scale | Rule::unit_name | Rule::percent_sign => TokenKind::Unit,
        Rule::currency_code | Rule::currency_symbol => TokenKind::Unit,
        Rule::date | Rule::calendar_label => TokenKind::Date,
        Rule::text => TokenKind::Text,
        Rule::escape | Rule::double_brace => TokenKind::Escape,
        Rule::pattern => TokenKind::Pattern,
        Rule::hole_format => TokenKind::Format,
        Rule::comparison | Rule::sum_operator | Rule::product_operator => TokenKind::Operator,
        Rule::negative | Rule::mark_arrow | Rule::mark_equals => TokenKind::Operator,
        Rule::mark_above => TokenKind::Operator,
        Rule::mark | Rule::full_stop | Rule::optional_mark => TokenKind::Punctuation,
        Rule::byte_order_mark => TokenKind::ByteOrderMark,
        Rule::unclosed_text | Rule::stray => TokenKind::Error,
        rule if words::is_mark(rule) => TokenKind::Punctuation,
        rule if names::is_keyword(rule) => TokenKind::Keyword,
        _ => return None,
    })
}
