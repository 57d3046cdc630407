//! Why an image cannot be shown.

use std::io;
use std::path::PathBuf;

/// Why an image cannot be shown.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImageError {
    /// The run knows no image folder, and none was given.
    #[error("no image folder is known")]
    NoFolder,
    /// The run has no image of that index.
    #[error("there is no image {image_idx}")]
    NoSuchImage {
        /// The index.
        image_idx: usize,
    },
    /// The image has no file name in the run.
    #[error("the image has no file name")]
    NoName,
    /// There is no such file.
    #[error("{} is missing", path.display())]
    Missing {
        /// The path that was tried.
        path: PathBuf,
    },
    /// The file lies outside the image folder, by its name or by a link.
    #[error("{} lies outside the image folder", path.display())]
    Outside {
        /// The path as the run gives it.
        path: PathBuf,
    },
    /// The file is larger than what is read.
    #[error("{} has {size_bytes} bytes, more than is read", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        size_bytes: u64,
    },
    /// The disk refused.
    #[error("cannot read {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The answer of the operating system.
        source: io::Error,
    },
    /// The bytes are no image of a format that is read here.
    #[error("not a JPEG, PNG, WebP, BMP or TIFF image")]
    UnknownFormat,
    /// The image is damaged, or larger than what is decoded.
    #[error("the image cannot be decoded: {reason}")]
    Damaged {
        /// What is wrong with it.
        reason: String,
    },
}
