//! The chapters on the vocabulary and the packs are written from the packs themselves. After a
//! change of a pack, `UPDATE_BOOK=1 cargo test --test main chapters` writes them anew.

use std::fmt::Write;
use std::fs;

use riskwright::pack::{PACKS, Pack};

use super::{root, text};

/// An item of a rule file with its doc comment.
struct Item {
    docs: Vec<String>,
    lines: Vec<String>,
}

impl Item {
    /// What kind of item it is, and what is behind that on its first line.
    fn head(&self) -> (&str, &str) {
        self.lines[0].split_once(' ').expect("an item has a name")
    }

    fn name(&self) -> &str {
        let (_, rest) = self.head();
        rest.split([' ', ':', '(', '{']).next().expect("a name")
    }

    /// The doc comment as paragraphs, each on a line of its own.
    fn paragraphs(&self) -> Vec<String> {
        self.docs.split(String::is_empty).map(|lines| lines.join(" ")).collect()
    }
}

/// The items of a pack, which are written in one style: parted by blank lines, closed by a brace
/// at the start of a line.
fn items(pack: &Pack) -> Vec<Item> {
    let (mut items, mut docs): (Vec<Item>, Vec<String>) = (Vec::new(), Vec::new());
    let mut open = false;
    for line in pack.text.lines() {
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.trim().to_owned());
        } else if open {
            let item = items.last_mut().expect("an open item");
            open = !(line.is_empty() && !item.lines[0].ends_with('{') || line == "}");
            item.lines.push(line.to_owned());
        } else if !line.is_empty() && !line.starts_with("//!") && !line.starts_with("use ") {
            open = true;
            let docs = std::mem::take(&mut docs);
            items.push(Item { docs, lines: vec![line.to_owned()] });
        }
    }
    items
}

/// What a pack says of itself.
fn opening(pack: &Pack) -> String {
    let lines = pack.text.lines().map_while(|line| line.strip_prefix("//!"));
    lines.map(|line| line.trim().to_owned() + "\n").collect()
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn vocabulary() -> String {
    let pack = &PACKS[0];
    let mut page = format!("# The vocabulary\n\n{}", opening(pack));
    page += "\nThis is `std.deals`, which every pack uses. A `?` behind a type marks a field that may be left out; a list of labels with `<` between them is ordered. [Record files](../records.md) shows how values are written.\n";
    for item in items(pack) {
        let (kind, rest) = item.head();
        if kind == "record" {
            let key = rest.trim_end_matches(['{', ' ']).split_once(" key ").map(|(_, key)| key);
            let _ = write!(page, "\n## {}\n\n{}", item.name(), item.paragraphs().join("\n\n"));
            if let Some(key) = key {
                let _ = write!(page, " Its key is `{}`.", key.replace(", ", "`, `"));
            }
            page += "\n\n| field | type | meaning |\n|---|---|---|\n";
            let mut docs: Vec<&str> = Vec::new();
            for line in item.lines.iter().skip(1).map(|line| line.trim()) {
                if let Some(doc) = line.strip_prefix("/// ") {
                    docs.push(doc);
                } else if let Some((name, ty)) = line.split_once(':') {
                    let (ty, meaning) = (cell(ty.trim()), cell(&docs.join(" ")));
                    let _ = writeln!(page, "| `{name}` | `{ty}` | {meaning} |");
                    docs.clear();
                }
            }
        }
    }
    page += "\n## What the packs share\n\n| define | meaning |\n|---|---|\n";
    for item in items(pack).iter().filter(|item| item.head().0 == "define") {
        let _ = writeln!(page, "| `{}` | {} |", item.name(), cell(&item.paragraphs().join(" ")));
    }
    page
}

fn catalogue() -> String {
    let mut page = "# The packs\n\nEvery rule that ships, as it is written. `riskwright explain RULE KEY` shows it at work on a record; [amendments](amendments.md) change it, [params](packs-and-params.md) set its lines.\n".to_owned();
    for pack in PACKS.iter().skip(1) {
        let _ = write!(page, "\n## {}\n\n{}", pack.name, opening(pack));
        let items = items(pack);
        let params: Vec<&Item> = items.iter().filter(|item| item.head().0 == "param").collect();
        if !params.is_empty() {
            page += "\n| param | value | meaning |\n|---|---|---|\n";
        }
        for param in params {
            let value = param.lines.join(" ");
            let (_, value) = value.split_once(" = ").expect("a param has a value");
            let meaning = cell(&param.paragraphs().join(" "));
            let _ = writeln!(page, "| `{}` | `{}` | {meaning} |", param.name(), value.trim());
        }
        for item in &items {
            if item.head().0 == "rule" {
                let paragraphs = item.paragraphs();
                let (title, rationale) = paragraphs.split_first().expect("a rule has a title");
                let _ = writeln!(
                    page,
                    "\n### `{}`\n\n**{title}.** {}",
                    item.name(),
                    rationale.join("\n\n")
                );
                let _ = writeln!(page, "\n```text\n{}\n```", item.lines.join("\n").trim_end());
            }
        }
    }
    page
}

#[test]
fn chapters_are_written_from_the_packs() {
    for (path, written) in [
        ("docs/src/reference/vocabulary.md", vocabulary()),
        ("docs/src/reference/catalogue.md", catalogue()),
    ] {
        if std::env::var_os("UPDATE_BOOK").is_some() {
            fs::write(root().join(path), &written).expect("a file of the book");
        }
        let stale = "is not what the packs say: UPDATE_BOOK=1 writes it anew";
        assert!(text(path) == written, "{path} {stale}");
    }
}
