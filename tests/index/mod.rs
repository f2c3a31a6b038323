//! What the checker tells lints and editors of names: in all rules that ship, every name means
//! something, and every use is one of what it says.

use std::collections::BTreeSet;

use riskwright::check::{Definition, Index, Meaning, What};
use riskwright::ir::Program;
use riskwright::pack::PACKS;
use riskwright::pipeline;
use riskwright::source::{FileId, Sources, Span};
use riskwright::syntax::{TokenKind, Tokens};
use riskwright::ty::type_name;
use riskwright::value::Date;
use unicode_normalization::UnicodeNormalization;

use crate::runner::{self, Block, Case};

/// A program with the files that it is made of.
struct Read {
    sources: Sources,
    files: Vec<FileId>,
    program: Program,
    index: Index,
}

impl Read {
    /// Reads files, and tells whether nothing is wrong with them.
    fn new(texts: impl IntoIterator<Item = (String, String)>) -> (Read, bool) {
        let mut sources = Sources::default();
        let files: Vec<FileId> =
            texts.into_iter().map(|(name, text)| sources.add_text(name, text)).collect();
        let as_of = Date::new(2025, 12, 15).unwrap();
        let (program, index, wrong) =
            pipeline::load_with_index(&mut sources, &files, &|_, _| None, as_of, &[]);
        (Read { sources, files, program, index }, !pipeline::has_errors(&wrong))
    }

    fn sound(texts: impl IntoIterator<Item = (String, String)>) -> Read {
        let (read, is_sound) = Read::new(texts);
        assert!(is_sound);
        read
    }

    /// The packs, and the rules of the example.
    fn shipped() -> Read {
        let packs = PACKS.iter().map(|pack| (pack.file.to_owned(), pack.text.to_owned()));
        let example = ["rules", "scenarios", "scorecard"].map(|name| {
            let path = format!("examples/ai-infrastructure/{name}.risk");
            let text = std::fs::read_to_string(&path).unwrap();
            (path, text)
        });
        Read::sound(packs.chain(example))
    }

    fn text(&self, span: Span) -> &str {
        &self.sources.file(span.file).text()[span.start as usize..span.end() as usize]
    }

    fn place(&self, span: Span) -> String {
        let file = self.sources.file(span.file);
        format!("{}:{} `{}`", file.name, self.sources.position(span).line, self.text(span))
    }

    /// Where a text stands, by how many of them stand before it.
    fn offset(&self, text: &str, before: usize) -> u64 {
        let whole = self.sources.file(self.files[0]).text();
        whole.match_indices(text).nth(before).unwrap().0 as u64
    }
}

/// The names that mean nothing.
fn meaningless(read: &Read) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in &read.files {
        let tokens = Tokens::of(*file, read.sources.file(*file).text());
        for token in tokens.all().iter().filter(|token| token.kind == TokenKind::Name) {
            let named = read.index.name_at(*file, token.span.start);
            if named.is_none_or(|(span, _)| span != token.span) {
                wrong.push(read.place(token.span));
            }
        }
    }
    wrong
}

/// The places that say something else than the definition that they belong to.
fn mistaken(read: &Read) -> Vec<String> {
    let mut wrong = Vec::new();
    for definition in read.index.definitions() {
        let singular = read.program.schema.record_named(&definition.name);
        let singular = singular.map(|record| read.program.schema.record(record).singular());
        let is_it = |span: &Span| {
            let text: String = read.text(*span).nfc().collect();
            // A record goes by `deal` where it is a field.
            text == definition.name
                || definition.what == What::Record && Some(&text) == singular.as_ref()
        };
        let other = definition.uses.iter().chain(&definition.places).filter(|span| !is_it(span));
        wrong.extend(other.map(|span| format!("{} {}", definition.name, read.place(*span))));
    }
    wrong
}

#[test]
fn every_name_means_something() {
    let read = Read::shipped();
    assert_eq!((meaningless(&read), mistaken(&read)), (Vec::new(), Vec::new()));
}

/// In the rules of the cases, too; where these are broken, what is known is true all the same.
#[test]
fn names_in_cases_mean_something() {
    let (mut sound, mut wrong) = (0, Vec::new());
    for path in runner::case_files() {
        for case in Case::all(&std::fs::read_to_string(&path).unwrap()) {
            let file =
                |block: &Block| block.file.clone().unwrap_or_else(|| "rules.risk".to_owned());
            let texts = case.of("risk").map(|block| (file(block), runner::vocabulary(&block.text)));
            let (read, is_sound) = Read::new(texts.collect::<Vec<_>>());
            sound += usize::from(is_sound);
            let names = if is_sound { meaningless(&read) } else { Vec::new() };
            let names = names.into_iter().chain(mistaken(&read));
            wrong.extend(names.map(|name| format!("{} {}: {name}", path.display(), case.name)));
        }
    }
    assert!(sound > 200, "{sound}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What no rule that ships looks at, but for the vocabularies: these are for rules of others, too.
const UNUSED: &[(What, &str)] = &[
    // `count of d in twins` says what is counted, and asks nothing of it.
    (What::Variable, "d"),
    (What::Variable, "m"),
    // A scorecard may grade by what was found alone.
    (What::Variable, "party"),
    (What::Variable, "r"),
    (What::Variable, "w"),
];

#[test]
fn what_is_not_used_is_known() {
    let read = Read::shipped();
    let vocabulary = |span: &Span| read.sources.file(span.file).name.starts_with("rules/std/");
    let is_asked = |d: &&Definition| match d.what {
        What::Rule | What::Scenario | What::Scorecard | What::Grade => false,
        _ => !d.places.iter().any(vocabulary),
    };
    let unused = read.index.definitions().iter().filter(is_asked).filter(|d| d.uses.is_empty());
    let unused: BTreeSet<(What, &str)> = unused.map(|d| (d.what, d.name.as_str())).collect();
    assert_eq!(unused, UNUSED.iter().copied().collect());
}

/// A file with one of everything that has a name.
const RULES: &str = "\
unit rack = 120 kW
record Firm key id { id: text  grade: one of good < bad  debt: money? }
record Deal key id {
    id: text
    buyer: Firm
    seller: Firm
    payments: list of Payment
    power: power?
    grade: one of good < bad
}
record Payment { due: date  amount: money }
param large: money = 10 USD
define paid(deal: Deal) = sum of p.amount for p in deal.payments where p.due <= as_of
flow sales { for d in Deal: d.buyer -> d.seller carrying paid(d) with grade = d.grade }
rule late for d in Deal {
    let open = sum of p.amount for p in d.payments where p.due > as_of
    flag high when open > large and d.grade = good and d.power > 2 rack
    message \"{open} of {d.seller.debt}\"
}
rule buyers for g in Deal by buyer as firm { flag low when g.firm.grade = bad }
rule circle for ring in cycles of sales up to 3 {
    flag info when exists l in ring.legs where (exists s in l where s.grade = bad)
}
amend rule late { remove flag high  flag low when open > large }
scenario slow { set f.debt = 20 USD for f in Firm where year of as_of = 2025 }
rule known for d in Deal { flag low when exists m in sales where m.from = d.buyer }
define told(f: Firm, how: one of softly | loudly) = f.grade = good and how = softly
rule polite for d in Deal { flag low when told(d.buyer, loudly) }
";

/// What an index tells of the name that stands somewhere: what it is, its type, and the line on which
/// it is defined.
fn told(read: &Read, text: &str, before: usize) -> String {
    let at = read.offset(text, before);
    let Some((_, meaning)) = read.index.name_at(read.files[0], at) else {
        return "nothing".to_owned();
    };
    match meaning {
        Meaning::BuiltIn(built_in) => format!("{built_in:?}"),
        Meaning::Defined(id) => {
            let definition = read.index.definition(id);
            let ty = definition.ty.map(|ty| type_name(ty, &read.program.schema));
            let lines = definition.places.iter().map(|place| read.sources.position(*place).line);
            let lines: Vec<String> = lines.map(|line| line.to_string()).collect();
            let of = definition.of.map(|of| read.index.definition(of).name.as_str());
            let parts = [Some(format!("{:?}", definition.what)), of.map(str::to_owned), ty];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            format!("{} line {}", parts.join(" "), lines.join(", "))
        }
    }
}

#[test]
fn names_are_told() {
    let read = Read::sound([("rules.risk".to_owned(), RULES.to_owned())]);
    for (text, before, expected) in [
        ("rack", 1, "Unit line 1"),
        ("kW", 0, "Unit"),
        ("Deal", 1, "Record line 3"),
        ("large", 1, "Param money line 12"),
        ("paid", 1, "Define money line 13"),
        ("as_of", 0, "AsOf"),
        ("open", 1, "Let money line 16"),
        ("open", 3, "Let money line 16"),
        ("good", 2, "Label one of good < bad line 2, 9"),
        ("buyer as", 0, "Field Deal Firm line 5"),
        ("firm.grade", 0, "Key Firm line 20"),
        ("grade = bad", 0, "Field Firm one of good < bad line 2"),
        ("grade = bad", 1, "Fact sales one of good < bad line 14"),
        ("legs", 0, "Told"),
        ("late", 1, "Rule line 15"),
        ("debt", 1, "Field Firm money line 2"),
        ("year", 0, "Function"),
        ("high", 1, "Severity"),
        // The checker goes over steps in their place.
        ("m.from", 0, "Variable leg of sales line 26"),
        ("softly", 1, "Label one of softly | loudly line 27"),
        ("loudly", 1, "Label one of softly | loudly line 27"),
        ("how", 1, "Argument told one of softly | loudly line 27"),
        ("told(d", 0, "Define bool line 27"),
    ] {
        assert_eq!((text, told(&read, text, before)), (text, expected.to_owned()));
    }
}

#[test]
fn uses_and_types_are_told() {
    let read = Read::sound([("rules.risk".to_owned(), RULES.to_owned())]);
    let large = read.index.definitions().iter().find(|d| d.name == "large").unwrap();
    let lines: Vec<u32> = large.uses.iter().map(|use_| read.sources.position(*use_).line).collect();
    assert_eq!(lines, [17, 24]);
    let ty = |text: &str| {
        let (span, ty) = read.index.type_at(read.files[0], read.offset(text, 0)).unwrap();
        (read.text(span), type_name(ty, &read.program.schema))
    };
    assert_eq!(ty("d.payments where p.due >"), ("d", "Deal".to_owned()));
    assert_eq!(ty("payments where p.due >"), ("d.payments", "list of Deal.payments".to_owned()));
    assert_eq!(ty("> large and"), ("open > large", "bool".to_owned()));
    assert!(read.index.type_at(read.files[0], read.offset("message", 0)).is_none());
}

#[test]
fn every_expression_comes_from_the_rules() {
    let read = Read::shipped();
    for (id, _) in read.program.arena.iter() {
        assert!(!read.text(read.program.arena.span(id)).is_empty());
    }
}
