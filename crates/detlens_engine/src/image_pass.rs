//! The one pass over the images: overlaps are found, both protocols match, overlaps are dropped.
//!
//! Images do not know each other, so that any part of them can be done anywhere; what a part
//! gives is joined afterwards in the order of images.

use detlens_data::{Dataset, Regions};
use rayon::prelude::*;

use crate::coco::{
    CocoImage, CocoImages, CocoScratch, CocoSettings, ImageView, RangesOfGroundTruths, lowest_match,
};
use crate::exact::{ExactImage, ExactView, Role, match_image, rank_by_geometry};
use crate::pairs::{ImageRows, Pairs, WantedPairs};
use crate::rows::{Cell, Rows, cells_with_detections};
use crate::similarity::{BoxSimilarity, IouThresholds, MaskSimilarity, Similarity};

/// What the protocol `coco` asks of the pass.
#[derive(Debug)]
pub(crate) struct CocoTask {
    pub(crate) settings: CocoSettings,
    pub(crate) ranges: RangesOfGroundTruths,
}

/// What the protocol `exact` asks of the pass.
#[derive(Debug)]
pub(crate) struct ExactTask {
    pub(crate) roles: Vec<Role>,
    pub(crate) limit: usize,
    pub(crate) also_class_agnostic: bool,
    /// Whether best overlaps are found where they reach no IoU threshold.
    pub(crate) best_overlaps: bool,
}

/// The dataset, grouped, and what is asked of each image.
#[derive(Debug)]
pub(crate) struct ImagePass<'a> {
    pub(crate) dataset: &'a Dataset,
    pub(crate) dt_rows: Rows,
    pub(crate) gt_rows: Rows,
    pub(crate) thresholds: IouThresholds,
    /// Whether matching keeps to categories.
    pub(crate) uses_categories: bool,
    pub(crate) coco: Option<&'a CocoTask>,
    pub(crate) exact: Option<&'a ExactTask>,
}

/// What the protocols got from the images; nothing for one that was not asked for.
#[derive(Debug)]
pub(crate) struct PassResult {
    pub(crate) coco: CocoImages,
    pub(crate) exact: Vec<ExactImage>,
}

impl CocoTask {
    pub(crate) fn new(dataset: &Dataset, settings: CocoSettings) -> Self {
        Self { ranges: RangesOfGroundTruths::new(dataset, &settings), settings }
    }
}

impl<'a> ImagePass<'a> {
    /// Groups the rows of a dataset.
    pub(crate) fn new(
        dataset: &'a Dataset,
        thresholds: IouThresholds,
        uses_categories: bool,
        coco: Option<&'a CocoTask>,
        exact: Option<&'a ExactTask>,
    ) -> Self {
        let (dts, gts) = (dataset.detections(), dataset.ground_truths());
        let (n_images, n_categories) = (dataset.images().len(), dataset.categories().len());
        let group =
            |image_idx, category_idx| Rows::group(image_idx, category_idx, n_images, n_categories);
        Self {
            dataset,
            dt_rows: group(dts.image_idx(), dts.category_idx()),
            gt_rows: group(gts.image_idx(), gts.category_idx()),
            thresholds,
            uses_categories,
            coco,
            exact,
        }
    }

    /// Visits every image, in parallel; the result does not depend on the number of threads.
    pub(crate) fn run(&self) -> PassResult {
        let (dts, gts) = (self.dataset.detections(), self.dataset.ground_truths());
        match (dts.regions(), gts.regions()) {
            (Regions::Boxes(dts), Regions::Boxes(gts)) => {
                self.visit(|| BoxSimilarity::new(dts, gts, &self.thresholds))
            }
            (Regions::Masks(dts), Regions::Masks(gts)) => {
                self.visit(|| MaskSimilarity::new(dts, gts, &self.thresholds))
            }
            _ => unreachable!("a dataset has one IoU type"),
        }
    }

    fn visit<S: Similarity>(&self, similarity: impl Fn() -> S + Sync + Send) -> PassResult {
        let lowest_iou = self.lowest_iou();
        let images: Vec<(Option<CocoImage>, Option<ExactImage>)> = (0..self.dataset.images().len())
            .into_par_iter()
            .map_init(
                || (similarity(), Scratch::default()),
                |(similarity, scratch), image_idx| {
                    scratch.visit(self, similarity, image_idx, lowest_iou)
                },
            )
            .collect();
        let (coco, exact): (Vec<_>, Vec<_>) = images.into_iter().unzip();
        let n_area_ranges = self.coco.map_or(0, |task| task.settings.area_ranges.len());
        PassResult {
            coco: CocoImages::join(&self.dt_rows, coco.into_iter().flatten(), n_area_ranges),
            exact: exact.into_iter().flatten().collect(),
        }
    }

    /// The lowest overlap that matters to either protocol.
    fn lowest_iou(&self) -> f64 {
        let coco = self.coco.iter().flat_map(|task| &task.settings.iou_thresholds);
        let lowest_of_coco = coco.copied().map(lowest_match).fold(f64::INFINITY, f64::min);
        if self.exact.is_some() {
            lowest_of_coco.min(self.thresholds.lowest())
        } else {
            lowest_of_coco
        }
    }
}

/// Buffers of one thread, used again for each image.
#[derive(Debug, Default)]
struct Scratch {
    dt_category: Vec<u32>,
    dt_score: Vec<f64>,
    gt_category: Vec<u32>,
    gt_is_crowd: Vec<bool>,
    gt_rank: Vec<u32>,
    roles: Vec<Role>,
    cells: Vec<Cell>,
    pairs: Pairs,
    coco: CocoScratch,
}

impl Scratch {
    fn visit(
        &mut self,
        pass: &ImagePass<'_>,
        similarity: &mut impl Similarity,
        image_idx: usize,
        lowest_iou: f64,
    ) -> (Option<CocoImage>, Option<ExactImage>) {
        let dt_rows = pass.dt_rows.of_image(image_idx);
        let gt_rows = pass.gt_rows.of_image(image_idx);
        self.enter_image(pass, dt_rows, gt_rows);
        similarity.enter_image(dt_rows, gt_rows);
        let exact = pass.exact.map(|task| self.exact(task, similarity, gt_rows, lowest_iou));
        if exact.is_none() {
            self.pairs.find_in_cells(similarity, &self.cells, &self.gt_is_crowd, lowest_iou);
        }
        let coco = pass.coco.map(|task| {
            let view = ImageView {
                dt_rows,
                gt_rows,
                gt_is_crowd: &self.gt_is_crowd,
                cells: &self.cells,
                pairs: &self.pairs,
            };
            self.coco.match_image(pass.dataset, &task.settings, &task.ranges, view)
        });
        (coco, exact)
    }

    fn enter_image(&mut self, pass: &ImagePass<'_>, dt_rows: &[u32], gt_rows: &[u32]) {
        let (dts, gts) = (pass.dataset.detections(), pass.dataset.ground_truths());
        let category =
            |idx: &[u32], row: u32| if pass.uses_categories { idx[row as usize] } else { 0 };
        refill(&mut self.dt_category, dt_rows, |row| category(dts.category_idx(), row));
        refill(&mut self.gt_category, gt_rows, |row| category(gts.category_idx(), row));
        refill(&mut self.dt_score, dt_rows, |row| dts.scores()[row as usize]);
        refill(&mut self.gt_is_crowd, gt_rows, |row| gts.is_crowd()[row as usize]);
        self.cells.clear();
        if pass.uses_categories {
            let (dt_idx, gt_idx) = (dts.category_idx(), gts.category_idx());
            cells_with_detections(dt_rows, gt_rows, dt_idx, gt_idx, &mut self.cells);
        } else if !dt_rows.is_empty() {
            self.cells.push(Cell { dts: 0..dt_rows.len(), gts: 0..gt_rows.len() });
        }
    }

    fn exact(
        &mut self,
        task: &ExactTask,
        similarity: &mut impl Similarity,
        gt_rows: &[u32],
        lowest_iou: f64,
    ) -> ExactImage {
        rank_by_geometry(similarity, gt_rows.len(), &mut self.gt_rank);
        refill(&mut self.roles, gt_rows, |row| task.roles[row as usize]);
        let rows = ImageRows {
            dt_category: &self.dt_category,
            dt_score: &self.dt_score,
            gt_category: &self.gt_category,
            gt_is_crowd: &self.gt_is_crowd,
            gt_rank: &self.gt_rank,
        };
        let wanted = WantedPairs { lowest_iou, best_overlaps: task.best_overlaps };
        self.pairs.find_all(similarity, rows, wanted);
        let view = ExactView {
            rows,
            roles: &self.roles,
            cells: &self.cells,
            limit: task.limit,
            also_class_agnostic: task.also_class_agnostic,
        };
        match_image(similarity, &self.pairs, view)
    }
}

fn refill<T>(values: &mut Vec<T>, rows: &[u32], value: impl Fn(u32) -> T) {
    values.clear();
    values.extend(rows.iter().map(|&row| value(row)));
}
