//! The images of an export.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::ImageChoice;
use super::destination::{IMAGES, THUMBS};
use crate::meta::ImageSources;
use crate::{ImageError, PageData, PageError, Picture, Progress, Stage};

/// What became of the images of an export.
#[derive(Debug, Default)]
pub struct ImageTally {
    /// Images that are in the export.
    pub n_written: usize,
    /// Images that were to be in it and could not be read.
    pub n_missing: usize,
    /// Why the first of these could not be read.
    pub first_missing: Option<ImageError>,
}

/// Makes something of every image, in order; an image that cannot be shown gives `None`.
///
/// # Errors
///
/// The first error of `make`.
pub(super) fn for_each_image<T: Send>(
    data: &PageData,
    progress: &dyn Progress,
    make: impl Fn(usize, Vec<u8>) -> Result<Result<T, ImageError>, PageError> + Sync,
) -> Result<(Vec<Option<T>>, ImageTally), PageError> {
    let images = data.images();
    progress.begin(Stage::Images, images.len());
    let of_image = |image_idx: usize| {
        let made = match images.read(image_idx) {
            Ok(file) => make(image_idx, file)?,
            Err(error) => Err(error),
        };
        progress.advance();
        Ok(made)
    };
    let made: Vec<Result<T, ImageError>> =
        (0..images.len()).into_par_iter().map(of_image).collect::<Result<_, PageError>>()?;

    let mut tally = ImageTally::default();
    let mut keep = |made: Result<T, ImageError>| match made {
        Ok(made) => {
            tally.n_written += 1;
            Some(made)
        }
        Err(error) => {
            tally.n_missing += 1;
            tally.first_missing.get_or_insert(error);
            None
        }
    };
    let kept = made.into_iter().map(&mut keep).collect();
    Ok((kept, tally))
}

/// Writes images and thumbnails into a folder; says what the page will find there.
///
/// # Errors
///
/// What the operating system answers when it is written to; images that cannot be read are
/// counted.
pub(super) fn write_pictures(
    data: &PageData,
    choice: ImageChoice,
    dir: &Path,
    progress: &dyn Progress,
) -> Result<(ImageSources, ImageTally), PageError> {
    let mut sources = ImageSources::none(data.images());
    if choice == ImageChoice::None || !data.images().exists() {
        return Ok((sources, ImageTally::default()));
    }
    let (thumbs, full) = (dir.join(THUMBS), dir.join(IMAGES));
    create_dir(&thumbs)?;
    if choice == ImageChoice::Full {
        create_dir(&full)?;
    }
    let (names, tally) = for_each_image(data, progress, |image_idx, file| {
        let thumbnail = match Picture::thumbnail(&file) {
            Ok(thumbnail) => thumbnail,
            Err(error) => return Ok(Err(error)),
        };
        write(&thumbs, image_idx, &thumbnail)?;
        if choice != ImageChoice::Full {
            return Ok(Ok(String::new()));
        }
        match Picture::from_file(file) {
            Ok(picture) => write(&full, image_idx, &picture).map(Ok),
            Err(error) => Ok(Err(error)),
        }
    })?;
    sources.thumbnails = tally.n_written > 0;
    if choice == ImageChoice::Full {
        sources.full = tally.n_written > 0;
        sources.names = Some(names);
    }
    Ok((sources, tally))
}

fn create_dir(dir: &Path) -> Result<(), PageError> {
    fs::create_dir(dir).map_err(PageError::io("create", dir))
}

/// Writes a picture into `dir`, and gives the name of its file.
///
/// Images are named by their index: names out of a run may hold anything, and two of them may be
/// one to the file system.
fn write(dir: &Path, image_idx: usize, picture: &Picture) -> Result<String, PageError> {
    let name = format!("{image_idx}.{}", picture.media_type.extension());
    let path = dir.join(&name);
    fs::write(&path, &picture.bytes).map_err(PageError::io("write", &path))?;
    Ok(name)
}
