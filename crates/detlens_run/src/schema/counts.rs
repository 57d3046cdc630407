//! Section 3, aggregate metrics: counts at the operating point and what follows from them.

use detlens_engine::metrics as engine;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Measure, PoolScope};
use crate::RunInput;

/// Counts of all categories together, at one IoU threshold in one area range.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Counted ground truths, `n_tp + n_fn`.
    pub n_ground_truths: u64,
    /// Detections that count, `n_tp + n_fp`.
    pub n_detections: u64,
    /// True positives.
    pub n_tp: u64,
    /// False positives.
    pub n_fp: u64,
    /// False negatives.
    pub n_fn: u64,
    /// Detections that matched an ignored ground truth or a crowd: neither right nor wrong.
    pub n_excused: u64,
    /// `n_tp / (n_tp + n_fp)`.
    pub precision: Measure,
    /// `n_tp / (n_tp + n_fn)`.
    pub recall: Measure,
    /// The harmonic mean of precision and recall.
    pub f1: Measure,
}

/// [`Counts`] of all categories together, at one IoU threshold in one area range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CountsRow {
    /// How the categories are pooled.
    pub scope: PoolScope,
    /// The IoU threshold.
    pub iou_threshold: f64,
    /// The area range.
    pub area_range: String,
    /// The counts themselves.
    #[serde(flatten)]
    pub counts: Counts,
}

impl CountsRow {
    /// One row for each pool, IoU threshold and area range.
    pub(super) fn rows(input: &RunInput<'_>, counts: &[engine::CountsRow]) -> Vec<Self> {
        let row = |row: &engine::CountsRow| {
            Some(Self {
                scope: PoolScope::of_several(row.scope)?,
                iou_threshold: input.iou_threshold(row.iou_idx),
                area_range: input.area_range(row.area_idx).to_owned(),
                counts: Counts::from(&row.counts),
            })
        };
        counts.iter().filter_map(row).collect()
    }
}

impl From<&engine::Counts> for Counts {
    fn from(counts: &engine::Counts) -> Self {
        Self {
            n_ground_truths: counts.n_ground_truths(),
            n_detections: counts.n_detections(),
            n_tp: counts.n_true_positives,
            n_fp: counts.n_false_positives,
            n_fn: counts.n_false_negatives,
            n_excused: counts.n_excused,
            precision: counts.precision().into(),
            recall: counts.recall().into(),
            f1: counts.f1().into(),
        }
    }
}
