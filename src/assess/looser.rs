//! In what a gate is looser than that of the baseline.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::required::Many;
use crate::report::{Budget, Budgeted, Policy, Required};
use crate::value::{Decimal, scale};

/// The gate of an earlier report, as far as it is told.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct EarlierGate {
    fail_on: Option<String>,
    fail_on_amount: Option<String>,
    pub(super) fail_on_grade: Vec<String>,
    undetermined: Option<String>,
    changed: Option<String>,
    policy_changes: Option<String>,
    budget: Vec<EarlierBudget>,
    pub(super) require: EarlierRequired,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
struct EarlierBudget {
    of: String,
    name: String,
    allowed: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct EarlierRequired {
    records: BTreeMap<String, String>,
    unreadable: Option<String>,
    rates_younger_than: Option<u32>,
    rules: Vec<String>,
}

/// The settings of a gate, the loosest first.
const FAIL_ON: [&str; 6] = ["never", "critical", "high", "medium", "low", "info"];
const UNDETERMINED: [&str; 4] = ["ignore", "warn", "new", "fail"];
const CHANGED: [&str; 3] = ["ignore", "warn", "fail"];

/// What stands for a setting that there is not.
pub(super) const NONE: &str = "none";

/// A setting, what it was and what it is.
pub(super) type Looser = (String, String, String);

impl EarlierGate {
    /// Of the settings that are one word.
    pub(super) fn words(&self, now: &Policy) -> Vec<Looser> {
        let settings: [(_, &[&str], _, _); 3] = [
            ("fail_on", &FAIL_ON, &self.fail_on, &now.fail_on),
            ("undetermined", &UNDETERMINED, &self.undetermined, &now.undetermined),
            ("changed", &CHANGED, &self.changed, &now.changed),
        ];
        let looser = settings.into_iter().filter_map(|(key, order, then, now)| {
            let place = |value: &str| order.iter().position(|known| *known == value);
            let then = then.as_ref()?;
            (place(now)? < place(then)?).then(|| (key.to_owned(), then.clone(), now.clone()))
        });
        let gone = self.policy_changes.as_ref().filter(|_| now.policy_changes.is_none());
        let gone = gone.map(|then| ("policy_changes".to_owned(), then.clone(), "warn".to_owned()));
        looser.chain(gone).collect()
    }

    /// Of the amount; of two that are not read, nothing is known.
    pub(super) fn amount(&self, now: &Policy) -> Option<Looser> {
        let then = self.fail_on_amount.as_ref()?;
        let key = "fail_on_amount".to_owned();
        let Some(now) = &now.fail_on_amount else {
            return Some((key, then.clone(), NONE.to_owned()));
        };
        let more = amount(now).zip(amount(then)).is_some_and(|(now, then)| now > then);
        more.then(|| (key, then.clone(), now.clone()))
    }

    pub(super) fn budgets(&self, now: &[Budget], called: impl Fn(&str) -> String) -> Vec<Looser> {
        let looser = |then: &EarlierBudget| {
            let of = |budget: &&Budget| match budget.of {
                Budgeted::Severity => then.of == "severity" && budget.name == then.name,
                Budgeted::Rule => then.of == "rule" && budget.name == called(&then.name),
                Budgeted::Tag => then.of == "tag" && budget.name == then.name,
            };
            let is = now.iter().find(of).map(|budget| budget.allowed);
            is.is_none_or(|is| is > then.allowed).then(|| {
                let told = is.map_or_else(|| NONE.to_owned(), |is| is.to_string());
                (format!("budget of {}", then.name), then.allowed.to_string(), told)
            })
        };
        self.budget.iter().filter_map(looser).collect()
    }
}

impl EarlierRequired {
    pub(super) fn looser(&self, now: &Required, called: impl Fn(&str) -> String) -> Vec<Looser> {
        let key = |of: &str| format!("require {of}");
        let many = |of: &str, then: &String, is: Option<&String>| {
            let wider = is.and_then(|is| Many::parse(is).ok()).zip(Many::parse(then).ok());
            let wider = wider.is_some_and(|(is, then)| !is.is_within(&then));
            let told = is.cloned().unwrap_or_else(|| NONE.to_owned());
            (is.is_none() || wider).then(|| (key(of), then.clone(), told))
        };
        let records = self.records.iter();
        let records = records.filter_map(|(kind, then)| many(kind, then, now.records.get(kind)));
        let unreadable = self.unreadable.iter();
        let unreadable =
            unreadable.filter_map(|then| many("unreadable", then, now.unreadable.as_ref()));
        let days = |days: u32| format!("{days} days");
        let rates = self
            .rates_younger_than
            .filter(|then| now.rates_younger_than.is_none_or(|is| is > *then));
        let rates = rates.map(|then| {
            let told = now.rates_younger_than.map_or_else(|| NONE.to_owned(), days);
            (key("rates_younger_than"), days(then), told)
        });
        let rules = self.rules.iter().filter(|rule| !now.rules.contains(&called(rule)));
        let rules = rules.map(|rule| (key("rules"), rule.clone(), NONE.to_owned()));
        records.chain(unreadable).chain(rates).chain(rules).collect()
    }
}

/// How much an amount is, `10 m USD`, whatever its currency: baselines in another do not fit.
fn amount(text: &str) -> Option<Decimal> {
    let text = text.replace(',', "");
    let mut words = text.split_whitespace();
    let number = Decimal::parse(words.next()?)?;
    match (words.next()?, words.next()) {
        (_, None) => Some(number),
        (word, Some(_)) => Decimal::new(number.coef(), number.scale() - scale(word)?),
    }
}
