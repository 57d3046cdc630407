//! The protocol `exact`: the numbers to decide by.

mod objects;

pub use objects::{BestOverlap, Objects, Role, Verdict};

use crate::config::ScoreThreshold;
use crate::metrics::{Averages, CountsRow, Curve, Distributions, ImageCounts};
use crate::undefined::Measure;

/// Everything the protocol `exact` says about a dataset.
#[derive(Clone, Debug)]
pub struct Exact {
    /// What became of each detection and each ground truth.
    pub objects: Objects,
    /// Where detections are cut for counts.
    pub operating_point: OperatingPoint,
    /// Section 1: for each area range the mean over categories, the pool, the class-agnostic
    /// pool, then each category in index order.
    pub averages: Vec<Averages>,
    /// Section 2: for each scope (pooled, class-agnostic, each category) x IoU threshold x area
    /// range; scopes without a ground truth in a range have no curve there.
    pub curves: Vec<Curve>,
    /// Section 3: for each scope (pooled, class-agnostic, each category) x IoU threshold x area
    /// range.
    pub counts: Vec<CountsRow>,
    /// Section 4: one entry for each image, length `I`.
    pub images: Vec<ImageCounts>,
    /// Section 5: one entry for each IoU threshold, length `T`.
    pub distributions: Vec<Distributions>,
    /// False positives above the operating point in categories without a ground truth, at the
    /// reference IoU threshold. They count in the pool and in no mean over categories.
    pub n_false_positives_in_absent_categories: u64,
}

/// The score threshold that counts use, and why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OperatingPoint {
    /// What was asked for.
    pub asked: ScoreThreshold,
    /// Detections with a score above it are kept.
    pub score_threshold: f64,
    /// Index of the IoU threshold nearest to 0.5: F1 is taken there, images are counted there.
    pub reference_iou_idx: usize,
    /// Pooled F1 at this threshold and the reference IoU threshold, over all areas.
    pub f1: Measure,
    /// Detections that are kept.
    pub n_kept: u64,
}
