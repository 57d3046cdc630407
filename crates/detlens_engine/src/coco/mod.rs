//! The protocol `coco`: the same bits as pycocotools 2.0.11.

/// What pycocotools calls `params`, as far as boxes and masks use it.
#[derive(Clone, Debug, PartialEq)]
pub struct CocoSettings {
    /// IoU thresholds, length `T`, rising.
    pub iou_thresholds: Vec<f64>,
    /// Recall thresholds, length `R`, rising.
    pub recall_thresholds: Vec<f64>,
    /// Detection limits per image and category, length `M`, rising.
    pub max_detections: Vec<u32>,
    /// Names and bounds in px² of the area ranges, closed on both ends, length `A`.
    pub area_ranges: Vec<(String, [f64; 2])>,
    /// Whether detections are matched inside their category (`useCats`).
    pub use_categories: bool,
}

/// The result of the protocol `coco`. -1 stands for "not defined", as in pycocotools.
#[derive(Clone, Debug, PartialEq)]
pub struct Coco {
    /// What it was computed with.
    pub settings: CocoSettings,
    /// Number of categories, `K`; 1 without categories.
    pub n_categories: usize,
    /// `eval['precision']`, shape `[T, R, K, A, M]` in C order.
    pub precision: Vec<f64>,
    /// `eval['recall']`, shape `[T, K, A, M]` in C order.
    pub recall: Vec<f64>,
    /// `eval['scores']`, shape `[T, R, K, A, M]` in C order.
    pub scores: Vec<f64>,
}

/// The twelve statistics in pycocotools' order, as `(is_precision, iou, area, limit)`.
///
/// Row `i` of `COCOeval.summarize` is entry `i`.
#[derive(Clone, Debug, PartialEq)]
pub struct CocoStatistic {
    /// Whether the number is an average precision, else an average recall.
    pub is_precision: bool,
    /// The IoU threshold, if the number is for one alone.
    pub iou_threshold: Option<f64>,
    /// Name of the area range.
    pub area_range: String,
    /// Detection limit per image and category.
    pub max_detections: u32,
    /// The number, or -1 where pycocotools gives -1.
    pub value: f64,
}

#[expect(unused, reason = "filled in with the engine")]
impl Coco {
    /// The twelve numbers that `COCOeval.summarize` prints, in its order.
    #[must_use]
    pub fn statistics(&self) -> Vec<CocoStatistic> {
        todo!()
    }

    /// AP of one category in one area range at the largest limit, -1 where not defined.
    #[must_use]
    pub fn category_average_precision(&self, category_idx: usize, area_idx: usize) -> f64 {
        todo!()
    }
}
