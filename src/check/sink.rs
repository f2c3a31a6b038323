//! Where it is told what is wrong, and the proof of having told it.

use rustc_hash::FxHashSet;

use super::error::CheckError;
use super::unit::Unit;
use crate::alarm::Sure;
use crate::diagnostic::Diagnostic;
use crate::pack::parted;
use crate::source::FileId;

/// The proof that what is wrong has been told: nothing is left out of a program without one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Told(());

/// What is sound, or why there is nothing, which is told.
pub(super) type Checked<T> = Result<T, Told>;

/// What is there by construction.
pub(super) trait There<T> {
    /// What is there; where nothing is, the alarm tells it.
    #[track_caller]
    fn there(self) -> Checked<T>;
}

impl<T> There<T> for Option<T> {
    #[track_caller]
    fn there(self) -> Checked<T> {
        self.map(Ok).sure_or(Err(Told(())))
    }
}

/// What is found wrong, each cause once.
pub(super) struct Sink<'a> {
    diagnostics: Vec<Diagnostic>,
    reported: FxHashSet<CheckError>,
    /// Files that use a pack which is not there: what it would have declared is not known.
    without_pack: FxHashSet<FileId>,
    /// The names of items that did not parse.
    lost: FxHashSet<&'a str>,
    /// The program is as large as one may be, which is told.
    full: Option<Told>,
}

impl<'a> Sink<'a> {
    /// One that knows what the parser has told.
    pub(super) fn new(units: &[Unit<'a>]) -> Self {
        let lost = units.iter().flat_map(|unit| &unit.file.lost);
        let lost_uses = units.iter().flat_map(|unit| &unit.file.lost_uses);
        Sink {
            diagnostics: Vec::new(),
            reported: FxHashSet::default(),
            without_pack: lost_uses.map(|span| span.file).collect(),
            lost: lost.map(|name| name.text.as_str()).collect(),
            full: None,
        }
    }

    /// Reports an error, once however often its cause is met.
    ///
    /// What a broken item would have declared is not known, but that is no second error.
    pub(super) fn report(&mut self, error: CheckError) -> Told {
        let is_lost = |name: &str| self.lost.contains(name);
        let known = match error.undeclared() {
            Some((name, span)) => is_lost(parted(name).1) || self.without_pack.contains(&span.file),
            None => error.unknown_label().is_some_and(is_lost),
        };
        if !known {
            self.tell(error);
        }
        Told(())
    }

    /// Reports that the program is as large as one may be: once, wherever it goes on.
    pub(super) fn report_full(&mut self, error: CheckError) -> Told {
        let told = match self.full {
            Some(told) => told,
            None => self.report(error),
        };
        self.full = Some(told);
        told
    }

    /// Reports what is odd and no error.
    pub(super) fn warn(&mut self, warning: CheckError) {
        self.tell(warning);
    }

    fn tell(&mut self, error: CheckError) {
        if self.reported.insert(error.clone()) {
            self.diagnostics.push(error.diagnose());
        }
    }

    /// What could not be read was told by the parser.
    pub(super) fn unread(&self) -> Told {
        Told(())
    }

    /// Takes the name of an item with errors of its own for one that may mean something.
    pub(super) fn lose(&mut self, name: &'a str, _: Told) {
        self.lost.insert(name);
    }

    /// Reports a pack that is not there, with which a file loses what it would have declared.
    pub(super) fn report_missing_pack(&mut self, file: FileId, error: CheckError) {
        self.without_pack.insert(file);
        self.report(error);
    }

    /// All that was told, in the order of the text.
    pub(super) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|d| d.labels.first().map(|l| l.place));
        self.diagnostics
    }
}
