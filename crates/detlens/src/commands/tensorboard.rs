//! `detlens tensorboard`: writes a run for TensorBoard.

use std::path::Path;
use std::time::SystemTime;

use detlens_tensorboard::{TensorboardError, TensorboardOptions};

use crate::args::TensorboardArgs;
use crate::failure::{Failure, with_cause};
use crate::logging::{IMAGE_HINT, Logged, log_failure, told};
use crate::progress;
use crate::terminal::{self, QUIET};

/// Writes an event file.
///
/// # Errors
///
/// A name that is no folder of its own, a run or an image that cannot be read, a disk that fails.
pub(super) fn run(args: &TensorboardArgs) -> Result<(), Failure> {
    let logged = Logged::open(&args.run, &args.log)?;
    let options = TensorboardOptions {
        logdir: args.logdir.clone(),
        name: name(args.name.as_deref().unwrap_or(&logged.log.name))?,
        step: args.step.into(),
        time: SystemTime::now(),
    };
    let spinner = progress::spinner("writing events".to_owned());
    let written = detlens_tensorboard::write(&logged.log, logged.page.as_ref(), &options);
    spinner.finish_and_clear();
    let written = written.map_err(|error| tensorboard_failure(&error))?;
    let examples = told(&logged.log.examples, written.has_pictures);
    terminal::print(&format!(
        "{QUIET}The events are in{QUIET:#} {}{QUIET}, with {examples}{QUIET:#}\n\
         {QUIET}See them with{QUIET:#} tensorboard --logdir {}\n",
        written.file.display(),
        args.logdir.display(),
    ))
}

/// A name that is one folder below the folder of all runs, or several.
fn name(name: &str) -> Result<String, Failure> {
    let is_below =
        Path::new(name).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    if is_below && !name.is_empty() {
        return Ok(name.to_owned());
    }
    Err(Failure::usage(format!("--name {name:?} does not name a folder inside --logdir")))
}

fn tensorboard_failure(error: &TensorboardError) -> Failure {
    match error {
        TensorboardError::Log(error) => log_failure(error),
        TensorboardError::Image { .. } | TensorboardError::Draw { .. } => {
            Failure::input(error).with_hint(IMAGE_HINT)
        }
        _ => Failure::machine(with_cause(error)),
    }
}
