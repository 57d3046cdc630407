//! Overlap of boxes.

use std::cmp::Ordering;

use detlens_geometry::{BoundingBox, box_iou, box_overlap_of_crowd};

use super::{IouThresholds, Overlap, Similarity};

/// Boxes of one image at a time.
#[derive(Debug)]
pub(crate) struct BoxSimilarity<'a> {
    dt_boxes: &'a [BoundingBox],
    gt_boxes: &'a [BoundingBox],
    thresholds: &'a IouThresholds,
    dts: Vec<BoundingBox>,
    gts: Vec<BoundingBox>,
}

impl<'a> BoxSimilarity<'a> {
    pub(crate) fn new(
        dt_boxes: &'a [BoundingBox],
        gt_boxes: &'a [BoundingBox],
        thresholds: &'a IouThresholds,
    ) -> Self {
        Self { dt_boxes, gt_boxes, thresholds, dts: Vec::new(), gts: Vec::new() }
    }
}

impl Similarity for BoxSimilarity<'_> {
    fn enter_image(&mut self, dt_rows: &[u32], gt_rows: &[u32]) {
        self.dts.clear();
        self.dts.extend(dt_rows.iter().map(|&row| self.dt_boxes[row as usize]));
        self.gts.clear();
        self.gts.extend(gt_rows.iter().map(|&row| self.gt_boxes[row as usize]));
    }

    fn upper_bound(&self, dt: usize, gt: usize, gt_is_crowd: bool) -> f64 {
        let (dt, gt) = (&self.dts[dt], &self.gts[gt]);
        if gt_is_crowd { box_overlap_of_crowd(dt, gt) } else { box_iou(dt, gt) }
    }

    fn overlap(&mut self, dt: usize, gt: usize, gt_is_crowd: bool) -> Overlap {
        let iou = self.upper_bound(dt, gt, gt_is_crowd);
        Overlap { iou, n_passed: self.thresholds.n_passed(iou) }
    }

    fn compare_detections(&self, a: usize, b: usize) -> Ordering {
        compare_boxes(&self.dts[a], &self.dts[b])
    }

    fn compare_ground_truths(&self, a: usize, b: usize) -> Ordering {
        compare_boxes(&self.gts[a], &self.gts[b])
    }
}

/// By x, then y, width and height.
fn compare_boxes(a: &BoundingBox, b: &BoundingBox) -> Ordering {
    let key = |b: &BoundingBox| [b.x, b.y, b.width, b.height];
    let pairs = key(a).into_iter().zip(key(b));
    pairs.map(|(a, b)| a.total_cmp(&b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}
