//! Section 1, the COCO metrics of the protocol `exact`: AP and AR for each area range.

use crate::undefined::Measure;

/// AP and recall of one scope in one area range, over all detections.
#[derive(Clone, Debug, PartialEq)]
pub struct Averages {
    /// What the averages are made of.
    pub scope: AverageScope,
    /// Index of the area range.
    pub area_idx: usize,
    /// Categories behind a mean over categories: those with a ground truth in the range.
    pub n_categories: usize,
    /// Exact AP at each IoU threshold, length `T`.
    pub average_precision: Vec<Measure>,
    /// 101-point AP at each IoU threshold, length `T`.
    pub average_precision_101: Vec<Measure>,
    /// Recall at the lowest score at each IoU threshold, length `T`.
    pub recall: Vec<Measure>,
}

/// Which average: over categories, of a pool, or of one category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AverageScope {
    /// Mean over the categories that have ground truths in the range (macro).
    MeanOverCategories,
    /// All categories in one curve (micro).
    Pooled,
    /// Matched and pooled as if there were one category.
    ClassAgnostic,
    /// One category, by its index in the dataset.
    Category(u32),
}

impl Averages {
    /// AP, the mean over IoU thresholds.
    ///
    /// # Errors
    ///
    /// The reason why AP has no value at some threshold.
    pub fn mean_average_precision(&self) -> Measure {
        mean(&self.average_precision)
    }

    /// 101-point AP, the mean over IoU thresholds.
    ///
    /// # Errors
    ///
    /// As [`Averages::mean_average_precision`].
    pub fn mean_average_precision_101(&self) -> Measure {
        mean(&self.average_precision_101)
    }

    /// AR, the mean over IoU thresholds of the recall at the lowest score.
    ///
    /// # Errors
    ///
    /// As [`Averages::mean_average_precision`].
    pub fn average_recall(&self) -> Measure {
        mean(&self.recall)
    }
}

/// The mean of values that all exist.
#[expect(clippy::cast_precision_loss, reason = "there are at most 128 thresholds")]
fn mean(values: &[Measure]) -> Measure {
    let sum: f64 = values.iter().copied().sum::<Result<f64, _>>()?;
    Ok(sum / values.len() as f64)
}
