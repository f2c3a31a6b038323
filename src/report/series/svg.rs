//! How findings moved, as a picture in one file: a column a report, the worst at its foot; below it
//! what could not be decided, and what is at stake. It asks for nothing and runs nothing, prints on
//! white, and is dark where its reader's system is.

use maud::{Markup, PreEscaped, html};

use super::{Series, Step};
use crate::outcome::Severity;
use crate::report::Style;
use crate::report::words::series as words;
use crate::report::words::voice::{count, say, speaking, told};
use crate::report::writers::html::mark::{farthest, money, part};
use crate::report::writers::text::page::columns;
use crate::value::Decimal;

/// The width of the picture, of what stands at its left, and of what is left free at its right.
const WIDTH: u64 = 960;
const LEFT: u64 = 140;
const RIGHT: u64 = 24;

/// Where panels stand, and how high they are.
const FINDINGS: Panel = Panel { top: 84, height: 220 };
const OPEN: Panel = Panel { top: 344, height: 70 };
const STAKE: Panel = Panel { top: 454, height: 110 };

/// The foot of a picture with and without what is at stake.
const DAYS: u64 = 24;

/// The widest column, and how wide the name of a day is.
const WIDEST: u64 = 48;
const DAY: u64 = 78;

/// Inks of severities on white, for who reads no styles; on dark paper the styles have others.
const INKS: [(Severity, &str, &str); 5] = [
    (Severity::Critical, "#8b1a1a", "#ff8f86"),
    (Severity::High, "#b0431a", "#f0a26c"),
    (Severity::Medium, "#8a6200", "#dcb64c"),
    (Severity::Low, "#5f6958", "#a8b497"),
    (Severity::Info, "#686c73", "#a4a9b1"),
];

#[derive(Clone, Copy)]
struct Panel {
    top: u64,
    height: u64,
}

impl Panel {
    fn foot(self) -> u64 {
        self.top + self.height
    }
}

/// Draws it, in the language of the style.
pub fn svg(series: &Series, style: &Style) -> String {
    speaking(style.lang, || format!("{}\n", drawn(series).into_string()))
}

fn drawn(series: &Series) -> Markup {
    let places = Places::of(series.reports.len() as u64);
    let at_stake = series.reports.iter().any(|step| step.report.totals.at_stake.is_some());
    let last = if at_stake { STAKE } else { OPEN };
    let height = last.foot() + DAYS + 16;
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(height)
            viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-labelledby="t"
            font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
            font-size="12" {
            title id="t" { (words::title(series)) }
            style { (PreEscaped(styles())) }
            rect.paper width=(WIDTH) height=(height) fill="#ffffff" {}
            text.ink x="24" y="30" font-size="17" font-weight="600" fill="#1b1b1a" {
                (words::title(series))
            }
            (legend())
            (findings(series, places))
            (open(series, places))
            @if at_stake { (stakes(series, places)) }
            (days(series, places, last.foot()))
        }
    }
}

/// Inks on dark paper, on screens alone.
fn styles() -> String {
    let inks: String = INKS
        .iter()
        .map(|(severity, _, dark)| format!(".{}{{fill:{dark}}}", severity.name()))
        .collect();
    format!(
        "@media screen and (prefers-color-scheme: dark){{.paper{{fill:#171716}}.ink{{fill:#ecebe5}}\
         .faint{{fill:#b9b8af}}.on{{fill:#171716}}.axis{{stroke:#5c5b54}}.open{{stroke:#98978e}}\
         .stake{{fill:#93bbf5}}.maybe{{stroke:#93bbf5}}{inks}}}"
    )
}

/// Where columns stand.
#[derive(Clone, Copy)]
struct Places {
    /// How many there are.
    all: u64,
}

impl Places {
    fn of(all: u64) -> Places {
        Places { all: all.max(1) }
    }

    /// The room of one, in tenths of a pixel.
    fn room(self) -> u64 {
        (WIDTH - LEFT - RIGHT) * 10 / self.all
    }

    /// How wide a column is.
    fn width(self) -> u64 {
        (self.room() * 7 / 100).clamp(1, WIDEST)
    }

    /// Where the middle of a column is.
    fn middle(self, at: usize) -> u64 {
        LEFT + (self.room() * (2 * at as u64 + 1)) / 20
    }

    /// Where a column begins.
    fn left(self, at: usize) -> u64 {
        self.middle(at).saturating_sub(self.width() / 2)
    }

    /// Whether a text of eleven pixels fits above a column.
    fn has_room(self, text: &str) -> bool {
        columns(text) as u64 * 60 <= self.room()
    }

    /// Every how many columns there is room for a day.
    fn every(self) -> usize {
        usize::try_from((DAY * 10).div_ceil(self.room().max(1))).unwrap_or(usize::MAX).max(1)
    }
}

fn legend() -> Markup {
    html! {
        @for (at, (severity, ink, _)) in INKS.iter().enumerate() {
            @let x = LEFT + 120 * at as u64;
            rect class=(severity.name()) x=(x) y="48" width="12" height="12" fill=(ink) {}
            text.ink x=(x + 18) y="58" fill="#1b1b1a" { (crate::report::words::severity(*severity)) }
        }
        text.faint x=(WIDTH - RIGHT) y="58" text-anchor="end" fill="#55554f" {
            (say("diff-moved-key"))
        }
    }
}

/// The name of a panel, its line at the foot, and how far it goes.
fn frame(panel: Panel, name: &str, top: &str) -> Markup {
    html! {
        text.ink x="24" y=(panel.top + 10) font-weight="600" fill="#1b1b1a" { (name) }
        text.faint x="24" y=(panel.top + 26) fill="#55554f" { (top) }
        path.axis d=(format!("M{LEFT} {}H{}", panel.foot(), WIDTH - RIGHT)) stroke="#b9b8b0" {}
    }
}

fn findings(series: &Series, places: Places) -> Markup {
    let all = |step: &Step| {
        step.report.totals.findings.iter().fold(0_u64, |sum, n| sum.saturating_add(*n))
    };
    let top = series.reports.iter().map(all).max().unwrap_or(0);
    html! {
        (frame(FINDINGS, &say("diff-findings"), &told!("diff-up-to", top = count(top))))
        @for (at, step) in series.reports.iter().enumerate() {
            g {
                title { (words::column(step)) }
                (column(step, places.left(at), places.width(), top))
                @if let Some(moved) = step.since.filter(|_| places.width() > 20) {
                    text.faint x=(places.middle(at)) text-anchor="middle" fill="#55554f"
                        y=(FINDINGS.foot() - high(all(step), top, FINDINGS) - 6) {
                        "+" (count(moved.new)) " −" (count(moved.fixed))
                    }
                }
            }
        }
    }
}

/// The findings of a report, one severity on the other.
fn column(step: &Step, x: u64, width: u64, top: u64) -> Markup {
    let mut below = 0_u64;
    let parts = INKS.map(|(severity, ink, _)| {
        let (n, from) = (step.report.totals.of(severity), below);
        below = below.saturating_add(n);
        (severity, ink, n, from)
    });
    html! {
        @for (severity, ink, n, from) in parts {
            @let foot = FINDINGS.foot() - high(from, top, FINDINGS);
            @let head = FINDINGS.foot() - high(from.saturating_add(n), top, FINDINGS);
            @if n > 0 {
                rect class=(severity.name()) x=(x) y=(head) width=(width)
                    height=((foot - head).max(1)) fill=(ink) {}
                @if foot - head >= 14 && width > 20 {
                    text.on x=(x + width / 2) y=((foot + head) / 2 + 4) text-anchor="middle"
                        fill="#ffffff" { (count(n)) }
                }
            }
        }
    }
}

/// How high so many of at most so many are.
fn high(n: u64, top: u64, panel: Panel) -> u64 {
    let high = u128::from(n) * u128::from(panel.height - 24);
    let high = high.checked_div(u128::from(top)).unwrap_or(0);
    u64::try_from(high).unwrap_or(panel.height)
}

fn open(series: &Series, places: Places) -> Markup {
    let of = |step: &Step| step.report.totals.undetermined;
    let top = series.reports.iter().map(of).max().unwrap_or(0);
    html! {
        (frame(OPEN, &say("diff-open"), &told!("diff-up-to", top = count(top))))
        @for (at, step) in series.reports.iter().enumerate() {
            @let height = high(of(step), top, OPEN);
            g {
                title { (words::column(step)) }
                rect.open x=(places.left(at)) y=(OPEN.foot() - height) width=(places.width())
                    height=(height) fill="none" stroke="#6a6a63" stroke-dasharray="3 2" {}
                @if places.width() > 20 {
                    text.ink x=(places.middle(at)) y=(OPEN.foot() - height - 4) text-anchor="middle"
                        fill="#1b1b1a" { (count(of(step))) }
                }
            }
        }
    }
}

/// What is at stake: what is certain in full, what is possible beyond it as a frame, without a lid
/// where there is no end.
fn stakes(series: &Series, places: Places) -> Markup {
    let stake = |step: &Step| step.report.totals.at_stake.as_ref().and_then(money);
    let top = series.reports.iter().filter_map(|step| farthest(stake(step)?)).max();
    let most = top.unwrap_or(Decimal::ZERO);
    html! {
        (frame(STAKE, &say("diff-stake"), &series.currency))
        @for (at, step) in series.reports.iter().enumerate() {
            @let (x, width) = (places.left(at), places.width());
            g {
                title { (words::column(step)) }
                @match stake(step) {
                    Some([low, end]) => {
                        @let high = |of: Decimal| u64::from(part(of, most)) * (STAKE.height - 24) / 1000;
                        @let (sure, may) = (low.map_or(0, high), end.map(high));
                        rect.stake x=(x) y=(STAKE.foot() - sure) width=(width) height=(sure)
                            fill="#1f4e8c" {}
                        (possible(x, width, sure, may))
                        @if places.has_room(&words::stake(&step.report.totals.at_stake)) {
                            text.ink x=(places.middle(at)) text-anchor="middle" fill="#1b1b1a"
                                font-size="11" y=(STAKE.foot() - may.unwrap_or(sure + OPEN_END).max(sure) - 5) {
                                (words::stake(&step.report.totals.at_stake))
                            }
                        }
                    }
                    None => {
                        text.faint x=(places.middle(at)) y=(STAKE.foot() - 6) text-anchor="middle"
                            fill="#55554f" { (words::stake(&step.report.totals.at_stake)) }
                    }
                }
            }
        }
    }
}

/// How high a frame without a lid is drawn.
const OPEN_END: u64 = 12;

/// What is possible beyond what is certain.
fn possible(x: u64, width: u64, sure: u64, may: Option<u64>) -> Markup {
    let foot = STAKE.foot() - sure;
    let d = match may {
        Some(may) if may <= sure => return html! {},
        Some(may) => format!("M{x} {foot}V{}h{width}V{foot}", STAKE.foot() - may),
        None => format!("M{x} {foot}v-{OPEN_END}m{width} 0v{OPEN_END}"),
    };
    html! { path.maybe d=(d) fill="none" stroke="#1f4e8c" stroke-dasharray="3 2" {} }
}

/// The as-of dates, as many as there is room for, the last among them.
fn days(series: &Series, places: Places, foot: u64) -> Markup {
    let (every, last) = (places.every(), series.reports.len().saturating_sub(1));
    html! {
        @for (at, step) in series.reports.iter().enumerate() {
            @if (last - at) % every == 0 {
                text.faint x=(places.middle(at)) y=(foot + 18) text-anchor="middle" fill="#55554f" {
                    (step.report.as_of)
                }
            }
        }
    }
}
