//! Section 1, the COCO metrics of the protocol `coco`: what pycocotools would say.

use detlens_data::Dataset;
use detlens_engine::coco as engine;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Id;

/// The protocol `coco`. Here, and only here, -1 stands for "not defined", as in pycocotools.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Coco {
    /// What it was computed with.
    pub settings: CocoSettings,
    /// The numbers that `COCOeval.summarize` prints, in its order.
    pub statistics: Vec<CocoStatistic>,
    /// AP of each category in each area range, at the largest limit; empty if categories are left
    /// out of the matching.
    pub categories: Vec<CocoCategory>,
}

/// What pycocotools calls `params`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CocoSettings {
    /// `iouThrs`, with the bits that numpy gives them.
    pub iou_thresholds: Vec<f64>,
    /// `recThrs`, with the bits that numpy gives them.
    pub recall_thresholds: Vec<f64>,
    /// `maxDets`: detections kept per image and category.
    pub max_detections: Vec<u32>,
    /// `areaRng` and `areaRngLbl`.
    pub area_ranges: Vec<CocoAreaRange>,
    /// `useCats`: whether detections are matched inside their category.
    pub use_categories: bool,
}

/// An area range of the protocol `coco`; both bounds belong to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CocoAreaRange {
    /// Name in the tables.
    pub name: String,
    /// Smallest area in the range, px².
    pub low_px2: f64,
    /// Largest area in the range, px².
    pub high_px2: f64,
}

/// One of the numbers that `COCOeval.summarize` prints.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CocoStatistic {
    /// What the number is.
    pub metric: CocoMetric,
    /// The IoU threshold, if the number is for one alone; else `null`.
    pub iou_threshold: Option<f64>,
    /// The area range.
    pub area_range: String,
    /// Detections kept per image and category.
    pub max_detections: u32,
    /// The number, or -1.
    pub value: f64,
    /// The line that `COCOeval.summarize` prints, up to the equals sign.
    pub wording: String,
}

/// What one of the numbers of `COCOeval.summarize` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CocoMetric {
    /// Average precision, the mean over categories.
    Ap,
    /// Average recall, the mean over categories.
    Ar,
}

/// AP of one category in one area range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CocoCategory {
    /// The category's id in the input.
    pub category_id: Id,
    /// The category's name.
    pub category: String,
    /// The area range.
    pub area_range: String,
    /// AP over all IoU thresholds, or -1.
    pub ap: f64,
}

impl Coco {
    pub(super) fn new(coco: &engine::Coco, dataset: &Dataset) -> Self {
        Self {
            settings: CocoSettings::from(&coco.settings),
            statistics: statistics(coco),
            categories: categories(coco, dataset),
        }
    }
}

impl From<&engine::CocoSettings> for CocoSettings {
    fn from(settings: &engine::CocoSettings) -> Self {
        let area_range = |(name, bounds): &(String, [f64; 2])| CocoAreaRange {
            name: name.clone(),
            low_px2: bounds[0],
            high_px2: bounds[1],
        };
        Self {
            iou_thresholds: settings.iou_thresholds.clone(),
            recall_thresholds: settings.recall_thresholds.clone(),
            max_detections: settings.max_detections.clone(),
            area_ranges: settings.area_ranges.iter().map(area_range).collect(),
            use_categories: settings.use_categories,
        }
    }
}

fn statistics(coco: &engine::Coco) -> Vec<CocoStatistic> {
    let thresholds = &coco.settings.iou_thresholds;
    let all_thresholds = match (thresholds.first(), thresholds.last()) {
        (Some(first), Some(last)) => format!("{first:.2}:{last:.2}"),
        _ => String::new(),
    };
    let statistic = |statistic: engine::CocoStatistic| CocoStatistic {
        metric: if statistic.is_precision { CocoMetric::Ap } else { CocoMetric::Ar },
        iou_threshold: statistic.iou_threshold,
        area_range: statistic.area_range.to_owned(),
        max_detections: statistic.max_detections,
        value: statistic.value,
        wording: wording(&statistic, &all_thresholds),
    };
    coco.statistics().into_iter().map(statistic).collect()
}

/// The line that `COCOeval.summarize` of pycocotools 2.0.11 prints, up to the equals sign.
fn wording(statistic: &engine::CocoStatistic, all_thresholds: &str) -> String {
    let metric =
        if statistic.is_precision { "Average Precision  (AP)" } else { "Average Recall     (AR)" };
    let iou = statistic.iou_threshold.map(|threshold| format!("{threshold:.2}"));
    let iou = iou.as_deref().unwrap_or(all_thresholds);
    format!(
        " {metric} @[ IoU={iou:<9} | area={:>6} | maxDets={:>3} ]",
        statistic.area_range, statistic.max_detections
    )
}

fn categories(coco: &engine::Coco, dataset: &Dataset) -> Vec<CocoCategory> {
    if !coco.settings.use_categories {
        return Vec::new();
    }
    let area_ranges = coco.settings.area_ranges.iter().enumerate();
    let of_range = |(area_idx, (name, _)): (usize, &(String, _))| {
        let ap_of = move |category_idx| coco.category_average_precision(category_idx, area_idx);
        let name = name.clone();
        dataset.categories().iter().enumerate().map(move |(idx, category)| CocoCategory {
            category_id: (&category.id).into(),
            category: category.name.clone(),
            area_range: name.clone(),
            ap: ap_of(idx),
        })
    };
    area_ranges.flat_map(of_range).collect()
}
