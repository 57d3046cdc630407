//! What the commands do, without their words on the terminal.

use std::path::Path;

use clap::ValueEnum;
use detlens_data::{Dataset, Problems, ReadOptions};
use detlens_engine::Config;
use detlens_page::{ExportOptions, PageData, Progress, Stage};
use detlens_run::schema::Problem;
use detlens_run::{Run, RunFile};
use detlens_server::{ServeOptions, Server, Site};
use indicatif::ProgressBar;
use serde_json::Value;
use toml::Table;

use crate::args::{LogArgs, PictureChoice};
use crate::commands::{PAGE_WITHOUT_IMAGES, wandb_failure};
use crate::configuration::Configuration;
use crate::evaluation::{Evaluated, asked, run_failure};
use crate::failure::Failure;
use crate::logging::Logged;
use crate::page::page_failure;
use crate::problems;
use crate::reading::Reading;
use crate::serving::serve_failure;
use crate::summary::render;

/// An evaluation, made as `detlens eval` makes it.
///
/// Settings are the keys of a settings file, in a table.
#[derive(Debug)]
pub struct Session {
    evaluated: Evaluated,
    record: RunFile,
}

impl Session {
    /// Evaluates the files that the settings `gt` and `dt` name.
    ///
    /// # Errors
    ///
    /// As `detlens eval`; if problems spoil the input, the message holds all of them.
    pub fn of_files(settings: Table) -> Result<Self, Failure> {
        let configuration = Configuration::of_table(settings)?;
        let config = asked(&configuration)?;
        in_threads(&configuration, || Self::read(&configuration, config))?
    }

    /// Evaluates a dataset that was made in memory; `problems` are what was found in it.
    ///
    /// # Errors
    ///
    /// Settings that cannot be used.
    pub fn of_dataset(
        settings: Table,
        dataset: Dataset,
        problems: &Problems,
    ) -> Result<Self, Failure> {
        let configuration = Configuration::of_table(settings)?;
        let config = asked(&configuration)?;
        let problems = problems.groups().iter().map(Problem::from).collect();
        in_threads(&configuration, || {
            Evaluated::of_dataset(&configuration, config, dataset, problems, Vec::new())
                .map(Self::new)
        })?
    }

    /// The record of the run.
    #[must_use]
    pub fn record(&self) -> &RunFile {
        &self.record
    }

    /// Writes the run to a directory.
    ///
    /// # Errors
    ///
    /// As [`detlens_run::write()`].
    pub fn write(&self, dir: &Path, overwrite: bool) -> Result<(), Failure> {
        self.evaluated.write(dir, overwrite).map(|_| ())
    }

    fn new(evaluated: Evaluated) -> Self {
        Self { record: evaluated.record(), evaluated }
    }

    fn read(configuration: &Configuration, config: Config) -> Result<Self, Failure> {
        let given = &configuration.given;
        let (gt, dt) = configuration.files()?;
        let options = ReadOptions {
            iou_type: given.iou_type.map(Into::into),
            lenient: given.lenient.unwrap_or_default(),
        };
        let reading = Reading::new(gt, dt, options, |_| ProgressBar::hidden())?;
        let problems = problems::plain_texts(&reading.outcome.problems);
        Evaluated::of_files(configuration, config, reading)
            .map(Self::new)
            .map_err(|failure| failure.after(&problems))
    }
}

/// Opens a run, as every command does that takes one.
///
/// # Errors
///
/// As [`Run::open`].
pub fn open_run(dir: &Path) -> Result<Run, Failure> {
    Run::open(dir).map_err(|error| run_failure(&error))
}

/// The terminal summary of a run, laid out for `width` columns, without colour.
#[must_use]
pub fn summary(record: &RunFile, width: usize) -> String {
    anstream::adapter::strip_str(&render(record, width)).to_string()
}

/// Writes the report page of a run as `detlens export` does; `pictures` is its `--pictures`.
///
/// Gives what the user should know about it.
///
/// # Errors
///
/// As `detlens export`.
pub fn export(
    run: &Path,
    images: Option<&Path>,
    dest: &Path,
    pictures: Option<&str>,
    overwrite: bool,
) -> Result<Option<String>, Failure> {
    let data = PageData::new(open_run(run)?, images).map_err(|error| page_failure(&error))?;
    let images = pictures.map(|text| PictureChoice::from_str(text, false)).transpose();
    let images = images.map_err(|text| Failure::usage(format!("pictures: {text}")))?;
    let options = ExportOptions { images: images.map(Into::into).unwrap_or_default(), overwrite };
    let exported = detlens_page::export(&data, dest, options, &Unseen);
    exported.map(|exported| exported.warning).map_err(|error| page_failure(&error))
}

/// Writes what `detlens wandb` logs of a run into a folder, for a run that the official client has
/// open; `n_examples` is its `--images`.
///
/// Gives the values, and what the user should know about them.
///
/// # Errors
///
/// As `detlens wandb`.
pub fn wandb_live(
    run: &Path,
    images: Option<&Path>,
    n_examples: Option<usize>,
    folder: &Path,
) -> Result<(Value, Option<&'static str>), Failure> {
    let usual = LogArgs::default().images;
    let image_folder = images.map(Path::to_owned);
    let args = LogArgs { images: n_examples.unwrap_or(usual), image_folder };
    let Logged { log, page } = Logged::open(run, &args)?;
    let live = detlens_wandb::live(&log, page.as_ref(), folder, &Unseen);
    let live = live.map_err(|error| wandb_failure(&error))?;
    Ok((live.values, live.is_page_without_images.then_some(PAGE_WITHOUT_IMAGES)))
}

/// A server of a run's report page on a free port of this machine.
///
/// # Errors
///
/// As `detlens view`.
pub fn server(run: &Path, images: Option<&Path>) -> Result<Server, Failure> {
    let mut site = Site::new();
    site.add(run, images);
    if let Some((_, error)) = site.problems().next() {
        return Err(page_failure(error));
    }
    Server::bind(site, ServeOptions::default()).map_err(|error| serve_failure(&error))
}

/// Progress that nobody looks at.
struct Unseen;

impl Progress for Unseen {
    fn begin(&self, _: Stage, _: usize) {}

    fn advance(&self) {}
}

/// Works on as many threads as the settings ask for.
fn in_threads<T: Send>(
    configuration: &Configuration,
    work: impl FnOnce() -> T + Send,
) -> Result<T, Failure> {
    let Some(n_threads) = configuration.given.threads else { return Ok(work()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads.get().into()).build();
    let pool = pool
        .map_err(|error| Failure::machine(format!("cannot start {n_threads} threads: {error}")))?;
    Ok(pool.install(work))
}
