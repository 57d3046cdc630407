//! Why a run cannot be written or read.

use std::io;
use std::path::{Path, PathBuf};

use parquet::errors::ParquetError;

/// Why a run cannot be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// There is a run already, and the caller did not ask to replace it.
    #[error("{} already holds a run", dir.display())]
    Exists {
        /// The directory.
        dir: PathBuf,
    },
    /// Something stands in the way that is no run, and so is never deleted.
    #[error("{} is not a run, so it is not replaced: {reason}", path.display())]
    InTheWay {
        /// What stands in the way.
        path: PathBuf,
        /// How it differs from a run.
        reason: String,
    },
    /// The path has no last part to name a run by, as in `..`.
    #[error("{} does not name a directory to make", path.display())]
    NoName {
        /// The path.
        path: PathBuf,
    },
    /// There is no run in the directory.
    #[error("{} is not a run: {reason}", dir.display())]
    NotARun {
        /// The directory.
        dir: PathBuf,
        /// What is missing.
        reason: String,
    },
    /// The run was made by a later version of Detlens.
    #[error(
        "{} was made by a newer Detlens (schema {found}, this one reads {known})",
        dir.display()
    )]
    NewerSchema {
        /// The directory.
        dir: PathBuf,
        /// The schema version of the run.
        found: u64,
        /// The latest schema version that is understood here.
        known: u32,
    },
    /// A file of the run is missing or damaged.
    #[error("{} is damaged: {reason}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The disk refused.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// The answer of the operating system.
        source: io::Error,
    },
    /// A Parquet file cannot be written.
    #[error("cannot write {}", path.display())]
    WriteTable {
        /// The file.
        path: PathBuf,
        /// The answer of the Parquet library, which wraps that of the operating system.
        source: ParquetError,
    },
}

impl RunError {
    /// For `map_err`: what was tried and where.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_owned(), source }
    }

    /// For `map_err`: a file that says nothing sensible.
    pub(crate) fn broken(path: &Path, reason: &impl ToString) -> Self {
        Self::Broken { path: path.to_owned(), reason: reason.to_string() }
    }
}
