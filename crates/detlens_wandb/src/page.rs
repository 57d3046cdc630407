//! The report page as a panel of the run.

use std::fs;

use detlens_page::{ExportOptions, ImageChoice, PageData, Progress, export_single};
use serde_json::Value;

use crate::WandbError;
use crate::contents::Contents;

/// The name of the page in the history.
pub(crate) const KEY: &str = "report";

/// The page as it was written.
#[derive(Debug)]
pub(crate) struct Report {
    /// The value in the history that stands for it.
    pub(crate) value: Value,
    /// Whether it came without small images, since with them it was too large to open.
    pub(crate) is_without_images: bool,
}

/// Writes the report page as one file beside the history.
pub(crate) fn write(
    page: &PageData,
    contents: &mut Contents,
    progress: &dyn Progress,
) -> Result<Report, WandbError> {
    let path = contents.staging().dir().join("report.html");
    let export =
        |images| export_single(page, &path, ExportOptions { images, overwrite: true }, progress);
    // The export warns of a file that opens slowly; a panel would not open at all.
    let is_without_images = export(ImageChoice::Thumbnails)?.warning.is_some();
    if is_without_images {
        export(ImageChoice::None)?;
    }
    let bytes = fs::read(&path).map_err(WandbError::io("read", &path))?;
    fs::remove_file(&path).map_err(WandbError::io("remove", &path))?;
    let file = contents.media("html", KEY, "html", &bytes)?;
    Ok(Report { value: file.reference("html-file"), is_without_images })
}
