//! The report for GitHub's runners: workflow commands that they show as annotations. A runner shows
//! ten errors and ten warnings of a step and drops the rest without a word, so what fails the gate
//! comes first and the last of each says how many more there are.

use std::io::{self, Write};

use super::entry::{At, Checkout, Entry};
use super::text::page::clean;
use crate::outcome::Severity;
use crate::report::{
    Finding, GateResult, Grade, Head, Out, Request, Section, Status, Style, Undetermined, Wants,
    Writer, words,
};

/// How many annotations of a level a runner shows.
const SHOWN: usize = 10;

/// The report in writing.
pub(super) struct GitHub<'w> {
    out: io::BufWriter<Out<'w>>,
    checkout: Checkout,
    /// Whether what could not be decided is told.
    open: bool,
    errors: Annotations,
    warnings: Annotations,
    /// How many findings fail the gate, where those are the first and nothing else that is told entry
    /// by entry does: then no more is asked for than is shown.
    failing: Option<usize>,
    /// How many entries of the list at hand are not told yet.
    left: usize,
}

/// The annotations of a level.
struct Annotations {
    command: &'static str,
    first: Vec<String>,
    /// How many there are beyond those.
    more: usize,
}

impl Annotations {
    fn of(command: &'static str) -> Annotations {
        Annotations { command, first: Vec::new(), more: 0 }
    }

    fn add(&mut self, at: Option<&At>, title: &str, text: &str) {
        if self.first.len() == SHOWN {
            self.more += 1;
            return;
        }
        self.first.push(command(self.command, at, title, text));
    }

    /// Writes them; where there are more than are shown, the last says how many.
    fn write(&mut self, out: &mut impl Write) -> io::Result<()> {
        if self.more > 0 {
            self.first.pop();
            let more = format!("and {} more, which the report tells", self.more + 1);
            self.first.push(command(self.command, None, "riskwright", &more));
        }
        self.first.iter().try_for_each(|line| out.write_all(line.as_bytes()))
    }
}

/// `::error file=deals.yaml,line=10,col=5,title=…::…`
fn command(name: &str, at: Option<&At>, title: &str, text: &str) -> String {
    let mut line = format!("::{name} ");
    if let Some(At { path, line: at, column, .. }) = at {
        line.push_str(&format!("file={},line={at},", property(path)));
        if let Some(column) = column {
            line.push_str(&format!("col={column},"));
        }
    }
    line.push_str(&format!("title={}::{}\n", property(title), data(text)));
    line
}

/// A text behind a command: what would end the line is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text within a command: what would end the property, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

impl<'w> GitHub<'w> {
    /// A report for that stream.
    pub(super) fn new(out: Out<'w>, style: &Style) -> Self {
        GitHub {
            out: io::BufWriter::new(out),
            checkout: Checkout::default(),
            open: style.open,
            errors: Annotations::of("error"),
            warnings: Annotations::of("warning"),
            failing: None,
            left: 0,
        }
    }

    fn entry(&mut self, entry: &Entry<'_>) {
        let level = match (entry.fails_gate, entry.status) {
            (Some(_), _) => &mut self.errors,
            (None, Status::New) => &mut self.warnings,
            // What is known or accepted is only counted.
            (None, Status::Baseline | Status::Waived) => return,
        };
        let at = self.checkout.of_entry(entry);
        let title = clean(&format!("{} ({})", entry.title, entry.is.words()));
        let mut text = format!("{}: {}", entry.subject(), entry.text);
        if let Some(spot) = &at.spot {
            text.push_str(&format!(" ({spot})"));
        }
        if !entry.remedy.is_empty() {
            text.push_str(&format!("\n{}", clean(entry.remedy)));
        }
        level.add(Some(&at), &title, &text);
    }
}

/// How many findings fail the gate, where all that do stand before those that do not.
fn failing(head: &Head) -> Option<usize> {
    let policy = &head.policy;
    let looks_at_open = !matches!(policy.undetermined.as_str(), "warn" | "ignore");
    if policy.baseline.is_some() || looks_at_open || head.summary.waived > 0 {
        return None;
    }
    let Some(line) = Severity::from_name(&policy.fail_on) else { return Some(0) };
    let failing = Severity::ALL.into_iter().filter(|severity| *severity >= line);
    usize::try_from(failing.map(|severity| head.summary.count(severity)).sum::<u64>()).ok()
}

impl Writer for GitHub<'_> {
    fn wants(&self) -> Wants {
        // What is known stands among what is new, and what is possibly bad behind what is milder.
        let (findings, undetermined) = match self.failing {
            Some(failing) => (failing + SHOWN, SHOWN - self.warnings.first.len()),
            None => (usize::MAX, usize::MAX),
        };
        let undetermined = if self.open { undetermined } else { 0 };
        Wants { findings, undetermined, grades: usize::MAX, ..Wants::default() }
    }

    fn head(&mut self, head: &Head) -> io::Result<()> {
        self.checkout = Checkout::of(head);
        self.failing = failing(head);
        if head.summary.gate == GateResult::Failed {
            let why = words::failed(&head.policy, &head.summary.gate_reasons);
            self.errors.add(None, "riskwright", &clean(&why));
        }
        // Without it, what was not looked at would pass for clear.
        for limit in &head.limits {
            self.warnings.add(None, "not looked at whole", &clean(&limit.to_string()));
        }
        head.lost.iter().for_each(|lost| self.entry(&Entry::lost(lost)));
        Ok(())
    }

    fn begin(&mut self, _: Section, all: usize) -> io::Result<()> {
        self.left = all;
        Ok(())
    }

    fn end(&mut self, section: Section) -> io::Result<()> {
        let shown = match section {
            Section::Findings => true,
            Section::Undetermined => self.open,
            _ => false,
        };
        if shown {
            self.warnings.more += self.left;
        }
        Ok(())
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.left -= 1;
        self.entry(&Entry::finding(finding));
        Ok(())
    }

    fn undetermined(&mut self, verdict: &Undetermined) -> io::Result<()> {
        self.left -= 1;
        self.entry(&Entry::open(verdict));
        Ok(())
    }

    fn request(&mut self, _: &Request) -> io::Result<()> {
        Ok(())
    }

    fn grade(&mut self, grade: &Grade) -> io::Result<()> {
        if grade.fails_gate.is_some() {
            self.entry(&Entry::grade(grade));
        }
        Ok(())
    }

    fn close(&mut self, head: &Head) -> io::Result<()> {
        self.errors.write(&mut self.out)?;
        self.warnings.write(&mut self.out)?;
        let mut notice = vec![words::sums(head)];
        notice.extend(words::remarks(head));
        let notice: Vec<String> = notice.iter().map(|line| clean(line)).collect();
        let line = command("notice", None, "riskwright", &notice.join("\n"));
        self.out.write_all(line.as_bytes())?;
        self.out.flush()
    }
}
