//! The operating point: where detections are cut for counts.

use detlens_engine::exact as engine;
use detlens_engine::{self, ScoreThreshold};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Measure;
use crate::RunInput;

/// The score threshold that counts use, and why.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OperatingPoint {
    /// How it was chosen.
    pub chosen_by: ChosenBy,
    /// Detections with a score above it are kept.
    pub score_threshold: f64,
    /// The IoU threshold nearest to 0.5: F1 is taken there, and images are counted there.
    pub reference_iou_threshold: f64,
    /// Pooled F1 at both thresholds, over all areas.
    pub f1: Measure,
    /// Detections that are kept; they are the first rows of the table of detections.
    pub n_kept: u64,
}

/// How an operating point was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ChosenBy {
    /// The score was given.
    #[serde(rename = "score")]
    Score,
    /// It has the highest pooled F1 at the reference IoU threshold.
    #[serde(rename = "best-f1")]
    BestF1,
}

impl OperatingPoint {
    pub(super) fn new(input: &RunInput<'_>, point: &engine::OperatingPoint) -> Self {
        Self {
            chosen_by: match point.asked {
                ScoreThreshold::Fixed(_) => ChosenBy::Score,
                ScoreThreshold::BestF1 => ChosenBy::BestF1,
            },
            score_threshold: point.score_threshold,
            reference_iou_threshold: input.iou_threshold(point.reference_iou_idx),
            f1: point.f1.into(),
            n_kept: point.n_kept,
        }
    }
}
