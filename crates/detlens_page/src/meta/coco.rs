//! Section 1, the protocol `coco`.

use detlens_run::schema::{self, CocoMetric};
use serde::Serialize;

use super::Measure;

/// The protocol `coco`.
#[derive(Debug, Serialize)]
pub(super) struct Coco<'a> {
    statistics: Vec<Statistic<'a>>,
    area_ranges: Vec<CocoRange<'a>>,
    /// AP, `K x A`; empty if categories were left out of the matching.
    category_average_precision: Vec<Vec<Measure>>,
}

/// One of the numbers that pycocotools prints.
#[derive(Debug, Serialize)]
struct Statistic<'a> {
    kind: &'static str,
    iou_threshold: Option<f64>,
    area_range: &'a str,
    max_detections: u32,
    value: Measure,
    /// The line that pycocotools prints, up to the equals sign.
    wording: &'a str,
}

/// An area range of the protocol, closed on both ends.
#[derive(Debug, Serialize)]
struct CocoRange<'a> {
    name: &'a str,
    low_px2: f64,
    high_px2: f64,
}

impl<'a> Coco<'a> {
    pub(super) fn new(coco: &'a schema::Coco) -> Self {
        let range = |range: &'a schema::CocoAreaRange| CocoRange {
            name: &range.name,
            low_px2: range.low_px2,
            high_px2: range.high_px2,
        };
        Self {
            statistics: coco.statistics.iter().map(Statistic::new).collect(),
            area_ranges: coco.settings.area_ranges.iter().map(range).collect(),
            category_average_precision: by_category(coco),
        }
    }
}

impl<'a> Statistic<'a> {
    fn new(statistic: &'a schema::CocoStatistic) -> Self {
        Self {
            kind: match statistic.metric {
                CocoMetric::Ap => "AP",
                CocoMetric::Ar => "AR",
            },
            iou_threshold: statistic.iou_threshold,
            area_range: &statistic.area_range,
            max_detections: statistic.max_detections,
            value: measure(statistic.value),
            wording: statistic.wording.trim_start(),
        }
    }
}

/// AP of each category in each area range; the run has the areas one after the other.
fn by_category(coco: &schema::Coco) -> Vec<Vec<Measure>> {
    let n_ranges = coco.settings.area_ranges.len().max(1);
    let n_categories = coco.categories.len() / n_ranges;
    let of_category = |category_idx: usize| {
        let rows = coco.categories.iter().skip(category_idx).step_by(n_categories.max(1));
        rows.map(|row| measure(row.ap)).collect()
    };
    (0..n_categories).map(of_category).collect()
}

/// The protocol says -1 for "not defined"; the page does not.
fn measure(value: f64) -> Measure {
    Measure::or_no_ground_truth((value >= 0.0).then_some(value))
}
