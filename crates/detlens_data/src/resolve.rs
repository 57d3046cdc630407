//! Rows turned into columns: references resolved, masks made and compared with their images.

mod catalog;
mod detections;
mod ground_truths;
mod ids;
mod listed;
mod masks;
mod names;

use detlens_geometry::BoundingBox;

pub(crate) use catalog::Catalog;
pub(crate) use detections::{DetectionPart, DetectionSink};
pub(crate) use ground_truths::GroundTruthPart;
pub(crate) use listed::{Listed, list_categories, list_images};
pub(crate) use masks::RasterBudget;
pub(crate) use names::NameCounts;

use crate::rows::CodedMask;

/// The region of a row that is evaluated.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Region {
    Box(BoundingBox),
    Mask(CodedMask),
}

impl Region {
    /// Area in px²: `width * height`, or the mask's pixels.
    fn area_px2(&self) -> f64 {
        match self {
            Self::Box(bbox) => bbox.area_px2(),
            Self::Mask(mask) => mask.measure.area_px.into(),
        }
    }
}
