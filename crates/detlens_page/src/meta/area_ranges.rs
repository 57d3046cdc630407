//! The area ranges as they became.

use detlens_run::schema::{self, AskedUnit};
use serde::Serialize;

/// An area range, half open.
#[derive(Debug, Serialize)]
pub(super) struct AreaRange<'a> {
    name: &'a str,
    asked: AskedRange,
    low_px2: f64,
    high_px2: Option<f64>,
    n_ground_truths: u64,
    share: f64,
}

/// What an area range was asked to be.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum AskedRange {
    Percentiles([Option<f64>; 2]),
    Pixels([Option<f64>; 2]),
}

impl<'a> AreaRange<'a> {
    pub(super) fn new(range: &'a schema::AreaRange) -> Self {
        let bounds = [Some(range.asked_low), range.asked_high];
        Self {
            name: &range.name,
            asked: match range.asked_unit {
                AskedUnit::Percentile => AskedRange::Percentiles(bounds),
                AskedUnit::Px2 => AskedRange::Pixels(bounds),
            },
            low_px2: range.low_px2,
            high_px2: range.high_px2,
            n_ground_truths: range.n_ground_truths,
            share: range.share,
        }
    }
}
