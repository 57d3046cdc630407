//! A run, ready to be logged, and what can go wrong on the way.

use std::path::Path;

use detlens_log::{Examples, Log, LogError, LogOptions};
use detlens_page::PageData;
use detlens_run::Run;

use crate::args::LogArgs;
use crate::evaluation::run_failure;
use crate::failure::{Failure, with_cause};
use crate::page::page_failure;
use crate::summary::count;

/// A run, ready to be logged.
#[derive(Debug)]
pub(crate) struct Logged {
    /// What is logged of it.
    pub(crate) log: Log,
    /// Its page and its images; none without the protocol `exact`.
    pub(crate) page: Option<PageData>,
}

impl Logged {
    /// Opens a run and describes it.
    ///
    /// # Errors
    ///
    /// What [`Run::open`] and [`Log::new`] answer.
    pub(crate) fn open(run: &Path, args: &LogArgs) -> Result<Self, Failure> {
        let run = Run::open(run).map_err(|error| run_failure(&error))?;
        let options = LogOptions { n_per_criterion: args.images };
        let log = Log::new(&run, options).map_err(|error| log_failure(&error))?;
        let has_page = run.record().exact.is_some();
        let page = has_page.then(|| PageData::new(run, args.image_folder.as_deref()));
        Ok(Self { log, page: page.transpose().map_err(|error| page_failure(&error))? })
    }
}

/// Which images are logged, and how many are not.
pub(crate) fn told(examples: &Examples, has_pictures: bool) -> String {
    if examples.images.is_empty() {
        return "no example images".to_owned();
    }
    let n_images = examples.images.len() as u64;
    let chosen = format!(
        "{} of {} images, the {} worst and best by each criterion",
        count(n_images),
        count(examples.n_images as u64),
        examples.n_per_criterion,
    );
    if has_pictures { chosen } else { chosen + ", without pictures: no image folder is known" }
}

/// The failure for a run that cannot be described.
pub(crate) fn log_failure(error: &LogError) -> Failure {
    match error {
        LogError::Run(error) => run_failure(error),
        LogError::Inconsistent { .. } => Failure::input(with_cause(error)),
        _ => Failure::machine(with_cause(error)),
    }
}

/// What to do about an image that cannot be shown.
pub(crate) const IMAGE_HINT: &str =
    "name the folder of the images with --image-folder, or log none with --images 0";
