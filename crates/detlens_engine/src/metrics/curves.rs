//! Section 2, precision-recall curves.

use super::Scope;
use crate::undefined::Measure;

/// The curve of one scope at one IoU threshold in one area range, over all detections.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What the curve is made of.
    pub scope: Scope,
    /// Index of the IoU threshold.
    pub iou_idx: usize,
    /// Index of the area range.
    pub area_idx: usize,
    /// Counted ground truths of the scope in the range.
    pub n_ground_truths: u64,
    /// The points at which recall rises, from the highest score down. Equal scores are one point.
    pub points: Vec<CurvePoint>,
    /// The highest F1 of any score threshold; none without a point.
    pub best_f1: Option<BestF1>,
}

/// Cumulative counts down to a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// The lowest score that is kept at this point.
    pub score: f64,
    /// True positives with at least this score.
    pub n_true_positives: u32,
    /// False positives with at least this score.
    pub n_false_positives: u32,
}

/// Where F1 is highest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BestF1 {
    /// The threshold, midway between two distinct scores; detections above it are kept.
    pub score_threshold: f64,
    /// The F1 there.
    pub f1: f64,
}

/// A curve read at one recall, for drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurveSample {
    /// Precision, interpolated between the two points around the recall.
    pub precision: f64,
    /// Score, interpolated between the two points around the recall.
    pub score: f64,
}

#[expect(unused, reason = "filled in with the engine")]
impl Curve {
    /// The exact area under the monotone step envelope.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoGroundTruth`](crate::Undefined::NoGroundTruth).
    pub fn average_precision(&self) -> Measure {
        todo!()
    }

    /// The mean of the envelope at the recall thresholds 0, 0.01, … 1, on the same matches.
    ///
    /// # Errors
    ///
    /// As [`Curve::average_precision`].
    pub fn average_precision_101(&self) -> Measure {
        todo!()
    }

    /// The recall that all detections together reach.
    ///
    /// # Errors
    ///
    /// As [`Curve::average_precision`].
    pub fn max_recall(&self) -> Measure {
        todo!()
    }

    /// Precision and score at `recall`, linear between the points; `None` beyond the last.
    ///
    /// For drawing only: no number of the report is made from it.
    #[must_use]
    pub fn sample(&self, recall: f64) -> Option<CurveSample> {
        todo!()
    }
}
