//! The protocol `exact`: the numbers to decide by, a field for each section of the report.

use detlens_engine::exact as engine;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AveragesRow, CategoryRow, CountsRow, CurveRow, Distributions, Images, OperatingPoint};
use crate::RunInput;

/// The protocol `exact`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Exact {
    /// Detections kept per image and category; `null` is no limit.
    pub max_detections: Option<u32>,
    /// Where detections are cut for counts.
    pub operating_point: OperatingPoint,
    /// Section 1: AP and AR for each area range.
    pub averages: Vec<AveragesRow>,
    /// Section 2: the curves in a few numbers each.
    pub curves: Vec<CurveRow>,
    /// Section 3: counts at the operating point.
    pub counts: Vec<CountsRow>,
    /// Sections 1 to 3 for each category and area range.
    pub categories: Vec<CategoryRow>,
    /// False positives above the operating point in categories without a ground truth, at the
    /// reference IoU threshold. They count in the pool and in no mean over categories.
    pub n_fp_in_absent_categories: u64,
    /// Section 4: how the images are spread.
    pub images: Images,
    /// Section 5: distributions at each IoU threshold.
    pub distributions: Vec<Distributions>,
}

/// How the categories of a curve or a count are pooled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PoolScope {
    /// All categories in one pool, each detection matched inside its category (micro).
    Pooled,
    /// All categories in one pool, matched as if there were one category.
    ClassAgnostic,
}

impl Exact {
    pub(super) fn new(input: &RunInput<'_>, exact: &engine::Exact) -> Self {
        let distributions = exact.distributions.iter();
        Self {
            max_detections: input.config.max_detections.as_ref().and_then(|m| m.last().copied()),
            operating_point: OperatingPoint::new(input, &exact.operating_point),
            averages: AveragesRow::rows(input, &exact.averages),
            curves: CurveRow::rows(input, &exact.curves),
            counts: CountsRow::rows(input, &exact.counts),
            categories: CategoryRow::rows(input, exact),
            n_fp_in_absent_categories: exact.n_false_positives_in_absent_categories,
            images: Images::new(input, &exact.images),
            distributions: distributions.map(|at_iou| Distributions::new(input, at_iou)).collect(),
        }
    }
}

impl PoolScope {
    /// The scope, unless it is a single category.
    pub(super) fn of_several(scope: detlens_engine::metrics::Scope) -> Option<Self> {
        use detlens_engine::metrics::Scope;
        match scope {
            Scope::Pooled => Some(Self::Pooled),
            Scope::ClassAgnostic => Some(Self::ClassAgnostic),
            Scope::Category(_) => None,
        }
    }
}
