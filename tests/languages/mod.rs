//! What ships says in each language all that it says in English: packs, the example, the first rules
//! of a new project.

use std::fs;

use riskwright::pack::PACKS;
use riskwright::source::FileId;
use riskwright::syntax::ast::{Clause, Doc, Field, Item, Template};
use riskwright::syntax::parse;
use riskwright::value::Lang;

const OTHERS: [&str; 3] = [
    "examples/ai-infrastructure/scenarios.risk",
    "examples/ai-infrastructure/scorecard.risk",
    "templates/init/rules/first.risk",
];

fn message(clause: &Clause) -> Option<&Template> {
    match clause {
        Clause::Message(text) => Some(text),
        _ => None,
    }
}

fn remedy(clause: &Clause) -> Option<&Template> {
    match clause {
        Clause::Remedy(text) => Some(text),
        _ => None,
    }
}

/// What of a file is not told in Bulgarian.
#[derive(Default)]
struct Untold {
    file: String,
    found: Vec<String>,
    asked: usize,
}

impl Untold {
    fn doc(&mut self, name: &str, doc: &Doc) {
        for (part, text) in [("title", &doc.title), ("rationale", &doc.rationale)] {
            let told = text.in_language(Lang::Bg).is_some();
            self.ask(&format!("{part} of {name}"), text.own().is_empty() || told);
        }
    }

    fn fields(&mut self, record: &str, fields: &[Field]) {
        for field in fields {
            self.doc(&format!("{record}.{}", field.name.text), &field.doc);
        }
    }

    fn clauses(&mut self, rule: &str, clauses: &[Clause]) {
        let texts = |of: fn(&Clause) -> Option<&Template>, lang| {
            clauses.iter().filter_map(of).filter(|text| text.lang == lang).count()
        };
        for (name, of) in
            [("message", message as fn(&Clause) -> Option<&Template>), ("remedy", remedy)]
        {
            self.ask(&format!("{name} of {rule}"), texts(of, None) == texts(of, Some(Lang::Bg)));
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Param(param) => self.doc(&param.name.text, &param.doc),
            Item::Define(define) => self.doc(&define.name.text, &define.doc),
            Item::Record(record) => {
                self.doc(&record.name.text, &record.doc);
                self.fields(&record.name.text, &record.body.sound);
            }
            Item::Extend(extend) => {
                self.doc(&extend.record.text, &extend.doc);
                self.fields(&extend.record.text, &extend.body.sound);
            }
            Item::Evidence(evidence) => self.doc("evidence", &evidence.doc),
            Item::Unit(unit) => self.doc(&unit.name.text, &unit.doc),
            Item::Flow(flow) => self.doc(&flow.name.text, &flow.doc),
            Item::Rule(rule) => {
                self.doc(&rule.name.text, &rule.doc);
                self.clauses(&rule.name.text, &rule.clauses);
            }
            Item::Amend(amend) => {
                self.doc(&amend.rule.text, &amend.doc);
                self.clauses(&amend.rule.text, &amend.clauses);
            }
            Item::Scenario(scenario) => self.doc(&scenario.name.text, &scenario.doc),
            Item::Scorecard(card) => self.doc(&card.name.text, &card.doc),
            Item::Use(_) | Item::Disable(_) | Item::Waive(_) => {}
        }
    }

    fn ask(&mut self, what: &str, told: bool) {
        self.asked += 1;
        if !told {
            self.found.push(format!("{}: {what}", self.file));
        }
    }
}

#[test]
fn what_ships_is_told_in_bulgarian() {
    let packs = PACKS.iter().map(|pack| (pack.file.to_owned(), pack.text.to_owned()));
    let others = OTHERS.map(|file| (file.to_owned(), fs::read_to_string(file).unwrap()));
    let mut untold = Untold::default();
    for (name, text) in packs.chain(others) {
        let (file, wrong) = parse(FileId(0), &text);
        assert!(wrong.is_empty(), "{name}");
        untold.file = name;
        file.items.iter().for_each(|item| untold.item(item));
    }
    assert!(untold.asked > 1_000, "{}", untold.asked);
    assert!(untold.found.is_empty(), "{}", untold.found.join("\n"));
}
