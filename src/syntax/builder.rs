//! What the building of a tree carries along: the text, its comments, and what was wrong.

use super::ast::{Comment, Expr, ExprKind, File, Name};
use super::error::SyntaxError;
use super::names;
use super::parser::{Node, Rule};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// How deep a tree may be; every later phase walks it by recursion.
const DEPTH_LIMIT: usize = 256;

/// How many faults of one file are told; what is broken beyond them is not looked into.
const MOST: usize = 1000;

/// Collects the tree of one file and what is wrong with it.
pub(super) struct Builder<'t> {
    /// The whole text.
    pub(super) text: &'t str,
    /// The tree so far.
    pub(super) tree: File,
    file: FileId,
    /// Where the text starts in the file.
    offset: usize,
    diagnostics: Vec<Diagnostic>,
    trouble: usize,
    depth: usize,
    /// Where the aggregate starts whose condition is being built.
    aggregate: Option<usize>,
}

impl<'t> Builder<'t> {
    /// Starts on a text whose comments are known.
    pub(super) fn new(file: FileId, text: &'t str, comments: Vec<(Range<usize>, String)>) -> Self {
        Builder::at(file, 0, text, comments)
    }

    /// Starts on a text that stands at an offset of its file.
    pub(super) fn at(
        file: FileId,
        offset: usize,
        text: &'t str,
        comments: Vec<(Range<usize>, String)>,
    ) -> Self {
        let place = |at: Range<usize>| Span::new(file, offset + at.start, offset + at.end);
        let comments =
            comments.into_iter().map(|(at, text)| Comment { span: place(at), text }).collect();
        let (doc, items) = (String::new(), Vec::new());
        let (lost, lost_uses, aside) = (Vec::new(), Vec::new(), Vec::new());
        let tree = File { doc, items, lost, lost_uses, comments, aside };
        let diagnostics = Vec::new();
        Builder { text, tree, file, offset, diagnostics, trouble: 0, depth: 0, aggregate: None }
    }

    /// The tree, and the diagnostics in the order of their places.
    pub(super) fn finish(mut self) -> (File, Vec<Diagnostic>) {
        self.diagnostics
            .sort_by_key(|d| d.labels.first().and_then(|l| Some(l.place.span()?.start)));
        (self.tree, self.diagnostics)
    }

    /// Says that something is wrong, unless that was said too often.
    pub(super) fn report(&mut self, span: Span, error: SyntaxError) {
        self.trouble += 1;
        match self.trouble {
            ..=MOST => self.diagnostics.push(error.into_diagnostic(span)),
            n if n == MOST + 1 => self.diagnostics.push(SyntaxError::TooMany.into_diagnostic(span)),
            _ => {}
        }
    }

    /// Says that the brace which closes an item's body is missing.
    pub(super) fn report_unclosed(&mut self, opener: usize) {
        self.report(self.span(opener, opener + 1), SyntaxError::Unclosed);
    }

    /// How often something was wrong.
    pub(super) fn trouble(&self) -> usize {
        self.trouble
    }

    /// Whether so much was wrong that no more is told.
    pub(super) fn is_full(&self) -> bool {
        self.trouble > MOST
    }

    /// Builds a node and makes sure that nothing is lost without a word.
    pub(super) fn whole<T>(
        &mut self,
        node: Node<'_>,
        build: impl FnOnce(&mut Self, Node<'_>) -> Option<T>,
    ) -> Option<T> {
        let before = self.trouble();
        let span = self.span_of(&node);
        let built = build(self, node);
        if built.is_none() && self.trouble() == before {
            self.report(span, SyntaxError::Unreadable);
        }
        built
    }

    /// Builds an expression; one that cannot be built leaves a gap that is passed over.
    pub(super) fn expression(
        &mut self,
        node: Node<'_>,
        build: impl FnOnce(&mut Self, Node<'_>) -> Option<Expr>,
    ) -> Expr {
        let span = self.span_of(&node);
        self.whole(node, build).unwrap_or(Expr { kind: ExprKind::Broken, span })
    }

    /// Runs `build` some levels deeper, unless that is too deep.
    pub(super) fn deeper<T>(
        &mut self,
        levels: usize,
        span: Span,
        build: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        if self.depth + levels > DEPTH_LIMIT {
            self.report(span, SyntaxError::TooDeep);
            return None;
        }
        self.depth += levels;
        let built = build(self);
        self.depth -= levels;
        built
    }

    /// Builds what stands in the condition of an aggregate that starts there; in none, where that
    /// is closed off.
    pub(super) fn inside<T>(
        &mut self,
        aggregate: Option<usize>,
        build: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = std::mem::replace(&mut self.aggregate, aggregate);
        let built = build(self);
        self.aggregate = outer;
        built
    }

    /// The aggregate up to an end in its condition, as it is written; blanks are one blank each.
    pub(super) fn aggregate_to(&self, end: Span) -> Option<String> {
        let written = self.written(self.point(self.aggregate?).to(end))?;
        Some(written.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// A stretch of the text, where it stands in the file.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.offset + start, self.offset + end)
    }

    /// A place in the text, of no length.
    pub(super) fn point(&self, at: usize) -> Span {
        self.span(at, at)
    }

    /// What is written in a stretch of the file.
    pub(super) fn written(&self, span: Span) -> Option<&'t str> {
        let start = (span.start as usize).checked_sub(self.offset)?;
        self.text.get(start..start + span.len as usize)
    }

    /// Where a node stands; exact for nodes that end in a mark or a word.
    pub(super) fn span_of(&self, node: &Node<'_>) -> Span {
        let span = node.as_span();
        self.span(span.start(), span.end())
    }

    /// A name, normalised to NFC so that equal-looking names are equal.
    pub(super) fn name(&self, node: &Node<'_>) -> Name {
        let text = node.as_str();
        let text = if text.is_ascii() { text.to_owned() } else { text.nfc().collect() };
        Name { text, span: self.span_of(node) }
    }
}

/// The nodes within a node without its keywords, whose order the grammar has checked.
pub(super) fn parts<'n>(node: Node<'n>) -> impl Iterator<Item = Node<'n>> + Clone + use<'n> {
    node.into_inner().filter(|inner| !names::is_keyword(inner.as_rule()))
}

/// The next node if it is of that grammar rule.
pub(super) fn next_if<'n>(
    nodes: &mut std::iter::Peekable<impl Iterator<Item = Node<'n>>>,
    rule: Rule,
) -> Option<Node<'n>> {
    nodes.next_if(|node| node.as_rule() == rule)
}
