//! An evaluation with its words on the terminal: progress while it runs, problems of the files.

use std::path::Path;

use detlens_data::ReadOptions;
use detlens_engine::Config;
use detlens_run::RunFile;

use crate::configuration::Configuration;
use crate::evaluation::Evaluated;
use crate::failure::Failure;
use crate::problems;
use crate::progress;
use crate::reading::Reading;
use crate::summary::count;

/// Reads the files and evaluates them; what is wrong with them is printed on the way.
///
/// # Errors
///
/// Settings that cannot be used, files that cannot be read, or problems that spoil the input.
pub(crate) fn evaluate(
    configuration: &Configuration,
    config: Config,
) -> Result<Evaluated, Failure> {
    let given = &configuration.given;
    let (gt, dt) = configuration.files()?;
    let options = ReadOptions {
        iou_type: given.iou_type.map(Into::into),
        lenient: given.lenient.unwrap_or_default(),
    };
    let reading = Reading::new(gt, dt, options, progress::reading)?;
    problems::report(&reading.outcome.problems, options.lenient);
    let n_detections = reading.outcome.dataset.as_ref().map_or(0, |data| data.detections().len());
    let spinner =
        progress::spinner(format!("evaluating {} detections", count(n_detections as u64)));
    let evaluated = Evaluated::of_files(configuration, config, reading);
    spinner.finish_and_clear();
    evaluated
}

/// Writes a run to a directory, and gives its record.
///
/// # Errors
///
/// As [`detlens_run::write()`].
pub(crate) fn write(
    evaluated: &Evaluated,
    dir: &Path,
    overwrite: bool,
) -> Result<RunFile, Failure> {
    let spinner = progress::spinner(format!("writing {}", dir.display()));
    let written = evaluated.write(dir, overwrite);
    spinner.finish_and_clear();
    written
}
