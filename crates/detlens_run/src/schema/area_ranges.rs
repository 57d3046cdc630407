//! Section 0, configuration: the area ranges as they became.

use detlens_engine as engine;
use detlens_engine::{AreaRangeRequest, Bounds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A named range of areas, what was asked for and what it became.
///
/// The lower bound belongs to the range, the upper one does not. A bound of `null` is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AreaRange {
    /// Name in every table.
    pub name: String,
    /// The unit of the bounds asked for.
    pub asked_unit: AskedUnit,
    /// The lower bound asked for.
    pub asked_low: f64,
    /// The upper bound asked for.
    pub asked_high: Option<f64>,
    /// Smallest area in the range, px².
    pub low_px2: f64,
    /// Smallest area above the range, px².
    pub high_px2: Option<f64>,
    /// Counted ground truths whose area lies in the range.
    pub n_ground_truths: u64,
    /// Their share of all counted ground truths, `[0, 1]`; 0 if there are none.
    pub share: f64,
}

/// The unit in which a range was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AskedUnit {
    /// Percentiles of the areas of counted ground truths, 0 to 100.
    Percentile,
    /// Areas in px².
    Px2,
}

impl AreaRange {
    /// A request for the range as it became here, so that another run is cut at the same areas.
    #[must_use]
    pub fn request(&self) -> AreaRangeRequest {
        let high_px2 = self.high_px2.unwrap_or(f64::INFINITY);
        AreaRangeRequest::pixels(&self.name, self.low_px2, high_px2)
    }
}

impl From<&engine::AreaRange> for AreaRange {
    fn from(range: &engine::AreaRange) -> Self {
        let (asked_unit, asked_low, asked_high) = match range.asked {
            Bounds::Percentiles { low, high } => (AskedUnit::Percentile, low, high),
            Bounds::Pixels { low_px2, high_px2 } => (AskedUnit::Px2, low_px2, high_px2),
        };
        Self {
            name: range.name.clone(),
            asked_unit,
            asked_low,
            asked_high: finite(asked_high),
            low_px2: range.low_px2,
            high_px2: finite(range.high_px2),
            n_ground_truths: range.n_ground_truths,
            share: range.share,
        }
    }
}

/// JSON has no infinity.
fn finite(bound: f64) -> Option<f64> {
    bound.is_finite().then_some(bound)
}
