//! The shard `meta`: what the page must know of a run besides its tables.
//!
//! `docs/page-data.md` describes every key; `web/src/data/meta.ts` is the same in TypeScript.

mod area_ranges;
mod averages;
mod coco;
mod configuration;
mod measure;

use detlens_run::schema::{ChosenBy, IouType, OperatingPoint};
use serde::Serialize;

use crate::data::{IMAGE_CHUNK, PageData};
use crate::{ImageFolder, PageError};
use area_ranges::AreaRange;
use averages::Averages;
use coco::Coco;
pub(crate) use configuration::setting_text;
use configuration::{Category, Input, Setting};
pub(crate) use measure::Measure;

/// The version of what the page reads; the page refuses a higher one.
const FORMAT: u32 = 1;

/// The shard `meta`.
#[derive(Debug, Serialize)]
pub(crate) struct Meta<'a> {
    format: u32,
    name: &'a str,
    detlens_version: &'a str,
    iou_type: IouType,
    n_images: u64,
    n_ground_truths: u64,
    n_detections: u64,
    image_chunk: usize,
    images: ImageSources,
    categories: Vec<Category<'a>>,
    /// Decimals as texts, length `T`.
    iou_thresholds: Vec<String>,
    area_ranges: Vec<AreaRange<'a>>,
    operating_point: PageOperatingPoint,
    settings: Vec<Setting<'a>>,
    inputs: Vec<Input<'a>>,
    notes: Vec<String>,
    coco: Option<Coco<'a>>,
    averages: Vec<Averages>,
}

/// Which images the page can show, and where.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct ImageSources {
    /// Whether there are images in their full size.
    pub(crate) full: bool,
    /// Whether there are thumbnails.
    pub(crate) thumbnails: bool,
    /// The image folder as the user gave it.
    pub(crate) root: Option<String>,
    /// In a folder the file of each image, length `I`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) names: Option<Vec<Option<String>>>,
}

/// Where detections are cut when the page opens.
#[derive(Debug, Serialize)]
struct PageOperatingPoint {
    asked: AskedScore,
    score_threshold: f64,
    reference_iou_idx: usize,
}

/// What was asked for as a score threshold.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum AskedScore {
    Number(f64),
    Word(&'static str),
}

impl<'a> Meta<'a> {
    pub(crate) fn new(data: &'a PageData, images: ImageSources) -> Result<Self, PageError> {
        let record = data.run().record();
        let dataset = &record.dataset;
        Ok(Self {
            format: FORMAT,
            name: data.name(),
            detlens_version: &record.detlens_version,
            iou_type: record.iou_type,
            n_images: dataset.n_images,
            n_ground_truths: dataset.n_ground_truths + dataset.n_crowds + dataset.n_ignored,
            n_detections: dataset.n_detections,
            image_chunk: IMAGE_CHUNK,
            images,
            categories: dataset.categories.iter().map(Category::new).collect(),
            iou_thresholds: record.iou_thresholds.iter().map(ToString::to_string).collect(),
            area_ranges: record.area_ranges.iter().map(AreaRange::new).collect(),
            operating_point: PageOperatingPoint::new(
                &data.exact()?.operating_point,
                &record.iou_thresholds,
            )?,
            settings: record.configuration.iter().map(Setting::new).collect(),
            inputs: record.inputs.iter().map(Input::new).collect(),
            notes: configuration::notes(record),
            coco: record.coco.as_ref().map(Coco::new),
            averages: averages::read(data)?,
        })
    }
}

impl ImageSources {
    /// What a server has to offer: whatever lies in the image folder.
    pub(crate) fn served(images: &ImageFolder) -> Self {
        let exists = images.exists();
        Self { full: exists, thumbnails: exists, ..Self::none(images) }
    }

    /// No image, but where they were looked for.
    pub(crate) fn none(images: &ImageFolder) -> Self {
        let root = images.root().map(|root| root.to_string_lossy().into_owned());
        Self { root, ..Self::default() }
    }
}

impl PageOperatingPoint {
    fn new(point: &OperatingPoint, iou_thresholds: &[f64]) -> Result<Self, PageError> {
        let reference = point.reference_iou_threshold;
        let reference_iou_idx = iou_thresholds.iter().position(|&iou| iou == reference);
        let no_reference = || PageError::inconsistent(format!("{reference} is no IoU threshold"));
        Ok(Self {
            asked: match point.chosen_by {
                ChosenBy::Score => AskedScore::Number(point.score_threshold),
                ChosenBy::BestF1 => AskedScore::Word("best-f1"),
            },
            score_threshold: point.score_threshold,
            reference_iou_idx: reference_iou_idx.ok_or_else(no_reference)?,
        })
    }
}
