//! Why a run cannot be written for TensorBoard.

use std::io;
use std::path::{Path, PathBuf};

use detlens_log::LogError;
use detlens_page::ImageError;

/// Why a run cannot be written for TensorBoard.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TensorboardError {
    /// The run contradicts itself, or a table of it cannot be read.
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
    /// The picture of an example cannot be drawn.
    #[error("the image {file_name:?} cannot be drawn on: {source}")]
    Draw {
        /// Path relative to the image folder, as the run gives it.
        file_name: String,
        /// The answer of the decoder or the encoder.
        source: image::ImageError,
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

impl TensorboardError {
    /// For `map_err`: what was tried and where.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_owned(), source }
    }
}
