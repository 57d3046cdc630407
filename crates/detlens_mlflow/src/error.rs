//! Why a run cannot be logged to MLflow.

use std::io;
use std::path::{Path, PathBuf};

use detlens_page::PageError;

/// Why a run cannot be logged to MLflow.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MlflowError {
    /// The address is none of a tracking server.
    #[error(
        "{uri:?} is not the address of a tracking server: it begins with neither http:// nor https://"
    )]
    BadUri {
        /// The address.
        uri: String,
    },
    /// The server cannot be reached, or goes away.
    #[error("the tracking server cannot be asked for {what}")]
    Unreachable {
        /// What it was asked for.
        what: String,
        /// The answer of the network.
        source: Box<ureq::Error>,
    },
    /// The server refuses.
    #[error("the tracking server refuses {what}: {reason}")]
    Refused {
        /// What it was asked for.
        what: String,
        /// Its reason.
        reason: String,
    },
    /// The server answers something else than MLflow does.
    #[error("the answer of the tracking server to {what} lacks {field:?}; is it MLflow?")]
    Unexpected {
        /// What it was asked for.
        what: String,
        /// The part of the answer that is missing.
        field: &'static str,
    },
    /// The server does not take artifacts itself.
    #[error("the tracking server keeps artifacts in {uri}, where they cannot be put from here")]
    ForeignArtifacts {
        /// Where artifacts go.
        uri: String,
    },
    /// The report page cannot be made.
    #[error("the report page cannot be made")]
    Page(#[from] PageError),
    /// A file of the run cannot be read.
    #[error("cannot read {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The answer of the operating system.
        source: io::Error,
    },
}

impl MlflowError {
    /// For `map_err`: what could not be read.
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), source }
    }
}
