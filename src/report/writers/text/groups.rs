//! Findings that are told together: those about one record, of one rule, or of one cause.

use std::collections::HashMap;
use std::io;

use super::page::{Page, Paint};
use super::{causes, finding};
use crate::report::words::tally;
use crate::report::{Finding, Grouping};

/// Writes findings, which come worst first.
pub(super) fn write(findings: &[Finding], by: Grouping, page: &mut Page<'_>) -> io::Result<()> {
    match by {
        Grouping::Severity => findings.iter().try_for_each(|found| one(found, page)),
        Grouping::Cause => causes::write(findings, page),
        Grouping::Subject => {
            let of = |found: &Finding| {
                let subject = &found.subject;
                let name = subject.name.as_ref().filter(|name| **name != subject.key);
                let named = name.map(|name| format!(" ({name})")).unwrap_or_default();
                format!("{}{named}", subject.key)
            };
            together(findings, |found| (&found.subject.record, &found.subject.key), of, page)
        }
        Grouping::Rule => {
            let of = |found: &Finding| format!("{}: {}", found.rule, found.title);
            together(findings, |found| (&found.rule, &found.rule), of, page)
        }
    }
}

fn one(found: &Finding, page: &mut Page<'_>) -> io::Result<()> {
    finding::write(found, page)?;
    page.gap()
}

/// Findings under headings, in the order of the worst of each.
fn together<'f>(
    findings: &'f [Finding],
    key: impl Fn(&'f Finding) -> (&'f String, &'f String),
    heading: impl Fn(&Finding) -> String,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    let mut known = HashMap::new();
    for found in findings {
        let at = *known.entry(key(found)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(found),
            None => groups.push(vec![found]),
        }
    }
    for group in &groups {
        if let Some(first) = group.first() {
            let head = format!("{} · {}", heading(first), fell(group));
            page.paragraph(0, (Paint::Plain, ""), (Paint::Strong, &head))?;
            page.gap()?;
        }
        group.iter().try_for_each(|found| one(found, page))?;
    }
    Ok(())
}

/// `1 critical, 2 high`
fn fell(group: &[&Finding]) -> String {
    tally(|severity| group.iter().filter(|found| found.severity == severity).count() as u64)
}
