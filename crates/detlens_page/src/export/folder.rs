//! A run as a folder: `index.html` with script, style sheet, data and images beside it.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::destination::{DATA, Destination, INDEX, SCRIPT, STYLE};
use super::pictures::write_pictures;
use super::{ExportOptions, Exported};
use crate::bundle::{REPORT_CSS, REPORT_JS, folder_document};
use crate::data::DataScripts;
use crate::{PageData, PageError, Progress, Stage};

/// Exports a run to a folder that does not exist yet or is empty.
///
/// With [`ExportOptions::overwrite`] an export that is there is replaced; nothing else ever is.
/// The files grow in a hidden folder beside `dest`, which is renamed when it is complete and
/// removed if anything goes wrong. An image that cannot be read is no error; it is counted.
///
/// # Errors
///
/// [`PageError::Exists`], [`PageError::InTheWay`] or [`PageError::NoName`] if `dest` cannot be
/// taken, [`PageError::Run`] and [`PageError::Inconsistent`] for a run that is damaged,
/// [`PageError::Io`] for what the operating system answers.
pub fn export_folder(
    data: &PageData,
    dest: &Path,
    options: ExportOptions,
    progress: &dyn Progress,
) -> Result<Exported, PageError> {
    let partial = Destination::folder(dest, options.overwrite)?.start_folder()?;
    let dir = partial.path();
    let (sources, images) = write_pictures(data, options.images, dir, progress)?;
    let scripts = DataScripts::new(data, sources)?;
    write_scripts(&scripts, &dir.join(DATA), progress)?;
    let document = folder_document(data.name());
    for (name, text) in [(INDEX, document.as_str()), (SCRIPT, REPORT_JS), (STYLE, REPORT_CSS)] {
        let path = dir.join(name);
        fs::write(&path, text).map_err(PageError::io("write", &path))?;
    }
    let size_bytes = size_of(dir).map_err(PageError::io("read", dir))?;
    partial.finish()?;
    Ok(Exported { size_bytes, images, warning: None })
}

/// Writes a script for each shard.
fn write_scripts(
    scripts: &DataScripts<'_>,
    dir: &Path,
    progress: &dyn Progress,
) -> Result<(), PageError> {
    fs::create_dir(dir).map_err(PageError::io("create", dir))?;
    let names = scripts.names();
    progress.begin(Stage::Data, names.len());
    names.into_par_iter().try_for_each(|name| {
        let path = dir.join(format!("{name}.js"));
        fs::write(&path, scripts.script(name)?).map_err(PageError::io("write", &path))?;
        progress.advance();
        Ok(())
    })
}

/// Bytes of all files in a folder.
fn size_of(dir: &Path) -> std::io::Result<u64> {
    fs::read_dir(dir)?.try_fold(0, |size_bytes, entry| {
        let (entry, metadata) = entry.and_then(|entry| Ok((entry.path(), entry.metadata()?)))?;
        Ok(size_bytes + if metadata.is_dir() { size_of(&entry)? } else { metadata.len() })
    })
}
