//! Rule files by name.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::pack;
use crate::source::{Bytes, FileId, Sources};

/// Finds what a `use` names; see [`Rules::find_by`].
type Find = dyn Fn(&str, &str) -> Option<(String, Vec<u8>)> + Send + Sync;

/// Rule files by name, each of which can be replaced.
///
/// The name is what diagnostics and reports call the file; it leads nowhere, as nothing is opened.
/// `use std.deals` and the other packs that ship are found without further ado. `use lib.deals`
/// finds `lib/deals.risk` among these files, first beside the file that uses it, and then whatever
/// [`find_by`](Rules::find_by) finds.
///
/// ```
/// use riskwright::Rules;
///
/// let mut rules = Rules::new().with("house.risk", "use std.deals\nparam large: money = 1 bn USD\n");
/// assert_eq!(rules.names().collect::<Vec<_>>(), ["house.risk"]);
/// rules.set("house.risk", "use std.deals\nparam large: money = 2 bn USD\n");
/// assert!(rules.remove("house.risk"));
/// ```
#[derive(Clone, Default)]
pub struct Rules {
    files: BTreeMap<Arc<str>, Bytes>,
    find: Option<Arc<Find>>,
}

impl Rules {
    /// No rules yet.
    pub fn new() -> Rules {
        Rules::default()
    }

    /// The packs that ship with the engine and are applied where a project names no rules.
    pub fn shipped() -> Rules {
        let packs = pack::PACKS.iter().filter(|pack| pack.default);
        packs.fold(Rules::new(), |rules, pack| rules.with(pack.file, pack.text))
    }

    /// The same with a file, or with another text for the file of that name.
    #[must_use]
    pub fn with(
        mut self,
        name: impl Into<Arc<str>>,
        text: impl AsRef<[u8]> + Send + Sync + 'static,
    ) -> Rules {
        self.set(name, text);
        self
    }

    /// Adds a file, or replaces the text of the file of that name.
    pub fn set(
        &mut self,
        name: impl Into<Arc<str>>,
        text: impl AsRef<[u8]> + Send + Sync + 'static,
    ) {
        self.files.insert(name.into(), Arc::new(text));
    }

    /// Takes a file away; whether there was one.
    pub fn remove(&mut self, name: &str) -> bool {
        self.files.remove(name).is_some()
    }

    /// The names of the files, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(AsRef::as_ref)
    }

    /// The same with a way to find what a `use` names beyond these files and the packs that ship.
    ///
    /// It is given the dotted name, and the name of the file that uses it; it gives a name and the
    /// bytes of the file. A name that leads nowhere is an error at the place where it stands.
    ///
    /// ```
    /// use riskwright::{Date, Rules, Run};
    ///
    /// let rules = Rules::new().with("house.risk", "use lib.lines\n").find_by(|used, _user| {
    ///     let text = "use std.deals\nrule unsigned for d in Deal { flag low when d.stage < signed }\n";
    ///     (used == "lib.lines").then(|| ("store:lines".to_owned(), text.into()))
    /// });
    /// let checked = Run::on(Date::new(2025, 12, 15).unwrap()).check(&rules)?;
    /// assert_eq!(checked.rules().collect::<Vec<_>>(), ["unsigned"]);
    /// # Ok::<(), riskwright::Refused>(())
    /// ```
    #[must_use]
    pub fn find_by(
        mut self,
        find: impl Fn(&str, &str) -> Option<(String, Vec<u8>)> + Send + Sync + 'static,
    ) -> Rules {
        self.find = Some(Arc::new(find));
        self
    }

    /// Puts the files among others.
    pub(super) fn add_to(&self, sources: &mut Sources) -> Vec<FileId> {
        let add = |(name, bytes): (&Arc<str>, &Bytes)| sources.add(name.clone(), bytes.clone());
        self.files.iter().map(add).collect()
    }

    /// The file that a `use` of another means.
    pub(super) fn used(&self, used: &str, user: &str) -> Option<(String, Bytes)> {
        let path = format!("{}.risk", used.replace('.', "/"));
        let beside = user.rfind('/').map(|end| format!("{}/{path}", &user[..end]));
        let own = |name: &str| Some((name.to_owned(), self.files.get(name)?.clone()));
        let found = beside.as_deref().and_then(own).or_else(|| own(&path));
        found.or_else(|| {
            let (name, bytes) = self.find.as_ref()?(used, user)?;
            Some((name, Arc::new(bytes) as Bytes))
        })
    }
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rules").field("files", &self.files.keys()).finish_non_exhaustive()
    }
}
