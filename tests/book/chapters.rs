//! The chapters on the vocabulary and the packs are written from the packs themselves. After a
//! change of a pack, `UPDATE_BOOK=1 cargo test --test main chapters` writes them anew.

use std::fmt::Write;
use std::fs;

use riskwright::assess::describe;
use riskwright::pack::{PACKS, Pack};
use riskwright::pipeline;
use riskwright::report::{Described, Needed};
use riskwright::source::Sources;
use riskwright::value::{Date, Lang};

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
    fn paragraphs(&self, lang: Lang) -> Vec<String> {
        let lines = in_language(&self.docs, lang);
        lines.split(|line| line.is_empty()).map(|lines| lines.join(" ")).collect()
    }

    /// The item as it is written, without what it says in other languages.
    fn text(&self) -> String {
        let own = self.lines.iter().filter(|line| !TRANSLATED.iter().any(|c| line.starts_with(c)));
        own.map(|line| line.trim_end()).collect::<Vec<_>>().join("\n").trim_end().to_owned()
    }

    /// What a clause says in Bulgarian.
    fn bulgarian(&self, clause: &str) -> &str {
        let text = self.lines.iter().find_map(|line| line.strip_prefix(clause));
        text.expect("a translation").trim().trim_matches('"')
    }
}

const TRANSLATED: [&str; 2] = ["    message bg ", "    remedy bg "];

/// What the lines of a doc comment say in one language.
fn in_language(docs: &[String], lang: Lang) -> Vec<&str> {
    let begins = docs.iter().position(|line| line.starts_with("bg: ")).unwrap_or(docs.len());
    let (own, bulgarian) = docs.split_at(begins);
    let lines = if lang == Lang::Bg { bulgarian } else { own };
    let mut lines: Vec<&str> = lines.iter().map(|line| line.trim_start_matches("bg: ")).collect();
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines
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

/// The fields of a record kind, or those that an extension adds, as a table.
fn fields(item: &Item, lang: Lang) -> String {
    let mut table = match lang {
        Lang::En => "| field | type | meaning |\n|---|---|---|\n".to_owned(),
        Lang::Bg => "| поле | тип | значение |\n|---|---|---|\n".to_owned(),
    };
    let mut docs: Vec<String> = Vec::new();
    for line in item.lines.iter().skip(1).map(|line| line.trim()) {
        if let Some(doc) = line.strip_prefix("/// ") {
            docs.push(doc.to_owned());
        } else if let Some((name, ty)) = line.split_once(':') {
            let (ty, meaning) = (cell(ty.trim()), cell(&in_language(&docs, lang).join(" ")));
            let _ = writeln!(table, "| `{name}` | `{ty}` | {meaning} |");
            docs.clear();
        }
    }
    table
}

fn vocabulary() -> String {
    let pack = &PACKS[0];
    let mut page = format!("# The vocabulary\n\n{}", opening(pack));
    page += "\nThis is `std.deals`, which every pack uses. A `?` behind a type marks a field that may be left out; a list of labels with `<` between them is ordered. [Record files](../records.md) shows how values are written.\n";
    for item in items(pack) {
        let (kind, rest) = item.head();
        if kind == "record" {
            let key = rest.trim_end_matches(['{', ' ']).split_once(" key ").map(|(_, key)| key);
            let _ =
                write!(page, "\n## {}\n\n{}", item.name(), item.paragraphs(Lang::En).join("\n\n"));
            if let Some(key) = key {
                let _ = write!(page, " Its key is `{}`.", key.replace(", ", "`, `"));
            }
            page += "\n\n";
            page += &fields(&item, Lang::En);
        }
    }
    page += "\n## What the packs share\n";
    definitions(&mut page, &items(pack));
    page
}

/// The defines and flows of a pack, with what they are made of.
fn definitions(page: &mut String, items: &[Item]) {
    for item in items.iter().filter(|item| ["define", "flow"].contains(&item.head().0)) {
        let _ = writeln!(
            page,
            "\n#### `{}`\n\n{}",
            item.name(),
            item.paragraphs(Lang::En).join("\n\n")
        );
        let _ = writeln!(page, "\n```text\n{}\n```", item.text());
    }
}

/// Every rule of the packs, as `explain` describes it.
fn described() -> Vec<Described> {
    let mut sources = Sources::default();
    let files: Vec<_> = PACKS.iter().map(|pack| sources.add_text(pack.file, pack.text)).collect();
    let as_of = Date::new(2025, 12, 15).expect("a date");
    let (program, index, _) =
        pipeline::load_with_index(&mut sources, &files, &|_, _| None, as_of, &[]);
    let rules = program.rules.iter();
    rules.map(|r| describe(&sources, &program, &index, &r.name).expect("a rule")).collect()
}

/// Names in backticks, parted by commas.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Fields by their kinds: ``Deal: `stage`, `value`; Party: `debt` ``.
fn asked(fields: &[Needed]) -> String {
    let mut kinds: Vec<&str> = Vec::new();
    for field in fields {
        if !kinds.contains(&field.record.as_str()) {
            kinds.push(&field.record);
        }
    }
    let of = |kind: &&str| {
        let own = fields.iter().filter(|field| field.record == **kind);
        format!("{kind}: {}", listed(own.map(|field| field.name.as_str())))
    };
    kinds.iter().map(of).collect::<Vec<_>>().join("; ")
}

/// What every rule asks for and cites.
fn rule_index(page: &mut String, rules: &[Described]) {
    *page += "\n## Every rule\n\nWhat each asks for, by way of whatever it is made of, and what it or a param of it cites; what cites nothing is house policy.\n\n| rule | asks for | cites |\n|---|---|---|\n";
    for rule in rules {
        let mut cites: Vec<&str> = Vec::new();
        let own = rule.cites.iter().map(|cited| &cited.text);
        for text in own.chain(rule.params.iter().flat_map(|param| &param.param.cites)) {
            if !cites.contains(&text.as_str()) {
                cites.push(text);
            }
        }
        let (name, asks) = (&rule.rule, asked(&rule.fields));
        let _ = writeln!(page, "| [`{name}`](#{name}) | {asks} | {} |", cell(&cites.join("; ")));
    }
}

fn catalogue() -> String {
    let mut page = "# The packs\n\nEvery rule that ships, as it is written, and what it is made of. `riskwright explain RULE` shows all of this for one rule, with the params of the run; `riskwright explain RULE KEY` shows it at work on a record; [amendments](amendments.md) change it, [params](packs-and-params.md) set its lines. The defines that all packs share stand with [the vocabulary](vocabulary.md#what-the-packs-share). What the packs say in Bulgarian stands on [a page of its own](catalogue-bg.md).\n".to_owned();
    let rules = described();
    rule_index(&mut page, &rules);
    for pack in PACKS.iter().skip(1) {
        let _ = write!(page, "\n## {}\n\n{}", pack.name, opening(pack));
        let items = items(pack);
        let params: Vec<&Item> = items.iter().filter(|item| item.head().0 == "param").collect();
        if !params.is_empty() {
            page += "\n| param | value | within | meaning | cites |\n|---|---|---|---|---|\n";
        }
        for param in params {
            let value = param.lines.join(" ");
            let (head, value) = value.split_once(" = ").expect("a param has a value");
            let bounds = head.find(['<', '>']).map_or("", |at| &head[at..]);
            let bounds = if bounds.is_empty() { String::new() } else { format!("`{bounds}`") };
            let (value, cites) = value.split_once("cites ").unwrap_or((value, ""));
            let (meaning, cites) =
                (cell(&param.paragraphs(Lang::En).join(" ")), cell(cites.trim()));
            let (name, value) = (param.name(), value.trim());
            let _ = writeln!(page, "| `{name}` | `{value}` | {bounds} | {meaning} | {cites} |");
        }
        for item in items.iter().filter(|item| matches!(item.head().0, "record" | "extend")) {
            let head = item.lines[0].trim_end_matches(['{', ' ']);
            let about = item.paragraphs(Lang::En).join("\n\n");
            let _ = write!(page, "\n### `{head}`\n\n{about}\n\n{}", fields(item, Lang::En));
        }
        for item in &items {
            if item.head().0 == "rule" {
                let paragraphs = item.paragraphs(Lang::En);
                let (title, rationale) = paragraphs.split_first().expect("a rule has a title");
                let _ = writeln!(
                    page,
                    "\n### `{}`\n\n**{title}.** {}",
                    item.name(),
                    rationale.join("\n\n")
                );
                let _ = writeln!(page, "\n```text\n{}\n```", item.text());
                let rule = rules.iter().find(|rule| rule.rule == item.name()).expect("a rule");
                if !rule.made_of.is_empty() {
                    let names = rule.made_of.iter().map(|part| part.name.as_str());
                    let _ = writeln!(page, "\nMade of {}.", listed(names));
                }
            }
        }
        if items.iter().any(|item| ["define", "flow"].contains(&item.head().0)) {
            page += "\n### What these rules are made of\n";
            definitions(&mut page, &items);
        }
    }
    page
}

/// What the packs say to Bulgarian readers.
fn bulgarian_catalogue() -> String {
    let mut page = "# Пакетите на български\n\nКакво казват на български пакетите: параметри, видове записи и правила. Самите правила стоят в [описанието на пакетите](catalogue.md), думите в [списъка на термините](../glossary.md); `--lang bg` ги избира за доклада.\n".to_owned();
    for pack in PACKS {
        let items = items(pack);
        let of =
            |kinds: &'static [&str]| items.iter().filter(|item| kinds.contains(&item.head().0));
        let _ = writeln!(page, "\n## {}", pack.name);
        if of(&["param"]).next().is_some() {
            page += "\n| параметър | значение |\n|---|---|\n";
        }
        for param in of(&["param"]) {
            let meaning = cell(&param.paragraphs(Lang::Bg).join(" "));
            let _ = writeln!(page, "| `{}` | {meaning} |", param.name());
        }
        for item in of(&["record", "extend"]) {
            let head = item.lines[0].trim_end_matches(['{', ' ']);
            let about = item.paragraphs(Lang::Bg).join("\n\n");
            let _ = write!(page, "\n### `{head}`\n\n{about}\n\n{}", fields(item, Lang::Bg));
        }
        for rule in of(&["rule"]) {
            let paragraphs = rule.paragraphs(Lang::Bg);
            let (title, rationale) = paragraphs.split_first().expect("a rule has a title");
            let [says, helps] = TRANSLATED.map(|clause| rule.bulgarian(clause));
            let name = rule.name();
            let rationale = rationale.join("\n\n");
            let _ = writeln!(page, "\n### `{name}`\n\n**{title}.** {rationale}");
            let _ = writeln!(page, "\n- Констатация: `` {says} ``\n- Какво да се направи: {helps}");
        }
    }
    page
}

#[test]
fn chapters_are_written_from_the_packs() {
    for (path, written) in [
        ("docs/src/reference/vocabulary.md", vocabulary()),
        ("docs/src/reference/catalogue.md", catalogue()),
        ("docs/src/reference/catalogue-bg.md", bulgarian_catalogue()),
    ] {
        if std::env::var_os("UPDATE_BOOK").is_some() {
            fs::write(root().join(path), &written).expect("a file of the book");
        }
        let stale = "is not what the packs say: UPDATE_BOOK=1 writes it anew";
        assert!(text(path) == written, "{path} {stale}");
    }
}
