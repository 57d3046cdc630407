//! Problems of the input on standard error: errors with what to do, notes in passing.

use anstyle::Style;
use detlens_data::{ProblemGroup, Problems, Severity};

use crate::summary::{count, printable, styled};
use crate::terminal::{self, ALARM, NOTICE, QUIET};

/// Prints every group of problems; nothing if there is none.
pub(crate) fn report(problems: &Problems, lenient: bool) {
    let label = if lenient { DROPPED } else { ERROR };
    terminal::report(&problems.groups().iter().map(|group| text(group, label)).collect::<String>());
}

/// Every group of problems, as errors.
pub(crate) fn texts(problems: &Problems) -> String {
    problems.groups().iter().map(|group| text(group, ERROR)).collect()
}

/// Every error in plain text, one paragraph each.
pub(crate) fn plain_texts(problems: &Problems) -> String {
    problems.errors().flat_map(|group| [group.to_string(), "\n".to_owned()]).collect()
}

/// A number of errors in words: `1 error`, `1,204 errors`.
pub(crate) fn n_errors(problems: &Problems) -> String {
    let n_errors = problems.errors().map(ProblemGroup::count).sum();
    format!("{} {}", count(n_errors), if n_errors == 1 { "error" } else { "errors" })
}

/// What stands before an error, and how.
type Label = (&'static str, Style);

const ERROR: Label = ("error", ALARM);
const DROPPED: Label = ("dropped", NOTICE);

/// One group: what is wrong, and below it what to do.
fn text(group: &ProblemGroup, (label, style): Label) -> String {
    let text = group.to_string();
    let mut lines = text.lines().map(printable);
    let first = lines.next().unwrap_or_default();
    let rest: String = lines.map(|line| styled(&line, QUIET)).collect();
    match group.severity() {
        Severity::Error => format!("{style}{label}:{style:#} {first}\n{rest}"),
        Severity::Note => styled(&format!("note: {first}"), QUIET) + &rest,
    }
}
