//! Why a run cannot be written for W&B.

use std::io;
use std::path::{Path, PathBuf};

use detlens_log::LogError;
use detlens_page::{ImageError, PageError};

/// Why a run cannot be written for W&B.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WandbError {
    /// A name is one that W&B does not take.
    #[error("{value:?} cannot be a {what} of W&B: {reason}")]
    BadName {
        /// What the name is for.
        what: &'static str,
        /// The name.
        value: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The run contradicts itself.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The image of an example cannot be read.
    #[error("the image {file_name:?} cannot be shown: {source}")]
    Image {
        /// Path relative to the image folder, as the run gives it.
        file_name: String,
        /// Why it cannot be shown.
        source: ImageError,
    },
    /// The report page cannot be made.
    #[error("the report page cannot be made")]
    Page(#[from] PageError),
    /// A value cannot be written as JSON or PNG.
    #[error("cannot encode {what}")]
    Encode {
        /// What was encoded.
        what: &'static str,
        /// The answer of the encoder.
        source: Box<dyn std::error::Error + Send + Sync>,
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
    /// The system has no random numbers to give, without which ids could meet.
    #[error("the system gives no random numbers")]
    Random(#[source] getrandom::Error),
}

impl WandbError {
    /// For `map_err`: what was tried and where.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_owned(), source }
    }

    /// For `map_err`: what was encoded.
    pub(crate) fn encode<E>(what: &'static str) -> impl FnOnce(E) -> Self
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        move |source| Self::Encode { what, source: Box::new(source) }
    }
}
