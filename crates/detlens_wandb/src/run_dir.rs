//! The folder of an offline run: its name, and how it is known.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::calendar;
use crate::receipt::RECEIPT;

/// The name of a new folder; W&B's clients look for names of this form.
pub(crate) fn name(time: SystemTime, run_id: &str) -> String {
    format!("offline-run-{}-{run_id}", calendar::stamp(time))
}

/// The name of the transaction log in the folder of a run.
pub(crate) fn log_name(run_id: &str) -> String {
    format!("run-{run_id}.wandb")
}

/// The path itself if it is an offline run that was written here.
///
/// The folder may have been moved or renamed since.
#[must_use]
pub fn find_offline_run(path: &Path) -> Option<PathBuf> {
    let is_run = fs::metadata(path.join(RECEIPT)).is_ok_and(|metadata| metadata.is_file());
    is_run.then(|| path.to_owned())
}
