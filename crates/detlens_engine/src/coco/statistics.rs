//! The twelve numbers of `COCOeval.summarize` of pycocotools 2.0.11.

use super::{Coco, numpy};

/// One of the twelve numbers, and what it is taken over.
#[derive(Clone, Debug, PartialEq)]
pub struct CocoStatistic {
    /// Whether the number is an average precision, else an average recall.
    pub is_precision: bool,
    /// The IoU threshold, if the number is for one alone.
    pub iou_threshold: Option<f64>,
    /// Name of the area range.
    pub area_range: &'static str,
    /// Detection limit per image and category.
    pub max_detections: u32,
    /// The number, or -1 where pycocotools gives -1.
    pub value: f64,
}

/// COCO rule: the first number is always taken at 100 detections, whatever the limits are.
const LIMIT_OF_FIRST_NUMBER: u32 = 100;

impl Coco {
    /// The twelve numbers that `COCOeval.summarize` prints, in its order.
    ///
    /// A number whose IoU threshold, area range or limit was not computed is -1, as there.
    /// Empty if there are fewer than three detection limits, where pycocotools stops.
    #[must_use]
    pub fn statistics(&self) -> Vec<CocoStatistic> {
        let &[first, second, third, ..] = self.settings.max_detections.as_slice() else {
            return Vec::new();
        };
        let precision = |iou, area, limit| self.statistic(true, iou, area, limit);
        let recall = |area, limit| self.statistic(false, None, area, limit);
        vec![
            precision(None, "all", LIMIT_OF_FIRST_NUMBER),
            precision(Some(0.5), "all", third),
            precision(Some(0.75), "all", third),
            precision(None, "small", third),
            precision(None, "medium", third),
            precision(None, "large", third),
            recall("all", first),
            recall("all", second),
            recall("all", third),
            recall("small", third),
            recall("medium", third),
            recall("large", third),
        ]
    }

    /// AP of one category in one area range at the largest limit, -1 where not defined.
    #[must_use]
    pub fn category_average_precision(&self, category_idx: usize, area_idx: usize) -> f64 {
        let cell = self.cell(category_idx, area_idx, self.settings.max_detections.len() - 1);
        mean_of_defined(self.precision.iter().skip(cell).step_by(self.n_cells()).copied())
    }

    fn statistic(
        &self,
        is_precision: bool,
        iou_threshold: Option<f64>,
        area_range: &'static str,
        max_detections: u32,
    ) -> CocoStatistic {
        let value = self.mean(is_precision, iou_threshold, area_range, max_detections);
        CocoStatistic { is_precision, iou_threshold, area_range, max_detections, value }
    }

    /// COCO rule: thresholds are looked up by `==`, names and limits by `==`, and the mean goes
    /// over every value above -1, in the order `[T, R, K]`.
    fn mean(
        &self,
        is_precision: bool,
        iou_threshold: Option<f64>,
        area_range: &str,
        max_detections: u32,
    ) -> f64 {
        let settings = &self.settings;
        let area_idx = settings.area_ranges.iter().position(|(name, _)| name == area_range);
        let limit_idx = settings.max_detections.iter().position(|&limit| limit == max_detections);
        let (Some(area_idx), Some(limit_idx)) = (area_idx, limit_idx) else { return -1.0 };
        let (values, n_recalls) = if is_precision {
            (&self.precision, settings.recall_thresholds.len())
        } else {
            (&self.recall, 1)
        };
        let chosen = settings
            .iou_thresholds
            .iter()
            .enumerate()
            .filter(|&(_, &value)| iou_threshold.is_none_or(|threshold| threshold == value));
        mean_of_defined(chosen.flat_map(|(iou_idx, _)| {
            (0..n_recalls * self.n_categories).map(move |at| {
                let (recall_idx, category) = (at / self.n_categories, at % self.n_categories);
                let row = iou_idx * n_recalls + recall_idx;
                values[row * self.n_cells() + self.cell(category, area_idx, limit_idx)]
            })
        }))
    }
}

fn mean_of_defined(values: impl Iterator<Item = f64>) -> f64 {
    let defined: Vec<f64> = values.filter(|&value| value > -1.0).collect();
    numpy::mean(&defined).unwrap_or(-1.0)
}
