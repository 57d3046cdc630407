//! The protocol `coco`: the same bits as pycocotools 2.0.11.
//!
//! Nothing here is meant to be right, only to be the same. What surprises is marked "COCO rule"
//! and registered in `docs/coco-rules.md`.

mod accumulate;
mod image;
mod matching;
mod numpy;
pub mod plain;
mod statistics;

pub(crate) use image::{CocoImage, CocoImages, CocoScratch, ImageView, RangesOfGroundTruths};
pub(crate) use matching::lowest_match;
pub use statistics::CocoStatistic;

use detlens_data::Dataset;
use rayon::prelude::*;

use crate::config::{Config, ConfigError, MAX_AREA_RANGES, MAX_IOU_THRESHOLDS, at_most};
use crate::rows::counting_sort;
use crate::sorting::by_falling_score;
use accumulate::{Accumulator, CurveKey, RankedDetection, SampledCurve};

/// What pycocotools calls `params`, as far as boxes and masks use it.
#[derive(Clone, Debug, PartialEq)]
pub struct CocoSettings {
    /// IoU thresholds, length `T`, rising, at most 64.
    pub iou_thresholds: Vec<f64>,
    /// Recall thresholds, length `R`, rising.
    pub recall_thresholds: Vec<f64>,
    /// Detection limits per image and category, length `M`, rising.
    pub max_detections: Vec<u32>,
    /// Names and bounds in px² of the area ranges, closed on both ends, length `A`, at most 32.
    pub area_ranges: Vec<(String, [f64; 2])>,
    /// Whether detections are matched inside their category (`useCats`).
    pub use_categories: bool,
}

impl CocoSettings {
    /// What pycocotools would be set to for a configuration.
    ///
    /// The area ranges are always COCO's own four, as in `Params.setDetParams`.
    #[must_use]
    pub fn from_config(config: &Config) -> Self {
        let range = |name: &str, low: f64, high: f64| (name.to_owned(), [low, high]);
        let no_upper_bound = 1e10;
        Self {
            iou_thresholds: config.iou_thresholds.numpy_values(),
            recall_thresholds: config.recall_thresholds.numpy_values(),
            max_detections: config.max_detections.clone().unwrap_or_else(|| vec![1, 10, 100]),
            area_ranges: vec![
                range("all", 0.0, no_upper_bound),
                range("small", 0.0, 1024.0),
                range("medium", 1024.0, 9216.0),
                range("large", 9216.0, no_upper_bound),
            ],
            use_categories: !config.class_agnostic,
        }
    }

    /// Checks what the accumulation relies on.
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        at_most("IoU thresholds", self.iou_thresholds.len(), MAX_IOU_THRESHOLDS)?;
        at_most("area ranges", self.area_ranges.len(), MAX_AREA_RANGES)?;
        let rises = |values: &[f64]| !values.is_empty() && values.is_sorted_by(|a, b| a < b);
        let limits_rise =
            !self.max_detections.is_empty() && self.max_detections.is_sorted_by(|a, b| a < b);
        if rises(&self.iou_thresholds) && rises(&self.recall_thresholds) && limits_rise {
            Ok(())
        } else {
            Err(ConfigError::NotRising)
        }
    }

    /// Most detections of one image and category that are looked at.
    pub(crate) fn largest_limit(&self) -> u32 {
        self.max_detections.last().copied().unwrap_or(0)
    }

    /// The curves of one category that are defined; `n_positives` has length `A`.
    fn category_curves(
        &self,
        detections: &[RankedDetection],
        images: &CocoImages,
        n_positives: &[u64],
    ) -> Vec<CategoryCurve> {
        let mut accumulator = Accumulator::new(self.iou_thresholds.len(), &self.recall_thresholds);
        let mut curves = Vec::new();
        for (area_idx, &n_positives) in n_positives.iter().enumerate() {
            if n_positives == 0 {
                continue;
            }
            for (limit_idx, &max_detections) in self.max_detections.iter().enumerate() {
                let key = CurveKey { area_idx, max_detections, n_positives };
                let sampled = accumulator.curves(key, detections, &images.outcomes);
                curves.extend(sampled.enumerate().map(|(iou_idx, curve)| CategoryCurve {
                    iou_idx,
                    area_idx,
                    limit_idx,
                    curve,
                }));
            }
        }
        curves
    }

    /// The area ranges that hold an area, one bit each. COCO rule: both ends belong to a range.
    fn ranges_of(&self, area_px2: f64) -> u32 {
        let holds = |bounds: &[f64; 2]| !(area_px2 < bounds[0] || area_px2 > bounds[1]);
        let bits = self.area_ranges.iter().enumerate();
        bits.fold(0, |bits, (idx, (_, bounds))| bits | u32::from(holds(bounds)) << idx)
    }
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

impl Coco {
    /// Accumulates what the images gave: `COCOeval.accumulate`.
    pub(crate) fn accumulate(
        dataset: &Dataset,
        settings: CocoSettings,
        images: &CocoImages,
        ranges: &RangesOfGroundTruths,
    ) -> Self {
        let by_category = DetectionsByCategory::new(dataset, &settings, images);
        let n_categories = by_category.n_categories;
        let n_positives = count_positives(dataset, &settings, ranges, n_categories);
        let curves: Vec<Vec<CategoryCurve>> = (0..n_categories)
            .into_par_iter()
            .map(|category| {
                let detections = by_category.ranked(category);
                settings.category_curves(&detections, images, &n_positives[category])
            })
            .collect();
        let mut coco = Self::undefined(settings, n_categories);
        for (category, curves) in curves.into_iter().enumerate() {
            for curve in curves {
                coco.store(category, &curve);
            }
        }
        coco
    }

    fn undefined(settings: CocoSettings, n_categories: usize) -> Self {
        let n_curves = settings.iou_thresholds.len()
            * n_categories
            * settings.area_ranges.len()
            * settings.max_detections.len();
        let n_samples = n_curves * settings.recall_thresholds.len();
        Self {
            settings,
            n_categories,
            precision: vec![-1.0; n_samples],
            recall: vec![-1.0; n_curves],
            scores: vec![-1.0; n_samples],
        }
    }

    fn store(&mut self, category: usize, category_curve: &CategoryCurve) {
        let CategoryCurve { iou_idx, area_idx, limit_idx, ref curve } = *category_curve;
        let cell = self.cell(category, area_idx, limit_idx);
        let n_cells = self.n_cells();
        self.recall[iou_idx * n_cells + cell] = curve.recall;
        let n_recalls = self.settings.recall_thresholds.len();
        for recall_idx in 0..n_recalls {
            let at = (iou_idx * n_recalls + recall_idx) * n_cells + cell;
            self.precision[at] = curve.precision[recall_idx];
            self.scores[at] = curve.scores[recall_idx];
        }
    }

    /// Position inside the last three axes `[K, A, M]`.
    fn cell(&self, category: usize, area_idx: usize, limit_idx: usize) -> usize {
        let (n_areas, n_limits) =
            (self.settings.area_ranges.len(), self.settings.max_detections.len());
        (category * n_areas + area_idx) * n_limits + limit_idx
    }

    /// `K * A * M`.
    fn n_cells(&self) -> usize {
        self.cell(self.n_categories, 0, 0)
    }
}

/// One curve of one category and its place in the arrays.
#[derive(Debug)]
struct CategoryCurve {
    iou_idx: usize,
    area_idx: usize,
    limit_idx: usize,
    curve: SampledCurve,
}

/// Ground truths that count, for each category and area range: `npig` in pycocotools.
fn count_positives(
    dataset: &Dataset,
    settings: &CocoSettings,
    ranges: &RangesOfGroundTruths,
    n_categories: usize,
) -> Vec<Vec<u64>> {
    let mut n_positives = vec![vec![0; settings.area_ranges.len()]; n_categories];
    for (gt_idx, &category_idx) in dataset.ground_truths().category_idx().iter().enumerate() {
        let category = if settings.use_categories { category_idx as usize } else { 0 };
        for (area_idx, n_positives) in n_positives[category].iter_mut().enumerate() {
            *n_positives += u64::from(ranges.counts_in(gt_idx, area_idx));
        }
    }
    n_positives
}

/// The detections of each category in the order of `COCOeval.accumulate`.
#[derive(Debug)]
struct DetectionsByCategory<'a> {
    dataset: &'a Dataset,
    settings: &'a CocoSettings,
    images: &'a CocoImages,
    n_categories: usize,
    rows: Vec<u32>,
    starts: Vec<u32>,
}

impl<'a> DetectionsByCategory<'a> {
    fn new(dataset: &'a Dataset, settings: &'a CocoSettings, images: &'a CocoImages) -> Self {
        let n_rows = images.rows.len();
        let (n_categories, (rows, starts)) = if settings.use_categories {
            let n_categories = dataset.categories().len();
            let category_idx = dataset.detections().category_idx();
            (n_categories, counting_sort(images.rows.iter().copied(), category_idx, n_categories))
        } else {
            let end = u32::try_from(n_rows).expect("a dataset has fewer than 2^32 rows");
            (1, (images.rows.clone(), vec![0, end]))
        };
        Self { dataset, settings, images, n_categories, rows, starts }
    }

    /// COCO rule: equal scores stay in the order of image ids and rows (`kind='mergesort'`).
    fn ranked(&self, category: usize) -> Vec<RankedDetection> {
        let detections = self.dataset.detections();
        let rows = &self.rows[self.starts[category] as usize..self.starts[category + 1] as usize];
        let mut n_seen_in_image = vec![0_u32; self.dataset.images().len()];
        by_falling_score(rows, detections.scores())
            .into_iter()
            .map(|row| {
                let row = row as usize;
                let n_seen = &mut n_seen_in_image[detections.image_idx()[row] as usize];
                *n_seen += 1;
                RankedDetection {
                    score: detections.scores()[row],
                    rank_in_cell: *n_seen - 1,
                    in_ranges: self.settings.ranges_of(detections.coco_area_px2(row)),
                    outcomes: self.images.outcomes_of(row),
                }
            })
            .filter(|detection| detection.rank_in_cell < self.settings.largest_limit())
            .collect()
    }
}
