//! One evaluation: what was read, the numbers made of it, the run written.

use std::path::Path;

use detlens_data::{Dataset, Problems};
use detlens_engine::{Config, Evaluation, evaluate};
use detlens_run::schema::{AreaRange, InputFile, Problem, Setting};
use detlens_run::{Run, RunError, RunFile, RunInput};

use crate::configuration::{Areas, Configuration};
use crate::failure::{Failure, with_cause};
use crate::problems;
use crate::reading::Reading;

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
    /// Evaluates what was read.
    ///
    /// # Errors
    ///
    /// Settings that cannot be used, files that were not read to their end, or problems that spoil
    /// the input.
    pub(crate) fn of_files(
        configuration: &Configuration,
        config: Config,
        mut reading: Reading,
    ) -> Result<Self, Failure> {
        let problems = &reading.outcome.problems;
        let Some(dataset) = reading.outcome.dataset.take() else {
            return Err(refused(problems, configuration.given.lenient.unwrap_or_default()));
        };
        let problems = problems.groups().iter().map(Problem::from).collect();
        let files = reading.inputs(&dataset)?;
        Self::of_dataset(configuration, config, dataset, problems, files)
    }

    /// Evaluates a dataset, whatever it came from.
    ///
    /// # Errors
    ///
    /// Settings that cannot be used.
    pub(crate) fn of_dataset(
        configuration: &Configuration,
        config: Config,
        dataset: Dataset,
        problems: Vec<Problem>,
        files: Vec<InputFile>,
    ) -> Result<Self, Failure> {
        let dataset = match &configuration.given.categories {
            Some(names) => dataset.select_categories(names).map_err(Failure::usage)?,
            None => dataset,
        };
        let evaluation = evaluate(&dataset, &config).map_err(Failure::usage)?;
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
        detlens_run::write(dir, &self.input(), overwrite).map_err(|error| run_failure(&error))
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

/// What the engine is asked to do, with the size ranges of an earlier run if they are wanted.
///
/// # Errors
///
/// A setting that cannot be used, a run that cannot be opened, or a folder that is not there.
pub(crate) fn asked(configuration: &Configuration) -> Result<Config, Failure> {
    let given = &configuration.given;
    let areas = given.areas_from.as_deref().map(areas_of_run).transpose()?;
    let config = configuration.engine_config(areas.as_ref())?;
    if let Some(images) = given.images.as_deref().filter(|images| !images.is_dir()) {
        return Err(Failure::input(format!("{} is not a folder", images.display()))
            .with_hint("give the folder that the file names of the images start from"));
    }
    Ok(config)
}

/// The size ranges of another run, as they became there.
fn areas_of_run(dir: &Path) -> Result<Areas, Failure> {
    let run = Run::open(dir).map_err(|error| run_failure(&error))?;
    Ok(Areas(run.record().area_ranges.iter().map(AreaRange::request).collect()))
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
