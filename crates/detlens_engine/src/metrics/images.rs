//! Section 4, image metrics: counts of each image at the operating point.

use super::Counts;
use crate::undefined::Measure;

/// Counts of one image at the operating point and the IoU threshold nearest to 0.5.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImageCounts {
    /// Counts over all categories.
    pub counts: Counts,
    /// Mean IoU of the true positives.
    pub mean_iou: Measure,
}
