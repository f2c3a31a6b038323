//! One language of marks: solid is certain, hatched may be, an arrow is an open end, dashed is
//! unknown. A severity is a square that is filled from below, so that it is read without colour.

use maud::{Markup, html};

use crate::outcome::Severity;
use crate::report::Exact;
use crate::report::Value;
use crate::report::words::voice::say;
use crate::value::{Decimal, Rounding};

/// How bad something is: a finding, perhaps worse than it is shown, or a verdict that is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::report) struct Grave {
    /// What it is for certain; nothing of an open verdict.
    pub(in crate::report) severity: Option<Severity>,
    /// What it is at worst, where that is worse.
    pub(in crate::report) possibly: Option<Severity>,
}

impl Grave {
    /// A finding.
    pub(in crate::report) fn found(severity: Severity, possibly: Option<Severity>) -> Grave {
        Grave { severity: Some(severity), possibly }
    }

    /// A verdict that could not be reached.
    pub(in crate::report) fn open(possibly: Severity) -> Grave {
        Grave { severity: None, possibly: Some(possibly) }
    }

    /// The same in words.
    pub(in crate::report) fn words(self) -> String {
        let possibly = |worst| format!("{} {}", say("html-possibly"), severity(worst));
        match (self.severity, self.possibly) {
            (Some(one), Some(worst)) => format!("{}, {}", severity(one), possibly(worst)),
            (Some(one), None) => severity(one),
            (None, Some(worst)) => possibly(worst),
            (None, None) => say("html-undetermined"),
        }
    }

    fn id(self) -> String {
        let name = |s: Option<Severity>, none| s.map_or(none, Severity::name);
        format!("m-{}-{}", name(self.severity, "open"), name(self.possibly, "x"))
    }
}

/// What a severity is called.
pub(in crate::report) fn severity(severity: Severity) -> String {
    say(&format!("html-{}", severity.name()))
}

/// The mark of how bad something is; its words stand beside it.
pub(in crate::report) fn mark(grave: Grave) -> Markup {
    html! { svg.mark aria-hidden="true" { use href=(format!("#{}", grave.id())) {} } }
}

/// Quarters of a square.
fn level(severity: Option<Severity>) -> u32 {
    match severity {
        Some(Severity::Critical) => 4,
        Some(Severity::High) => 3,
        Some(Severity::Medium) => 2,
        Some(Severity::Low) => 1,
        Some(Severity::Info) | None => 0,
    }
}

/// What marks and bars are drawn with: a hatch for each ink, and every mark once.
pub(in crate::report) fn defined() -> Markup {
    let inks = Severity::ALL.iter().map(|s| s.name()).chain(["ink"]);
    let found = Severity::ALL.iter().map(|s| Some(*s)).chain([None]);
    let worst = || Severity::ALL.iter().map(|s| Some(*s)).chain([None]);
    let all = found.flat_map(|severity| worst().map(move |possibly| Grave { severity, possibly }));
    let all =
        all.filter(|g| g.possibly > g.severity || g.possibly.is_none() && g.severity.is_some());
    html! {
        svg.defs width="0" height="0" aria-hidden="true" { defs {
            @for ink in inks {
                pattern id=(format!("h-{ink}")) width="3" height="3" patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)" {
                    rect class=(format!("s-{ink}")) width="1.3" height="3" {}
                }
            }
            @for grave in all { (symbol(grave)) }
        } }
    }
}

fn symbol(grave: Grave) -> Markup {
    let ink = grave.severity.or(grave.possibly).map_or("info", Severity::name);
    let (sure, worst) = (level(grave.severity), level(grave.possibly));
    // Eleven units high, from a unit and a half on, in quarters.
    let high = |level: u32| hundredths(275 * level);
    let y = |level: u32| hundredths(1250 - 275 * level);
    let dashes = grave.severity.is_none().then_some("2 2");
    html! {
        symbol id=(grave.id()) viewBox="0 0 14 14" {
            @if worst > sure {
                rect x="1.5" y=(y(worst)) width="11" height=(high(worst - sure))
                    fill=(format!("url(#h-{ink})")) {}
            }
            @if sure > 0 {
                rect class=(format!("s-{ink}")) x="1.5" y=(y(sure)) width="11" height=(high(sure)) {}
            }
            rect class=(format!("o-{ink}")) x="1" y="1" width="12" height="12"
                stroke-dasharray=[dashes] {}
        }
    }
}

/// A figure on an axis from nothing to a top, in thousandths of it; `None`: the end is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::report) struct Bar {
    low: u32,
    high: Option<u32>,
}

/// How an axis is drawn.
#[derive(Clone, Copy)]
pub(in crate::report) struct Axis {
    /// In pixels, with the head of an arrow.
    pub(in crate::report) width: u32,
    /// In pixels.
    pub(in crate::report) height: u32,
    /// The ink.
    pub(in crate::report) ink: &'static str,
    /// Where a line is crossed, in thousandths.
    pub(in crate::report) line: Option<u32>,
}

/// How much of an axis the head of an arrow takes.
const HEAD: u32 = 8;

/// The ends of a quantity.
pub(in crate::report) fn ends(value: &Value) -> Option<[Option<Decimal>; 2]> {
    match value.exact {
        Some(Exact::Number(ends)) => Some(ends),
        _ => None,
    }
}

/// The ends of an amount of money.
pub(in crate::report) fn money(value: &Value) -> Option<[Option<Decimal>; 2]> {
    value.unit.as_ref().filter(|unit| unit.len() == 3)?;
    ends(value)
}

/// The end of a quantity that is farthest, as far as there is one.
pub(in crate::report) fn farthest([low, high]: [Option<Decimal>; 2]) -> Option<Decimal> {
    high.or(low)
}

/// So many thousandths of a whole; what lies outside of it stays at its ends.
pub(in crate::report) fn part(of: Decimal, whole: Decimal) -> u32 {
    let thousandths = of
        .mul(Decimal::from(1000), Rounding::HalfEven)
        .and_then(|of| of.div(whole, Rounding::HalfEven))
        .map(|part| part.round(0, Rounding::HalfEven).to_string());
    let part: i64 = thousandths.and_then(|part| part.parse().ok()).unwrap_or(0);
    u32::try_from(part.clamp(0, 1000)).unwrap_or(0)
}

impl Bar {
    /// A quantity on an axis that goes to there. Below nothing nothing is drawn.
    pub(in crate::report) fn of([low, high]: [Option<Decimal>; 2], top: Decimal) -> Bar {
        Bar { low: low.map_or(0, |low| part(low, top)), high: high.map(|high| part(high, top)) }
    }

    /// For the page's script: low, and high where there is an end.
    pub(in crate::report) fn numbers(self) -> (u32, Option<u32>) {
        (self.low, self.high)
    }
}

/// So many hundredths as a number of a drawing: exact, as no binary fraction is.
pub(in crate::report) fn hundredths(of: u32) -> String {
    match (of / 100, of % 100) {
        (whole, 0) => whole.to_string(),
        (whole, part) if part % 10 == 0 => format!("{whole}.{}", part / 10),
        (whole, part) => format!("{whole}.{part:02}"),
    }
}

/// Draws a figure, or that nothing is known of it; its text stands beside it.
pub(in crate::report) fn bar(bar: Option<Bar>, axis: Axis) -> Markup {
    let Axis { width, height, ink, line } = axis;
    let end = width - HEAD;
    let at = |part: u32| hundredths(part * end / 100 * 10);
    let view = format!("0 -4 {width} {}", height + 8);
    html! {
        svg.bar viewBox=(view) width=(width) height=(height + 8) aria-hidden="true" {
            path.axis d=(format!("M.5 0V{height}")) {}
            @match bar {
                None => {
                    rect.unknown x=".5" y="1" width=(end - 1) height=(height - 2) {}
                    text.sign x=(end / 2) y=(height - 1) { "?" }
                }
                Some(Bar { low, high }) => {
                    path.axis d=(format!("M0 {}H{end}", height / 2)) {}
                    @let top = high.unwrap_or(1000);
                    @if top > low {
                        rect x=(at(low)) y="1" width=(at(top - low)) height=(height - 2)
                            fill=(format!("url(#h-{ink})")) {}
                        @if high.is_some() {
                            path class=(format!("o-{ink}"))
                                d=(format!("M{} 1H{}V{}H{}", at(low), at(top), height - 1, at(low))) {}
                        }
                    }
                    @if low > 0 {
                        rect class=(format!("s-{ink}")) y="1" width=(at(low.max(8))) height=(height - 2) {}
                    } @else if high == Some(0) {
                        rect class=(format!("s-{ink}")) width="2" height=(height) {}
                    }
                    @if high.is_none() {
                        path class=(format!("s-{ink}"))
                            d=(format!("M{end} 0L{width} {}L{end} {height}Z", height / 2)) {}
                    }
                }
            }
            @if let Some(line) = line { path.stroke d=(format!("M{} -3V{}", at(line), height + 2)) {} }
        }
    }
}

impl From<(u32, Option<u32>)> for Bar {
    fn from((low, high): (u32, Option<u32>)) -> Bar {
        Bar { low, high }
    }
}
