//! A run as one HTML file with everything in it.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rayon::prelude::*;

use super::destination::Destination;
use super::pictures::for_each_image;
use super::{ExportOptions, Exported, ImageChoice, ImageTally};
use crate::bundle::single_document;
use crate::data::DataScripts;
use crate::meta::ImageSources;
use crate::{PageData, PageError, Picture, Progress, ShardName, Stage};

/// A file above this size opens slowly, and mail does not carry it.
const LARGE_BYTES: u64 = 50_000_000;

/// Exports a run to one HTML file; of the images it holds the small forms only.
///
/// As [`export_folder`](super::export_folder) it is written whole or not at all and replaces
/// nothing but an export. [`Exported::warning`] says so if the file is larger than 50 MB.
///
/// # Errors
///
/// As [`export_folder`](super::export_folder).
pub fn export_single(
    data: &PageData,
    dest: &Path,
    options: ExportOptions,
    progress: &dyn Progress,
) -> Result<Exported, PageError> {
    let destination = Destination::file(dest, options.overwrite)?;
    let mut sources = ImageSources::none(data.images());
    let (mut thumbs, mut images) = (None, ImageTally::default());
    if options.images != ImageChoice::None && data.images().exists() {
        let (addresses, tally) = thumbnails(data, progress)?;
        sources.thumbnails = tally.n_written > 0;
        (thumbs, images) = (Some(addresses), tally);
    }
    let scripts = DataScripts::new(data, sources)?;
    let mut names = scripts.names();
    progress.begin(Stage::Data, names.len());
    let script = |name: ShardName| {
        let script = scripts.script(name)?;
        progress.advance();
        Ok(script)
    };
    let mut texts: Vec<String> =
        names.par_drain(..).map(script).collect::<Result<_, PageError>>()?;
    if let Some(addresses) = thumbs {
        texts.push(DataScripts::thumbs(&addresses)?);
    }
    let document = single_document(data.name(), &texts);
    drop(texts);
    destination.write_file(&document)?.finish()?;
    let size_bytes = document.len() as u64;
    Ok(Exported { size_bytes, images, warning: warning(size_bytes) })
}

/// A data address for each image, empty where it cannot be shown.
fn thumbnails(
    data: &PageData,
    progress: &dyn Progress,
) -> Result<(Vec<String>, ImageTally), PageError> {
    let (addresses, tally) = for_each_image(data, progress, |_, file| {
        Ok(Picture::thumbnail(&file).map(|picture| data_address(&picture)))
    })?;
    Ok((addresses.into_iter().map(Option::unwrap_or_default).collect(), tally))
}

fn data_address(picture: &Picture) -> String {
    let mut address = format!("data:{};base64,", picture.media_type.name());
    STANDARD.encode_string(&picture.bytes, &mut address);
    address
}

fn warning(size_bytes: u64) -> Option<String> {
    let size_mb = size_bytes / 1_000_000;
    (size_bytes > LARGE_BYTES).then(|| {
        format!(
            "the file has {size_mb} MB and will open slowly; a folder loads its data as they are \
             needed: export to a name without .html"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_files_are_warned_of() {
        assert_eq!(warning(LARGE_BYTES), None);
        assert!(warning(63_400_000).unwrap().starts_with("the file has 63 MB"));
    }
}
