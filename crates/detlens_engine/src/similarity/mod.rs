//! Overlaps of detections with ground truths: the last place that sees a box or a mask.
//!
//! Matching takes what is made here, numbers and positions, and knows no geometry. A new IoU type
//! is a new [`Similarity`].

mod boxes;
mod masks;
mod thresholds;

use std::cmp::Ordering;

pub(crate) use boxes::BoxSimilarity;
pub(crate) use masks::MaskSimilarity;
pub(crate) use thresholds::IouThresholds;

/// The overlap of one detection with one ground truth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Overlap {
    /// IoU; with a crowd, intersection over detection area.
    pub(crate) iou: f64,
    /// How many of the exact IoU thresholds it reaches: the first so many.
    pub(crate) n_passed: u16,
}

/// How the regions of one image compare. Numbers are positions in the image's rows.
pub(crate) trait Similarity {
    /// Starts with another image.
    fn enter_image(&mut self, dt_rows: &[u32], gt_rows: &[u32]);

    /// A bound that the overlap does not exceed, cheap to have; 0 if the two cannot touch.
    fn upper_bound(&self, dt: usize, gt: usize, gt_is_crowd: bool) -> f64;

    /// The overlap itself.
    fn overlap(&mut self, dt: usize, gt: usize, gt_is_crowd: bool) -> Overlap;

    /// Orders two detections by their geometry alone.
    fn compare_detections(&self, a: usize, b: usize) -> Ordering;

    /// Orders two ground truths by their geometry alone.
    fn compare_ground_truths(&self, a: usize, b: usize) -> Ordering;
}
