//! Section 1, the COCO metrics of the protocol `exact`: AP and AR for each area range.

use detlens_engine::{self as engine, Config, Decimal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Measure;
use crate::RunInput;

/// AP and AR over several categories in one area range, over all detections.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AveragesRow {
    /// What the averages are made of.
    pub scope: AverageScope,
    /// The area range.
    pub area_range: String,
    /// Categories with a ground truth in the range: those behind a mean over categories.
    pub n_categories: u64,
    /// The averages themselves.
    #[serde(flatten)]
    pub averages: Averages,
    /// The numbers behind the averages, in the order of the IoU thresholds.
    pub by_iou_threshold: Vec<AveragesAtIou>,
}

/// Which categories an average is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AverageScope {
    /// Mean over the categories that have ground truths in the range (macro).
    MeanOverCategories,
    /// All categories in one curve, each detection matched inside its category (micro).
    Pooled,
    /// All categories in one curve, matched as if there were one category.
    ClassAgnostic,
}

/// Averages over the IoU thresholds, and AP at the two usual ones.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Averages {
    /// Average precision, the exact area under the envelope, mean over the IoU thresholds.
    pub ap: Measure,
    /// Average precision at IoU 0.5; `null` if that is none of the IoU thresholds.
    pub ap_50: Option<Measure>,
    /// Average precision at IoU 0.75; `null` if that is none of the IoU thresholds.
    pub ap_75: Option<Measure>,
    /// 101-point average precision on the same matches, mean over the IoU thresholds.
    pub ap_101: Measure,
    /// Average recall: recall at the lowest score, mean over the IoU thresholds.
    pub ar: Measure,
}

/// The numbers behind [`Averages`] at one IoU threshold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AveragesAtIou {
    /// The IoU threshold.
    pub iou_threshold: f64,
    /// Average precision, the exact area under the envelope.
    pub ap: Measure,
    /// 101-point average precision on the same matches.
    pub ap_101: Measure,
    /// Recall at the lowest score.
    pub recall: Measure,
}

impl AveragesRow {
    /// One row for each scope of several categories and area range.
    pub(super) fn rows(input: &RunInput<'_>, averages: &[engine::metrics::Averages]) -> Vec<Self> {
        let row = |averages: &engine::metrics::Averages| {
            Some(Self {
                scope: AverageScope::of_several(averages.scope)?,
                area_range: input.area_range(averages.area_idx).to_owned(),
                n_categories: averages.n_categories as u64,
                averages: Averages::new(averages, input.config),
                by_iou_threshold: by_iou_threshold(averages, input.config),
            })
        };
        averages.iter().filter_map(row).collect()
    }
}

impl AverageScope {
    /// The scope, unless it is a single category.
    fn of_several(scope: engine::metrics::AverageScope) -> Option<Self> {
        match scope {
            engine::metrics::AverageScope::MeanOverCategories => Some(Self::MeanOverCategories),
            engine::metrics::AverageScope::Pooled => Some(Self::Pooled),
            engine::metrics::AverageScope::ClassAgnostic => Some(Self::ClassAgnostic),
            engine::metrics::AverageScope::Category(_) => None,
        }
    }
}

impl Averages {
    pub(super) fn new(averages: &engine::metrics::Averages, config: &Config) -> Self {
        let thresholds = config.iou_thresholds.decimals();
        let at = |hundredths| {
            let threshold = Decimal::new(hundredths, 2)?;
            let iou_idx = thresholds.iter().position(|&other| other == threshold)?;
            Some(averages.average_precision[iou_idx].into())
        };
        Self {
            ap: averages.mean_average_precision().into(),
            ap_50: at(50),
            ap_75: at(75),
            ap_101: averages.mean_average_precision_101().into(),
            ar: averages.average_recall().into(),
        }
    }
}

fn by_iou_threshold(averages: &engine::metrics::Averages, config: &Config) -> Vec<AveragesAtIou> {
    let at_iou = |(iou_idx, threshold): (usize, &Decimal)| AveragesAtIou {
        iou_threshold: threshold.value(),
        ap: averages.average_precision[iou_idx].into(),
        ap_101: averages.average_precision_101[iou_idx].into(),
        recall: averages.recall[iou_idx].into(),
    };
    config.iou_thresholds.decimals().iter().enumerate().map(at_iou).collect()
}
