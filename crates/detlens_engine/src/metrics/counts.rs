//! Section 3, aggregate metrics: counts at the operating point and what follows from them.

use super::Scope;
use crate::undefined::{Measure, Undefined};

/// Counts of objects under one heading.
///
/// `n_ground_truths = n_true_positives + n_false_negatives`; detections that count are
/// `n_true_positives + n_false_positives`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Detections that matched a counted ground truth.
    pub n_true_positives: u64,
    /// Detections that matched nothing.
    pub n_false_positives: u64,
    /// Counted ground truths that no detection matched.
    pub n_false_negatives: u64,
    /// Detections that matched an ignored ground truth or a crowd: neither right nor wrong.
    pub n_excused: u64,
}

impl Counts {
    /// Counted ground truths.
    #[must_use]
    pub fn n_ground_truths(&self) -> u64 {
        self.n_true_positives + self.n_false_negatives
    }

    /// Detections that count: true and false positives.
    #[must_use]
    pub fn n_detections(&self) -> u64 {
        self.n_true_positives + self.n_false_positives
    }

    /// `TP / (TP + FP)`.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoDetection`] if no detection counts.
    pub fn precision(&self) -> Measure {
        ratio(self.n_true_positives, self.n_detections(), Undefined::NoDetection)
    }

    /// `TP / (TP + FN)`.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoGroundTruth`] if there is no counted ground truth.
    pub fn recall(&self) -> Measure {
        ratio(self.n_true_positives, self.n_ground_truths(), Undefined::NoGroundTruth)
    }

    /// The harmonic mean of precision and recall, as `2 TP / (2 TP + FP + FN)`.
    ///
    /// # Errors
    ///
    /// What makes precision or recall undefined; a ground truth that is missing comes first.
    pub fn f1(&self) -> Measure {
        self.recall()?;
        self.precision()?;
        let both = 2 * self.n_true_positives;
        ratio(both, both + self.n_false_positives + self.n_false_negatives, Undefined::NoDetection)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of objects are far below 2^53")]
fn ratio(part: u64, whole: u64, otherwise: Undefined) -> Measure {
    if whole == 0 { Err(otherwise) } else { Ok(part as f64 / whole as f64) }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.n_true_positives += other.n_true_positives;
        self.n_false_positives += other.n_false_positives;
        self.n_false_negatives += other.n_false_negatives;
        self.n_excused += other.n_excused;
    }
}

/// Counts of one scope at one IoU threshold in one area range, at the operating point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountsRow {
    /// What is counted.
    pub scope: Scope,
    /// Index of the IoU threshold.
    pub iou_idx: usize,
    /// Index of the area range.
    pub area_idx: usize,
    /// The counts.
    pub counts: Counts,
}
