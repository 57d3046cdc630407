//! Section 5, distributions of overlap, score and size at the operating point.

use detlens_engine::metrics as engine;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::RunInput;

/// The distributions at one IoU threshold, over all categories.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Distributions {
    /// The IoU threshold.
    pub iou_threshold: f64,
    /// IoU of the true positives.
    pub true_positive_iou: Histogram,
    /// Scores of the true positives.
    pub true_positive_score: Histogram,
    /// Scores of the false positives; same edges.
    pub false_positive_score: Histogram,
    /// Areas in px² of the ground truths that were found.
    pub found_ground_truth_area: Histogram,
    /// Areas in px² of the ground truths that were missed; same edges.
    pub missed_ground_truth_area: Histogram,
    /// Areas in px² of the true positives.
    pub true_positive_area: Histogram,
    /// Areas in px² of the false positives; same edges.
    pub false_positive_area: Histogram,
}

/// Counts in bins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Histogram {
    /// Edges of the bins, rising, one more than there are bins. A bin holds its lower edge; the
    /// last one holds its upper edge too.
    pub edges: Vec<f64>,
    /// Objects in each bin.
    pub counts: Vec<u64>,
}

impl Distributions {
    pub(super) fn new(input: &RunInput<'_>, distributions: &engine::Distributions) -> Self {
        Self {
            iou_threshold: input.iou_threshold(distributions.iou_idx),
            true_positive_iou: (&distributions.true_positive_iou).into(),
            true_positive_score: (&distributions.true_positive_score).into(),
            false_positive_score: (&distributions.false_positive_score).into(),
            found_ground_truth_area: (&distributions.found_ground_truth_area).into(),
            missed_ground_truth_area: (&distributions.missed_ground_truth_area).into(),
            true_positive_area: (&distributions.true_positive_area).into(),
            false_positive_area: (&distributions.false_positive_area).into(),
        }
    }
}

impl From<&engine::Histogram> for Histogram {
    fn from(histogram: &engine::Histogram) -> Self {
        Self { edges: histogram.edges.clone(), counts: histogram.counts.clone() }
    }
}
