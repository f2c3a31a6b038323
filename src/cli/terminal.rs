//! What the terminal can show, and what goes to it.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};

use terminal_size::{Height, Width, terminal_size_of};

use super::problem::{Problem, reason};
use super::shared::{MessageFormat, Shared, When};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::render::{self, Form, Look};
use crate::report::Style;
use crate::source::Sources;
use crate::value::Lang;

/// Columns of a line where no terminal says otherwise.
const WIDTH: usize = 80;

/// Columns beyond which lines are hard to read.
const WIDEST: usize = 110;

/// What the user's flags, the environment and the streams say together.
pub(super) struct Terminal {
    /// Say only what matters.
    pub(super) quiet: bool,
    /// Say what is done.
    pub(super) verbose: bool,
    /// Whether standard error is watched by a person.
    pub(super) attended: bool,
    color: When,
    form: Form,
}

impl Terminal {
    pub(super) fn new(shared: &Shared) -> Terminal {
        let stderr = io::stderr().is_terminal();
        let graphical = match shared.color {
            When::Always => true,
            When::Never => false,
            When::Auto => stderr && !colourless(environment),
        };
        Terminal {
            quiet: shared.quiet,
            verbose: shared.verbose,
            attended: stderr
                && !in_ci(environment)
                && shared.message_format == MessageFormat::Human,
            color: shared.color,
            form: shared.message_format.form(graphical),
        }
    }

    fn colours(&self, terminal: bool) -> bool {
        match self.color {
            When::Always => true,
            When::Never => false,
            When::Auto => terminal && !colourless(environment),
        }
    }

    /// How a text on standard output is laid out, in that language.
    pub(super) fn style(&self, lang: Lang) -> Style {
        let terminal = io::stdout().is_terminal();
        let width = width(terminal_size_of(io::stdout()));
        let color = self.colours(terminal);
        let see_all = Some(match lang {
            Lang::En => "--limit 0 shows all, -o report.json writes all",
            Lang::Bg => "--limit 0 показва всичко, -o report.json записва всичко",
        });
        Style { lang, color, width, quiet: self.quiet, see_all, ..Style::default() }
    }

    /// Writes diagnostics to standard error. Where that is closed there is nobody to tell.
    pub(super) fn tell(&self, sources: &Sources, diagnostics: &[Diagnostic]) {
        let look = Look {
            form: self.form,
            color: self.colours(io::stderr().is_terminal()),
            width: width(terminal_size_of(io::stderr())),
            see_all: Some("--message-format json writes all"),
        };
        let mut out = io::BufWriter::new(io::stderr().lock());
        let _ = render::write(sources, diagnostics, look, &mut out).and_then(|()| out.flush());
    }

    /// Writes warnings, if there are any.
    pub(super) fn warn(&self, sources: &Sources, warnings: &[Diagnostic]) {
        if !warnings.is_empty() {
            self.tell(sources, warnings);
        }
    }

    /// Says what is done, to those who asked; tools that read diagnostics did not.
    pub(super) fn say(&self, what: impl FnOnce() -> String) {
        if self.verbose && self.form != Form::Json {
            let _ = writeln!(io::stderr(), "{}", render::line(&what()));
        }
    }
}

fn environment(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// Whether what the environment says asks for no colours.
fn colourless(said: impl Fn(&str) -> Option<OsString>) -> bool {
    let set = |name| said(name).is_some_and(|value| !value.is_empty());
    set("NO_COLOR") || said("TERM").is_some_and(|term| term == "dumb") || in_ci(said)
}

fn in_ci(said: impl Fn(&str) -> Option<OsString>) -> bool {
    said("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

fn width(size: Option<(Width, Height)>) -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let width = said.or_else(|| size.map(|(width, _)| usize::from(width.0))).unwrap_or(WIDTH);
    width.clamp(40, WIDEST)
}

/// Whether standard output took what was written to it. That nobody reads any more is no error.
pub(super) fn printed(result: io::Result<()>) -> Result<(), Problem> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let path = "standard output".to_owned();
            Err(Problem::Unwritable { path, why: reason(&error) })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_may_ask_for_no_colours() {
        let asks = |said: &[(&str, &str)]| {
            colourless(|name| {
                said.iter().find(|(of, _)| *of == name).map(|(_, value)| OsString::from(value))
            })
        };
        assert!(!asks(&[]));
        assert!(!asks(&[("TERM", "xterm-256color"), ("NO_COLOR", ""), ("CI", "false")]));
        assert!(!asks(&[("CI", "")]));
        assert!(asks(&[("TERM", "dumb")]));
        assert!(asks(&[("NO_COLOR", "1")]));
        assert!(asks(&[("CI", "true")]));
    }
}
