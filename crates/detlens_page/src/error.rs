//! Why a run cannot be shown or exported.

use std::io;
use std::path::{Path, PathBuf};

use detlens_run::RunError;

/// Why a run cannot be shown or exported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// The run cannot be read.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The run holds the protocol `coco` alone, which has no objects to show.
    #[error("the run has no numbers of the protocol exact, which the page is about")]
    NoExact,
    /// The run has more area ranges than the page can tell apart.
    #[error("the run has {n_ranges} area ranges, the page shows at most {MAX_AREA_RANGES}")]
    TooManyAreaRanges {
        /// Number of ranges.
        n_ranges: usize,
    },
    /// A table of the run contradicts another, or its record.
    #[error("the run is damaged: {reason}")]
    Inconsistent {
        /// The contradiction.
        reason: String,
    },
    /// The run has no such shard.
    #[error("there is no shard {name}")]
    NoShard {
        /// The name of the shard.
        name: String,
    },
    /// A shard cannot be put into its form.
    #[error("cannot write the shard {name}")]
    Encode {
        /// The name of the shard.
        name: String,
        /// The answer of the encoder.
        source: io::Error,
    },
    /// There is an export already, and the caller did not ask to replace it.
    #[error("{} already holds an export", path.display())]
    Exists {
        /// The folder or the file.
        path: PathBuf,
    },
    /// Something stands in the way that is no export, and so is never deleted.
    #[error("{} is not an export, so it is not replaced: {reason}", path.display())]
    InTheWay {
        /// What stands in the way.
        path: PathBuf,
        /// How it differs from an export.
        reason: String,
    },
    /// The path has no last part to name an export by, as in `..`.
    #[error("{} does not name a place to write to", path.display())]
    NoName {
        /// The path.
        path: PathBuf,
    },
    /// The disk refused.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The answer of the operating system.
        source: io::Error,
    },
}

/// Membership in area ranges is a bit each of a number of 32.
pub(crate) const MAX_AREA_RANGES: usize = 32;

impl PageError {
    /// For `map_err`: what was tried and where.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_owned(), source }
    }

    /// A contradiction inside the run.
    pub(crate) fn inconsistent(reason: impl Into<String>) -> Self {
        Self::Inconsistent { reason: reason.into() }
    }
}
