//! Inside a room files may lean on one another, but not in large circles: what is read together
//! must fit a head.
//!
//! A file uses another if it names something that is defined there, by a path or an import. What a
//! module only hands on (`pub use`) is followed to where it is defined. Calls of methods are not
//! seen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::{files, without_tests};

/// No circle has more files.
const MOST: usize = 3;

/// A module, as the names on the way to it from the crate's root.
type Path = Vec<String>;

/// A file's part in the crate.
struct Module {
    file: String,
    code: String,
    children: BTreeSet<String>,
    /// What imports give names to.
    imports: BTreeMap<String, Path>,
}

struct Crate {
    modules: BTreeMap<Path, Module>,
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

static COMMENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)//.*$"));
static TEXT: LazyLock<Regex> = LazyLock::new(|| pattern(r#""(?:[^"\\]|\\.)*""#));
static CHILD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^\s*(?:pub(?:\(.*?\))? )?mod (\w+);"));
static IMPORT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^\s*(?:pub(?:\(.*?\))? )?use ([^;]+);"));
static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[A-Za-z_]\w*(?:::[A-Za-z_]\w*)+"));
static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[^:\w.])([A-Z]\w*|[a-z_]\w*)\b"));

/// The paths of an import, each with the name that it gives: `a::{b, c as d}`.
fn spread(text: &str) -> Vec<(Path, String)> {
    let text = text.trim();
    let Some((before, group)) = text.split_once('{') else {
        let (path, name) = text.split_once(" as ").unwrap_or((text, ""));
        let path: Path = path.split("::").map(|part| part.trim().to_owned()).collect();
        let last = path.last().cloned().unwrap_or_default();
        let (path, last) = match last.as_str() {
            "self" => (path[..path.len() - 1].to_vec(), path[path.len().max(2) - 2].clone()),
            _ => (path, last),
        };
        return vec![(path, if name.is_empty() { last } else { name.trim().to_owned() })];
    };
    let group = group.trim_end().strip_suffix('}').unwrap_or(group);
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&group[start..]);
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| spread(&format!("{before}{}", part.trim()))).collect()
}

impl Crate {
    fn read(files: &[(String, String)]) -> Crate {
        let tests = |path: &str| path.contains("/tests/") || path.ends_with("tests.rs");
        let module = |(file, text): &(String, String)| {
            let inside = file.strip_prefix("src/")?.strip_suffix(".rs")?;
            let path = inside.strip_suffix("/mod").unwrap_or(inside);
            let path: Path = match path {
                "lib" => Path::new(),
                _ => path.split('/').map(str::to_owned).collect(),
            };
            let code = COMMENT.replace_all(without_tests(text), "");
            let code = TEXT.replace_all(&code, "\"\"");
            let children = CHILD.captures_iter(&code).map(|c| c[1].to_owned()).collect();
            let imports = IMPORT.captures_iter(&code).flat_map(|c| spread(&c[1]));
            let imports = imports.map(|(path, name)| (name, path)).collect();
            let code = IMPORT.replace_all(&code, "").into_owned();
            Some((path, Module { file: file.clone(), code, children, imports }))
        };
        Crate {
            modules: files.iter().filter(|(file, _)| !tests(file)).filter_map(module).collect(),
        }
    }

    /// Where something is defined that a module names by a path; `None`: in another crate, or in
    /// the module itself.
    fn defined(&self, from: &Path, named: &[String], depth: usize) -> Option<Path> {
        let (first, mut rest) = named.split_first()?;
        if depth == 0 {
            return None;
        }
        let mut at = match first.as_str() {
            "crate" => Path::new(),
            "self" => from.clone(),
            "super" => from[..from.len().checked_sub(1)?].to_vec(),
            name => {
                let module = self.modules.get(from)?;
                if module.children.contains(name) {
                    [from.as_slice(), &[name.to_owned()]].concat()
                } else {
                    let import = module.imports.get(name)?;
                    // A foreign crate's name is not one of ours.
                    if import.first() == Some(first) && import.len() == 1 {
                        return None;
                    }
                    let whole: Path = import.iter().chain(rest).cloned().collect();
                    return self.defined(from, &whole, depth - 1);
                }
            }
        };
        while let Some((next, after)) = rest.split_first() {
            let module = self.modules.get(&at)?;
            if next == "super" {
                at.pop();
            } else if module.children.contains(next) {
                at.push(next.clone());
            } else if let Some(import) = module.imports.get(next) {
                let whole: Path = import.iter().chain(after).cloned().collect();
                return self.defined(&at, &whole, depth - 1);
            } else {
                return Some(at);
            }
            rest = after;
        }
        // A module by itself: what is used of it says more.
        None
    }

    /// The files that each file of a room uses, of the same room.
    fn uses(&self, room: &str) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut uses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (path, module) in self.modules.iter().filter(|(path, _)| is_in(path, room)) {
            let mut named: BTreeSet<Path> = BTreeSet::new();
            for found in NAMED.find_iter(&module.code) {
                named.insert(found.as_str().split("::").map(str::to_owned).collect());
            }
            for found in WORD.captures_iter(&module.code) {
                named.insert(vec![found[1].to_owned()]);
            }
            let used = uses.entry(&module.file).or_default();
            for named in named {
                let home = self.defined(path, &named, 20).filter(|home| is_in(home, room));
                used.extend(home.filter(|home| home != path).map(|h| &*self.modules[&h].file));
            }
        }
        uses
    }
}

fn is_in(path: &Path, room: &str) -> bool {
    path.first().is_some_and(|first| first == room)
}

/// The circles of more than one file, the largest first.
fn circles<'a>(uses: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Vec<BTreeSet<&'a str>> {
    let reached = |from: &'a str| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(file) = open.pop() {
            let more = uses.get(file).into_iter().flatten().filter(|next| !seen.contains(*next));
            let more: Vec<&str> = more.copied().collect();
            seen.extend(&more);
            open.extend(more);
        }
        seen
    };
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        uses.keys().map(|file| (*file, reached(file))).collect();
    let with = |file: &'a str| -> BTreeSet<&'a str> {
        reached[file].iter().copied().filter(|other| reached[other].contains(file)).collect()
    };
    let found: BTreeSet<BTreeSet<&str>> =
        uses.keys().map(|file| with(file)).filter(|circle| circle.len() > 1).collect();
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    found
}

#[test]
fn circles_of_files_are_small() {
    let files = files("src", &["rs"]);
    let read = Crate::read(&files);
    let rooms: BTreeSet<&String> = read.modules.keys().filter_map(|path| path.first()).collect();
    let mut wrong = Vec::new();
    for room in rooms {
        let uses = read.uses(room);
        for circle in &circles(&uses) {
            if circle.len() > MOST {
                let one = |file: &&str| {
                    let used: Vec<&str> =
                        uses[file].iter().filter(|to| circle.contains(*to)).copied().collect();
                    format!("  {file} uses {}", used.join(", "))
                };
                let told: Vec<String> = circle.iter().map(one).collect();
                wrong.push(format!(
                    "a circle of {} in `{room}`:\n{}",
                    circle.len(),
                    told.join("\n")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn circles_are_found_behind_what_is_handed_on() {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let files = [
        file("src/lib.rs", "pub mod a;\nmod other;"),
        file("src/a/mod.rs", "mod b;\nmod c;\nmod d;\npub use b::{Part, Whole as All};\n"),
        file("src/a/b.rs", "use super::c;\npub struct Part(c::Thing);\npub struct Whole;\n"),
        file("src/a/c.rs", "use crate::a::{All, d::self};\npub struct Thing;\nfn f(_: All) {}"),
        file("src/a/d.rs", "// crate::a::Part\nuse crate::other::Part;\nfn f(_: Part) {}"),
        file("src/other.rs", "pub struct Part;"),
    ];
    let read = Crate::read(&files);
    let uses = read.uses("a");
    assert_eq!(circles(&uses), [BTreeSet::from(["src/a/b.rs", "src/a/c.rs"])]);
    assert!(uses["src/a/mod.rs"].is_empty() && uses["src/a/d.rs"].is_empty());
}
