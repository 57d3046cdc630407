//! Section 2, precision-recall curves in a few numbers each; the curves are in a table.

use detlens_engine::Undefined;
use detlens_engine::metrics as engine;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Measure, PoolScope};
use crate::RunInput;

/// The curve of all categories together, at one IoU threshold in one area range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CurveRow {
    /// How the categories are pooled.
    pub scope: PoolScope,
    /// The IoU threshold.
    pub iou_threshold: f64,
    /// The area range.
    pub area_range: String,
    /// Counted ground truths in the range.
    pub n_ground_truths: u64,
    /// Average precision, the exact area under the envelope.
    pub ap: Measure,
    /// 101-point average precision on the same matches.
    pub ap_101: Measure,
    /// The recall that all detections together reach.
    pub max_recall: Measure,
    /// The best operating point.
    #[serde(flatten)]
    pub best_f1: BestF1,
}

/// Where F1 is highest.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BestF1 {
    /// The highest F1 of any score threshold.
    pub best_f1: Measure,
    /// The score threshold there: detections above it are kept.
    pub best_f1_score_threshold: Measure,
}

impl CurveRow {
    /// One row for each curve of several categories.
    pub(super) fn rows(input: &RunInput<'_>, curves: &[engine::Curve]) -> Vec<Self> {
        let row = |curve: &engine::Curve| {
            Some(Self {
                scope: PoolScope::of_several(curve.scope)?,
                iou_threshold: input.iou_threshold(curve.iou_idx),
                area_range: input.area_range(curve.area_idx).to_owned(),
                n_ground_truths: curve.n_ground_truths,
                ap: curve.average_precision().into(),
                ap_101: curve.average_precision_101().into(),
                max_recall: curve.max_recall().into(),
                best_f1: BestF1::new(Some(curve)),
            })
        };
        curves.iter().filter_map(row).collect()
    }
}

impl BestF1 {
    /// The best point of a curve; there is no curve without a ground truth.
    pub(super) fn new(curve: Option<&engine::Curve>) -> Self {
        let best = curve.ok_or(Undefined::NoGroundTruth);
        let best = best.and_then(|curve| curve.best_f1.ok_or(Undefined::NoTruePositive));
        Self {
            best_f1: best.map(|best| best.f1).into(),
            best_f1_score_threshold: best.map(|best| best.score_threshold).into(),
        }
    }
}
