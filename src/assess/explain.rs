//! One verdict, explained whole.

use thiserror::Error;

use super::{Assessment, wording};
use crate::outcome::Verdict;
use crate::report::Explained;

/// What there is nothing to explain about.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Unexplained {
    /// No rule has the name.
    #[error("there is no rule `{0}`")]
    Rule(String),
    /// No record of the rule's kind has the key.
    #[error("there is no {record} with the key `{key}`")]
    Key {
        /// The rule's record kind.
        record: String,
        /// The key asked for.
        key: String,
    },
}

impl Assessment<'_> {
    /// Why a rule says what it says about a record, also when it is silent.
    pub fn explain(self, rule: &str, key: &str) -> Result<Explained, Unexplained> {
        let no_rule = || Unexplained::Rule(rule.to_owned());
        let rules = &self.program.rules;
        let number = rules.iter().position(|r| *r.name == *rule).ok_or_else(no_rule)?;
        let rule = rules.get(number).ok_or_else(no_rule)?;
        let table = self.records.tables.of(rule.subject);
        let no_key = || Unexplained::Key {
            record: self.program.schema.record(rule.subject).name.clone(),
            key: key.to_owned(),
        };
        let row = (0..table.rows).find(|row| table.keys.get(*row) == Some(key));
        let row = row.ok_or_else(no_key)? as u32;
        let detail = self.evaluation.detail(number, row).ok_or_else(no_key)?;
        let places = self.places();
        Ok(Explained {
            rule: rule.name.to_string(),
            title: rule.title.clone(),
            rationale: rule.rationale.clone(),
            subject: places.subject(rule.subject, row),
            verdict: verdict(detail.verdict),
            message: match detail.verdict {
                Verdict::Flagged { .. } => detail.message,
                Verdict::Clear | Verdict::NotApplicable | Verdict::Undetermined { .. } => {
                    String::new()
                }
            },
            conditions: places.explanations(&detail.explanations),
            margin: detail.margin.as_ref().and_then(|margin| wording::margin(&places, margin)),
            clears_when: detail
                .clears_when
                .iter()
                .map(|way| wording::way_out(&places, way))
                .collect(),
            missing: detail.missing.iter().map(|missing| places.missing(missing)).collect(),
            cites: rule.cites.clone(),
        })
    }
}

fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::NotApplicable => "not applicable".to_owned(),
        Verdict::Clear => "clear".to_owned(),
        Verdict::Flagged { severity, possibly: None } => format!("flagged {}", severity.name()),
        Verdict::Flagged { severity, possibly: Some(worse) } => {
            format!("flagged {}, possibly {}", severity.name(), worse.name())
        }
        Verdict::Undetermined { possibly } => format!("undetermined, possibly {}", possibly.name()),
    }
}
