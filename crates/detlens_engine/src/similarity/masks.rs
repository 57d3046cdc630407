//! Overlap of masks.

use std::cmp::Ordering;

use detlens_data::Masks;
use detlens_geometry::{
    PixelBox, Run, foreground_runs, intersection_px, mask_iou, mask_overlap_of_crowd,
};

use super::{IouThresholds, Overlap, Similarity};

/// Masks of one image at a time. A mask is decoded when its first overlap is asked for.
#[derive(Debug)]
pub(crate) struct MaskSimilarity<'a> {
    dt_masks: &'a Masks,
    gt_masks: &'a Masks,
    thresholds: &'a IouThresholds,
    dts: Vec<Region>,
    gts: Vec<Region>,
    gt_runs: Vec<Vec<Run>>,
    gt_is_decoded: Vec<bool>,
    /// The detection whose runs are in `dt_runs`: overlaps are asked for detection by detection.
    decoded_dt: Option<usize>,
    dt_runs: Vec<Run>,
}

/// What is known of a mask without decoding it.
#[derive(Clone, Copy, Debug)]
struct Region {
    row: u32,
    area_px: u32,
    bounds: PixelBox,
}

impl<'a> MaskSimilarity<'a> {
    pub(crate) fn new(
        dt_masks: &'a Masks,
        gt_masks: &'a Masks,
        thresholds: &'a IouThresholds,
    ) -> Self {
        Self {
            dt_masks,
            gt_masks,
            thresholds,
            dts: Vec::new(),
            gts: Vec::new(),
            gt_runs: Vec::new(),
            gt_is_decoded: Vec::new(),
            decoded_dt: None,
            dt_runs: Vec::new(),
        }
    }

    fn intersection_px(&mut self, dt: usize, gt: usize) -> u64 {
        if self.decoded_dt != Some(dt) {
            self.dt_runs.clear();
            foreground_runs(self.dt_masks.coded(self.dts[dt].row as usize), &mut self.dt_runs);
            self.decoded_dt = Some(dt);
        }
        if !self.gt_is_decoded[gt] {
            self.gt_runs[gt].clear();
            let coded = self.gt_masks.coded(self.gts[gt].row as usize);
            foreground_runs(coded, &mut self.gt_runs[gt]);
            self.gt_is_decoded[gt] = true;
        }
        intersection_px(&self.dt_runs, &self.gt_runs[gt])
    }
}

fn regions(masks: &Masks, rows: &[u32], regions: &mut Vec<Region>) {
    regions.clear();
    regions.extend(rows.iter().map(|&row| Region {
        row,
        area_px: masks.area_px(row as usize),
        bounds: masks.bounding_box_px(row as usize),
    }));
}

impl Similarity for MaskSimilarity<'_> {
    fn enter_image(&mut self, dt_rows: &[u32], gt_rows: &[u32]) {
        regions(self.dt_masks, dt_rows, &mut self.dts);
        regions(self.gt_masks, gt_rows, &mut self.gts);
        self.gt_is_decoded.clear();
        self.gt_is_decoded.resize(gt_rows.len(), false);
        if self.gt_runs.len() < gt_rows.len() {
            self.gt_runs.resize_with(gt_rows.len(), Vec::new);
        }
        self.decoded_dt = None;
    }

    /// No more pixels can be shared than the smaller mask has, or than the two boxes share.
    fn upper_bound(&self, dt: usize, gt: usize, gt_is_crowd: bool) -> f64 {
        let (dt, gt) = (&self.dts[dt], &self.gts[gt]);
        let shared = shared_by_boxes(dt.bounds, gt.bounds);
        if shared == 0 {
            return 0.0;
        }
        let most = shared.min(u64::from(dt.area_px)).min(u64::from(gt.area_px));
        ratio(most, dt.area_px, gt.area_px, gt_is_crowd)
    }

    fn overlap(&mut self, dt: usize, gt: usize, gt_is_crowd: bool) -> Overlap {
        let shared = self.intersection_px(dt, gt);
        let (dt_area, gt_area) = (self.dts[dt].area_px, self.gts[gt].area_px);
        let iou = ratio(shared, dt_area, gt_area, gt_is_crowd);
        let whole = if gt_is_crowd {
            u64::from(dt_area)
        } else {
            u64::from(dt_area) + u64::from(gt_area) - shared
        };
        let n_passed = if shared == 0 { 0 } else { self.thresholds.n_passed_of(shared, whole) };
        Overlap { iou, n_passed }
    }

    fn compare_detections(&self, a: usize, b: usize) -> Ordering {
        compare_masks(self.dt_masks, &self.dts[a], &self.dts[b])
    }

    fn compare_ground_truths(&self, a: usize, b: usize) -> Ordering {
        compare_masks(self.gt_masks, &self.gts[a], &self.gts[b])
    }
}

fn ratio(shared: u64, dt_area_px: u32, gt_area_px: u32, gt_is_crowd: bool) -> f64 {
    if gt_is_crowd {
        mask_overlap_of_crowd(shared, dt_area_px)
    } else {
        mask_iou(shared, dt_area_px, gt_area_px)
    }
}

/// Pixels in both boxes.
fn shared_by_boxes(a: PixelBox, b: PixelBox) -> u64 {
    // Both boxes lie in an image whose sides are below 2^32.
    let along = |a_start: u32, a_len: u32, b_start: u32, b_len: u32| {
        let end = (a_start + a_len).min(b_start + b_len);
        u64::from(end.saturating_sub(a_start.max(b_start)))
    };
    along(a.x, a.width, b.x, b.width) * along(a.y, a.height, b.y, b.height)
}

/// By the box around the mask, then its area, then its coded runs.
fn compare_masks(masks: &Masks, a: &Region, b: &Region) -> Ordering {
    let key = |region: &Region| {
        let PixelBox { x, y, width, height } = region.bounds;
        (x, y, width, height, region.area_px)
    };
    let coded = |region: &Region| masks.coded(region.row as usize);
    key(a).cmp(&key(b)).then_with(|| coded(a).cmp(coded(b)))
}
