//! A run as files that open by double click: a folder, or one HTML file.

mod destination;
mod folder;
mod pictures;
mod single;

use std::ffi::OsStr;
use std::path::Path;

pub use folder::export_folder;
pub use pictures::ImageTally;
pub use single::export_single;

use crate::{PageData, PageError, Progress};

/// What goes into an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportOptions {
    /// The images that go with it.
    pub images: ImageChoice,
    /// Whether an export that is there is replaced; nothing else ever is.
    pub overwrite: bool,
}

/// The images that go into an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImageChoice {
    /// None: objects are drawn on blank canvases.
    None,
    /// A small form of each.
    #[default]
    Thumbnails,
    /// Each in its full size beside its small form; a single file has the small ones only.
    Full,
}

/// An export that has been written.
#[derive(Debug)]
pub struct Exported {
    /// Size of everything that was written.
    pub size_bytes: u64,
    /// What became of the images.
    pub images: ImageTally,
    /// What the user should know about it, in a sentence.
    pub warning: Option<String>,
}

/// Exports a run: to one file if `dest` ends in `.html` or `.htm`, else to a folder.
///
/// The bytes depend on the run, its images and `options` alone.
///
/// # Errors
///
/// As [`export_folder`] and [`export_single`].
pub fn export(
    data: &PageData,
    dest: &Path,
    options: ExportOptions,
    progress: &dyn Progress,
) -> Result<Exported, PageError> {
    let extension = dest.extension().map(OsStr::to_ascii_lowercase);
    let is_file = extension.is_some_and(|extension| extension == "html" || extension == "htm");
    let export = if is_file { export_single } else { export_folder };
    export(data, dest, options, progress)
}
