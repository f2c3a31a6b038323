//! Texts that may stand in several languages.

use std::ops::Deref;

use super::Lang;

/// A text, and what it is in other languages. It reads as the text that was chosen: its own, unless
/// [`Worded::choose`] found another.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Worded<T> {
    own: T,
    others: Vec<(Lang, T)>,
    chosen: Option<usize>,
}

impl<T> Worded<T> {
    /// One with translations, of each language at most one.
    pub fn new(own: T, others: Vec<(Lang, T)>) -> Worded<T> {
        Worded { own, others, chosen: None }
    }

    /// Chooses the text in a language; its own where there is none, and says whether there was one.
    pub fn choose(&mut self, lang: Lang) -> bool {
        self.chosen = self.others.iter().position(|(of, _)| *of == lang);
        self.chosen.is_some()
    }

    /// The language of the text that was chosen; none of its own, whatever that is in.
    pub fn spoken(&self) -> Option<Lang> {
        self.chosen.and_then(|at| self.others.get(at)).map(|(lang, _)| *lang)
    }

    /// The text as it was first written, whatever was chosen.
    pub fn own(&self) -> &T {
        &self.own
    }

    /// The text in a language, where it has one beside its own.
    pub fn in_language(&self, lang: Lang) -> Option<&T> {
        self.others.iter().find(|(of, _)| *of == lang).map(|(_, text)| text)
    }

    /// The same with what another text adds in the same language, where it does.
    pub fn with<U, V>(&self, more: &Worded<U>, both: impl Fn(&T, Option<&U>) -> V) -> Worded<V> {
        let other = |(lang, text): &(Lang, T)| (*lang, both(text, more.in_language(*lang)));
        let others = self.others.iter().map(other).collect();
        Worded { own: both(&self.own, Some(&more.own)), others, chosen: self.chosen }
    }
}

impl Worded<String> {
    /// The same, where it has no text of its own with another in its place.
    #[must_use]
    pub fn or_own(mut self, own: impl FnOnce() -> String) -> Worded<String> {
        if self.own.is_empty() {
            self.own = own();
        }
        self
    }
}

impl<T> Deref for Worded<T> {
    type Target = T;

    fn deref(&self) -> &T {
        let chosen = self.chosen.and_then(|chosen| self.others.get(chosen));
        chosen.map_or(&self.own, |(_, text)| text)
    }
}

impl<T> From<T> for Worded<T> {
    fn from(own: T) -> Worded<T> {
        Worded::new(own, Vec::new())
    }
}
