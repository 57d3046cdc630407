//! `detlens check`: everything wrong with the files, and what they hold.

use detlens_data::{Problems, ReadOptions};

use crate::args::CheckArgs;
use crate::failure::{Failure, Fault};
use crate::health;
use crate::problems;
use crate::progress;
use crate::reading::Reading;
use crate::terminal;

pub(super) fn run(args: &CheckArgs) -> Result<(), Failure> {
    // Read leniently, so that what is right can be counted beside what is wrong.
    let options = ReadOptions { iou_type: args.iou_type.map(Into::into), lenient: true };
    let reading = Reading::new(&args.gt, &args.dt, options, progress::reading)?;
    let outcome = &reading.outcome;
    let mut text = problems::texts(&outcome.problems);
    if let Some(dataset) = &outcome.dataset {
        text += if text.is_empty() { "" } else { "\n" };
        text += &health::render(dataset, !args.dt.is_empty(), terminal::width());
    }
    terminal::print(&format!("{text}\n{}", verdict(&outcome.problems)))?;
    if outcome.problems.has_errors() { Err(Failure::Reported(Fault::Input)) } else { Ok(()) }
}

/// The last line: whether the files can be evaluated.
fn verdict(problems: &Problems) -> String {
    if !problems.has_errors() {
        return "No error; the files can be evaluated.\n".to_owned();
    }
    let errors = problems::n_errors(problems);
    if problems.has_fatal() {
        format!("{errors}; the files cannot be evaluated.\n")
    } else {
        format!("{errors}; `detlens eval --lenient` would leave the wrong rows out.\n")
    }
}
