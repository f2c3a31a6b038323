//! A draft as texts.

use super::Draft;
use super::column::{Column, Kind};
use super::names;
use super::probe::quoted;
use super::shape::Shape;
use crate::ty::count;
use crate::value::text;

/// The texts for a file of those columns.
pub(super) fn write(
    path: &str,
    said: &[(&str, String)],
    shape: &Shape,
    columns: &[Column],
) -> Draft {
    let kind = names::kind(path);
    let mut doubts = Vec::new();
    if !columns.iter().any(|column| column.key) {
        doubts.push("no column tells the records apart: say `key` where one does".to_owned());
    }
    for column in columns {
        let about = |what: &str| format!("`{}`: {what}", column.name);
        doubts.extend(column.doubt.as_deref().map(about));
        if column.kind == Kind::Nested {
            doubts.push(about("it is a list or a map, of which nothing is drafted"));
        }
    }
    Draft {
        name: format!("{}.risk", names::snake(&kind)),
        rules: rules(path, &kind, columns),
        manifest: manifest(path, &kind, said, (shape, columns)),
        doubts,
    }
}

/// The vocabulary, and a first rule.
fn rules(path: &str, kind: &str, columns: &[Column]) -> String {
    let key = columns.iter().find(|column| column.key);
    let by = key.map(|key| format!(" key {}", key.field)).unwrap_or_default();
    let mut text = format!(
        "//! Drafted from `{path}` by what its columns look like: look at every line.\n\n\
         record {kind}{by} {{\n"
    );
    for column in columns.iter().filter(|column| column.kind != Kind::Nested) {
        let (given, rows) = column.given;
        let doubt = column.doubt.as_ref().map(|doubt| format!("; {doubt}")).unwrap_or_default();
        let (name, given, rows) = (on_one_line(&column.name), count(given), count(rows));
        text.push_str(&format!("    /// `{name}`, told by {given} of {rows}{doubt}\n"));
        let optional = if column.key { "" } else { "?" };
        text.push_str(&format!("    {}: {}{optional}\n", column.field, ty(&column.kind)));
    }
    text.push_str("}\n");
    let asked = |column: &&Column| {
        matches!(column.kind, Kind::Money | Kind::MoneyIn(_) | Kind::Number | Kind::Date)
    };
    let amount = |column: &&Column| matches!(column.kind, Kind::Money | Kind::MoneyIn(_));
    let asked = columns.iter().find(amount).or_else(|| columns.iter().find(asked));
    // Records without a key are no subjects.
    if let (Some(Column { field, name, .. }), Some(key)) = (asked, key) {
        let (subject, name) = (names::snake(kind), on_one_line(name));
        let said = format!("{{{subject}.{}}}", key.field);
        text.push_str(&format!(
            "\n/// Does not tell its {field}\n///\n/// A first rule, to be replaced by what worries \
             you: it finds what `{name}` is empty of.\nrule untold-{} for {subject} in {kind} {{\n    \
             flag low when {subject}.{field} is unknown\n\n    message \"{said} does not tell its \
             {field}\"\n}}\n",
            field.trim_end_matches('_').replace('_', "-")
        ));
    }
    text
}

/// A name as a comment may hold it.
fn on_one_line(name: &str) -> String {
    name.chars().map(text::on_one_line).collect()
}

fn ty(kind: &Kind) -> String {
    match kind {
        Kind::Text | Kind::Nested => "text",
        Kind::Bool | Kind::Truth(_) => "bool",
        Kind::Date => "date",
        Kind::Period => "period",
        Kind::Currency => "currency",
        Kind::Number => "number",
        Kind::Percent => "percent",
        Kind::Money | Kind::MoneyIn(_) => "money",
        Kind::Choice(labels) => {
            let labels: Vec<&str> = labels.iter().map(|(_, label)| label.as_str()).collect();
            return format!("one of {}", labels.join(" | "));
        }
    }
    .to_owned()
}

/// The manifest.
fn manifest(
    path: &str,
    kind: &str,
    said: &[(&str, String)],
    (shape, columns): (&Shape, &[Column]),
) -> String {
    let most = |of: fn(&Column) -> Option<&'static str>| {
        let told: Vec<&'static str> = columns.iter().filter_map(of).collect();
        let often = |one: &&'static str| told.iter().filter(|other| *other == one).count();
        told.iter().copied().max_by_key(|one| (often(one), std::cmp::Reverse(*one)))
    };
    let (numbers, dates) = (most(|column| column.numbers), most(|column| column.dates));
    let mut text = format!(
        "# Drafted from `{path}` by what its columns look like: look at every line, then run\n\
         # `riskwright data` to see what is read.\nrules: rules/\ndata:\n  - path: {}\n    record: \
         {kind}\n",
        quoted(path)
    );
    let mut say = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            text.push_str(&format!("    {key}: {}\n", quoted(value)));
        }
    };
    said.iter().for_each(|(key, value)| say(key, Some(value)));
    say("each", shape.each.as_deref());
    say("numbers", numbers);
    say("dates", dates);
    text.push_str("    fields:\n");
    for column in columns.iter().filter(|column| column.kind != Kind::Nested) {
        text.push_str(&format!("      {}: {}\n", column.field, source(column, (numbers, dates))));
    }
    text
}

/// Where a field is read from, and how it is written where that is not as in the rest of the file.
fn source(column: &Column, file: (Option<&str>, Option<&str>)) -> String {
    let from = quoted(&column.name);
    let mut parts = Vec::new();
    match &column.kind {
        Kind::MoneyIn(currency) => parts.push(format!("currency: {}", quoted(currency))),
        Kind::Truth([yes, no]) => {
            let [yes, no] = [yes, no].map(|word| quoted(word));
            parts.push(format!("map: {{ {yes}: true, {no}: false }}"));
        }
        Kind::Choice(labels) => {
            let other = labels.iter().filter(|(written, label)| written != label);
            let pairs: Vec<String> =
                other.map(|(written, label)| format!("{}: {label}", quoted(written))).collect();
            if !pairs.is_empty() {
                parts.push(format!("map: {{ {} }}", pairs.join(", ")));
            }
        }
        _ => {}
    }
    if column.numbers.is_some() && column.numbers != file.0 {
        parts.extend(column.numbers.map(|numbers| format!("numbers: {}", quoted(numbers))));
    }
    if column.dates.is_some() && column.dates != file.1 {
        parts.extend(column.dates.map(|dates| format!("dates: {dates}")));
    }
    match parts.is_empty() {
        true => from,
        false => format!("{{ from: {from}, {} }}", parts.join(", ")),
    }
}
