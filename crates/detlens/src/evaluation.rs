//! One evaluation: the files read, their problems told, the numbers made, the run written.

use std::path::Path;

use detlens_data::{Dataset, Problems, ReadOptions};
use detlens_engine::{Config, Evaluation, evaluate};
use detlens_run::schema::{InputFile, Problem, Setting};
use detlens_run::{RunError, RunFile, RunInput};

use crate::configuration::Configuration;
use crate::failure::{Failure, with_cause};
use crate::problems;
use crate::progress;
use crate::reading::Reading;
use crate::summary::count;

/// An evaluation with everything that led to it.
#[derive(Debug)]
pub(crate) struct Evaluated {
    settings: Vec<Setting>,
    files: Vec<InputFile>,
    problems: Vec<Problem>,
    config: Config,
    dataset: Dataset,
    evaluation: Evaluation,
}

impl Evaluated {
    /// Reads the files and evaluates them; what is wrong with them is printed on the way.
    ///
    /// # Errors
    ///
    /// Settings that cannot be used, files that cannot be read, or problems that spoil the input.
    pub(crate) fn new(configuration: &Configuration, config: Config) -> Result<Self, Failure> {
        let given = &configuration.given;
        let (gt, dt) = configuration.files()?;
        let options = ReadOptions {
            iou_type: given.iou_type.map(Into::into),
            lenient: given.lenient.unwrap_or_default(),
        };
        let mut reading = Reading::new(gt, dt, options)?;
        problems::report(&reading.outcome.problems, options.lenient);
        let problems = &reading.outcome.problems;
        let Some(dataset) = reading.outcome.dataset.take() else {
            return Err(refused(problems, options.lenient));
        };
        let problems = problems.groups().iter().map(Problem::from).collect();
        let files = reading.inputs(&dataset)?;
        let dataset = match &given.categories {
            Some(names) => dataset.select_categories(names).map_err(Failure::usage)?,
            None => dataset,
        };
        let spinner = progress::spinner(format!(
            "evaluating {} detections",
            count(dataset.detections().len() as u64)
        ));
        let evaluation = evaluate(&dataset, &config).map_err(Failure::usage)?;
        spinner.finish_and_clear();
        let settings = configuration.record(&config, dataset.iou_type())?;
        Ok(Self { settings, files, problems, config, dataset, evaluation })
    }

    /// The record of the run, without writing anything.
    pub(crate) fn record(&self) -> RunFile {
        RunFile::new(&self.input())
    }

    /// Writes the run to a directory, and gives its record.
    ///
    /// # Errors
    ///
    /// As [`detlens_run::write()`].
    pub(crate) fn write(&self, dir: &Path, overwrite: bool) -> Result<RunFile, Failure> {
        let spinner = progress::spinner(format!("writing {}", dir.display()));
        let written = detlens_run::write(dir, &self.input(), overwrite);
        spinner.finish_and_clear();
        written.map_err(|error| run_failure(&error))
    }

    fn input(&self) -> RunInput<'_> {
        RunInput {
            settings: &self.settings,
            files: &self.files,
            problems: &self.problems,
            dataset: &self.dataset,
            config: &self.config,
            evaluation: &self.evaluation,
        }
    }
}

/// The failure for input that its problems spoil.
fn refused(problems: &Problems, lenient: bool) -> Failure {
    let failure = Failure::input(format!("{} found in the input", problems::n_errors(problems)));
    if lenient || problems.has_fatal() {
        return failure;
    }
    failure.with_hint("mend the files, or leave the wrong rows out with --lenient")
}

/// The failure for a run that cannot be written or read.
pub(crate) fn run_failure(error: &RunError) -> Failure {
    let message = with_cause(error);
    match error {
        RunError::Exists { .. } => {
            Failure::usage(message).with_hint("replace it with --overwrite, or name another folder")
        }
        RunError::InTheWay { .. } | RunError::NoName { .. } => {
            Failure::usage(message).with_hint("name a folder that does not exist yet")
        }
        RunError::NotARun { .. } | RunError::NewerSchema { .. } | RunError::Broken { .. } => {
            Failure::input(message)
        }
        _ => Failure::machine(message),
    }
}
