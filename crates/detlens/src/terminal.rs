//! Standard output and standard error: the only place that prints.

use std::io::{self, ErrorKind, Write};

use anstyle::{AnsiColor, Style};

use crate::failure::Failure;

/// Headings.
pub(crate) const HEADING: Style = Style::new().bold();
/// What may be read second: units, notes, reasons.
pub(crate) const QUIET: Style = Style::new().dimmed();
/// What needs attention.
pub(crate) const ALARM: Style = AnsiColor::Red.on_default().bold();
/// What deserves a look.
pub(crate) const NOTICE: Style = AnsiColor::Yellow.on_default();

/// Narrowest and widest layout, in columns.
const WIDTHS: std::ops::RangeInclusive<usize> = 80..=100;

/// Columns to lay out for: the terminal's, within what reads well.
pub(crate) fn width() -> usize {
    let (narrowest, widest) = WIDTHS.into_inner();
    let terminal = terminal_size::terminal_size_of(io::stdout());
    terminal.map_or(widest, |(columns, _)| usize::from(columns.0).clamp(narrowest, widest))
}

/// Prints to standard output, without colour where it would not be understood.
///
/// # Errors
///
/// [`Failure::ReaderGone`] if the pipe is closed, a machine failure for a full disk and the like.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = anstream::stdout().lock();
    stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
        .map_err(|error| output_failure(&error))
}

/// The failure for an error of writing to standard output.
pub(crate) fn output_failure(error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::BrokenPipe => Failure::ReaderGone,
        _ => Failure::machine(format!("cannot write to standard output: {error}")),
    }
}

/// Prints to standard error. An error here has nobody left to be told to.
pub(crate) fn report(text: &str) {
    let mut stderr = anstream::stderr().lock();
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}

/// Tells the user why a command failed.
pub(crate) fn report_failure(failure: &Failure) {
    if let Failure::Told { message, hint, .. } = failure {
        report(&format!("{ALARM}error:{ALARM:#} {message}\n"));
        if let Some(hint) = hint {
            report(&format!("  {QUIET}fix:{QUIET:#} {hint}\n"));
        }
    }
}
