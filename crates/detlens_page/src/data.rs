//! What the page reads of a run: its shards.
//!
//! Every shard is made from the run when it is asked for, out of the columns it needs and no
//! others. Nothing is computed here that a run does not say; numbers change their form only.

mod columns;
mod detail;
mod images;
mod masks;
mod matches;
mod objects;
mod scripts;

use std::path::{Path, PathBuf};

use detlens_run::schema::{Exact, SettingValue};
use detlens_run::{Run, Table};

pub use masks::MaskShards;
pub(crate) use scripts::DataScripts;

use crate::error::MAX_AREA_RANGES;
use crate::meta::{ImageSources, Meta};
use crate::shard::BinaryShard;
use crate::{ImageFolder, PageError, ShardName};

/// Images in one shard of masks.
pub(crate) const IMAGE_CHUNK: usize = 64;

/// A run with its images, ready to be shown.
#[derive(Debug)]
pub struct PageData {
    run: Run,
    name: String,
    images: ImageFolder,
    /// How the columns of each IoU threshold end, length `T`.
    suffixes: Vec<String>,
}

impl PageData {
    /// Prepares a run: looks whether the page can show it, and for its images.
    ///
    /// `images` is the image folder; without it, it is the one that the evaluation was given, as
    /// seen from the current directory. It need not exist.
    ///
    /// # Errors
    ///
    /// [`PageError::NoExact`], [`PageError::TooManyAreaRanges`], [`PageError::Run`] if the table of
    /// images cannot be read.
    pub fn new(run: Run, images: Option<&Path>) -> Result<Self, PageError> {
        if run.record().exact.is_none() {
            return Err(PageError::NoExact);
        }
        let n_ranges = run.record().area_ranges.len();
        if n_ranges > MAX_AREA_RANGES {
            return Err(PageError::TooManyAreaRanges { n_ranges });
        }
        let root = images.map(Path::to_owned).or_else(|| image_root(&run));
        let rows = run.read(Table::Images, &["file_name"])?;
        let file_names = rows.texts("file_name")?;
        let file_names = file_names.into_iter().map(Option::unwrap_or_default);
        let images = ImageFolder::find(root.as_deref(), file_names);
        let suffixes = columns::suffixes(&run.record().iou_thresholds)?;
        Ok(Self { name: name_of(run.dir()), run, images, suffixes })
    }

    /// Name of the run: the last part of its path.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The run itself.
    #[must_use]
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// Where the images of the run lie.
    #[must_use]
    pub fn images(&self) -> &ImageFolder {
        &self.images
    }

    /// A shard as the page reads it from a server.
    ///
    /// # Errors
    ///
    /// [`PageError::NoShard`] for masks that the run does not have and for images, which a server
    /// gives out one by one; [`PageError::Run`] and [`PageError::Inconsistent`] for a run that is
    /// damaged.
    pub fn shard(&self, shard: ShardName) -> Result<Vec<u8>, PageError> {
        let no_shard = || PageError::NoShard { name: shard.to_string() };
        match shard {
            ShardName::Meta => self.meta(ImageSources::served(&self.images)),
            ShardName::Images => self.images_shard(),
            ShardName::GroundTruths => self.ground_truths_shard(),
            ShardName::Detections => self.detections_shard(),
            ShardName::Matches => self.matches_shard(),
            ShardName::GroundTruthsDetail => self.ground_truths_detail_shard(),
            ShardName::DetectionsDetail => self.detections_detail_shard(),
            ShardName::Masks(chunk) => {
                let masks = self.masks()?.ok_or_else(no_shard)?;
                masks.shard(chunk).ok_or_else(no_shard)?
            }
            ShardName::Thumbs => Err(no_shard()),
        }
    }

    /// The shard `meta`, saying which images there are.
    pub(crate) fn meta(&self, images: ImageSources) -> Result<Vec<u8>, PageError> {
        let meta = Meta::new(self, images)?;
        serde_json::to_vec(&meta).map_err(|error| encode_error(ShardName::Meta, error))
    }

    /// The protocol that the page is about.
    pub(crate) fn exact(&self) -> Result<&Exact, PageError> {
        self.run.record().exact.as_ref().ok_or(PageError::NoExact)
    }

    /// Names of a column that each IoU threshold has, length `T`.
    pub(crate) fn at_each_iou(&self, name: &str) -> Vec<String> {
        self.suffixes.iter().map(|suffix| format!("{name}_{suffix}")).collect()
    }
}

/// The bytes of a shard that has been put together.
fn finish(name: ShardName, shard: BinaryShard<'_>) -> Result<Vec<u8>, PageError> {
    shard.finish().map_err(|error| encode_error(name, error))
}

fn encode_error(name: ShardName, error: serde_json::Error) -> PageError {
    PageError::Encode { name: name.to_string(), source: error.into() }
}

/// The image folder that the evaluation was given.
///
/// A relative path was said from where the evaluation was started; it is looked for from here,
/// then from each folder above the run, so that a run and its images can move together.
fn image_root(run: &Run) -> Option<PathBuf> {
    let configuration = &run.record().configuration;
    let setting = configuration.iter().find(|setting| setting.name == "images")?;
    let SettingValue::Text(path) = &setting.value else { return None };
    let given = Path::new(path);
    if path.is_empty() || given.is_dir() {
        return (!path.is_empty()).then(|| given.to_owned());
    }
    let dir = run.dir().canonicalize().ok();
    let above = dir.as_deref().into_iter().flat_map(|dir| dir.ancestors().skip(1));
    let found = above.map(|folder| folder.join(given)).find(|folder| folder.is_dir());
    Some(found.unwrap_or_else(|| given.to_owned()))
}

/// The last part of a path; of a path such as `.` that of what it means.
fn name_of(dir: &Path) -> String {
    let real = || dir.canonicalize().ok();
    let name = dir.file_name().map(ToOwned::to_owned);
    let name = name.or_else(|| real()?.file_name().map(ToOwned::to_owned));
    name.map_or_else(|| "run".to_owned(), |name| name.to_string_lossy().into_owned())
}
