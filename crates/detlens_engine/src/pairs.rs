//! The overlaps of one image that anything depends on, as numbers.
//!
//! Most detections overlap nothing; the few pairs that reach an IoU threshold are kept, and of
//! the rest only the best overlap of each object.

use std::cmp::Ordering;
use std::ops::Range;

use crate::rows::Cell;
use crate::similarity::{Overlap, Similarity};

/// One detection and one ground truth that reach the lowest IoU threshold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    /// Position of the ground truth in the rows of the image.
    pub(crate) gt: u32,
    pub(crate) overlap: Overlap,
    /// Whether both have one category.
    pub(crate) is_same_category: bool,
}

/// The best partner so far: its overlap and its position.
pub(crate) type Best = Option<(f64, u32)>;

/// Facts about the rows of one image that decide which overlaps matter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ImageRows<'a> {
    /// Categories by position, length `D`.
    pub(crate) dt_category: &'a [u32],
    /// Scores by position, length `D`.
    pub(crate) dt_score: &'a [f64],
    /// Categories by position, length `G`.
    pub(crate) gt_category: &'a [u32],
    /// Crowds by position, length `G`.
    pub(crate) gt_is_crowd: &'a [bool],
    /// Places in the order of geometry by position, length `G`.
    pub(crate) gt_rank: &'a [u32],
}

/// Which overlaps of an image are looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WantedPairs {
    /// The lowest overlap of a pair.
    pub(crate) lowest_iou: f64,
    /// Whether the best overlap of each object is looked for also where it makes no pair.
    pub(crate) best_overlaps: bool,
}

/// The pairs of one image, and the best overlaps of its objects. Reused from image to image.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    found: Vec<Pair>,
    /// Pairs of each detection by position.
    spans: Vec<Range<u32>>,
    /// Best overlap with a ground truth of the same category, crowds apart. Empty, as the other two
    /// below, unless best overlaps are wanted.
    pub(crate) best_same: Vec<Best>,
    /// Best overlap with a ground truth of another category, crowds apart.
    pub(crate) best_other: Vec<Best>,
    /// Highest overlap of a pair of the same category, 0 without one: it orders equal scores.
    pub(crate) highest_same: Vec<f64>,
    /// Highest overlap of any pair.
    pub(crate) highest_any: Vec<f64>,
    /// Best overlap of a ground truth with a detection of its category; none for crowds.
    pub(crate) gt_best: Vec<Best>,
    candidates: Vec<(f64, u32)>,
}

impl Pairs {
    /// The pairs of a detection in the order of the ground truths' positions.
    pub(crate) fn of(&self, dt: usize) -> &[Pair] {
        let span = &self.spans[dt];
        &self.found[span.start as usize..span.end as usize]
    }

    /// Finds the pairs inside each cell, and nothing else: what the protocol `coco` needs.
    pub(crate) fn find_in_cells(
        &mut self,
        similarity: &mut impl Similarity,
        cells: &[Cell],
        gt_is_crowd: &[bool],
        lowest_iou: f64,
    ) {
        self.found.clear();
        self.spans.clear();
        for cell in cells {
            for dt in cell.dts.clone() {
                let start = self.found.len();
                for gt in cell.gts.clone() {
                    if similarity.upper_bound(dt, gt, gt_is_crowd[gt]) < lowest_iou {
                        continue;
                    }
                    let overlap = similarity.overlap(dt, gt, gt_is_crowd[gt]);
                    if overlap.iou >= lowest_iou {
                        let is_same_category = true;
                        self.found.push(Pair { gt: index(gt), overlap, is_same_category });
                    }
                }
                self.spans.push(index(start)..index(self.found.len()));
            }
        }
    }

    /// Finds every pair of the image and the best overlaps of each object, whatever the category.
    pub(crate) fn find_all(
        &mut self,
        similarity: &mut impl Similarity,
        rows: ImageRows<'_>,
        wanted: WantedPairs,
    ) {
        self.start_image(rows, wanted);
        for dt in 0..rows.dt_category.len() {
            self.find_candidates(similarity, dt, rows, wanted);
            let start = self.found.len();
            for at in 0..self.candidates.len() {
                let (upper_bound, gt) = self.candidates[at];
                if upper_bound >= wanted.lowest_iou || self.may_be_best(dt, gt, upper_bound, rows) {
                    let is_crowd = rows.gt_is_crowd[gt as usize];
                    let overlap = similarity.overlap(dt, gt as usize, is_crowd);
                    self.record(dt, gt, overlap, rows, wanted.lowest_iou);
                    if wanted.best_overlaps && !is_crowd && overlap.iou > 0.0 {
                        self.record_best(&*similarity, dt, gt, overlap.iou, rows);
                    }
                }
            }
            self.found[start..].sort_unstable_by_key(|pair| pair.gt);
            self.spans.push(index(start)..index(self.found.len()));
        }
    }

    fn start_image(&mut self, rows: ImageRows<'_>, wanted: WantedPairs) {
        let (n_dts, n_gts) = (rows.dt_category.len(), rows.gt_category.len());
        self.found.clear();
        self.spans.clear();
        refill(&mut self.highest_same, n_dts, 0.0);
        refill(&mut self.highest_any, n_dts, 0.0);
        let (n_dts, n_gts) = if wanted.best_overlaps { (n_dts, n_gts) } else { (0, 0) };
        refill(&mut self.best_same, n_dts, None);
        refill(&mut self.best_other, n_dts, None);
        refill(&mut self.gt_best, n_gts, None);
    }

    /// Lists the ground truths that a detection may overlap, the most promising first, so that
    /// most of the others need no look at their pixels.
    fn find_candidates(
        &mut self,
        similarity: &impl Similarity,
        dt: usize,
        rows: ImageRows<'_>,
        wanted: WantedPairs,
    ) {
        self.candidates.clear();
        for (gt, &is_crowd) in rows.gt_is_crowd.iter().enumerate() {
            let upper_bound = similarity.upper_bound(dt, gt, is_crowd);
            let may_be_best = wanted.best_overlaps && !is_crowd && upper_bound > 0.0;
            if upper_bound >= wanted.lowest_iou || may_be_best {
                self.candidates.push((upper_bound, index(gt)));
            }
        }
        let rank = |gt: u32| rows.gt_rank[gt as usize];
        self.candidates
            .sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| rank(a.1).cmp(&rank(b.1))));
    }

    /// Whether an overlap of at most `upper_bound` can be the best of one of the two.
    fn may_be_best(&self, dt: usize, gt: u32, upper_bound: f64, rows: ImageRows<'_>) -> bool {
        let gt = gt as usize;
        let could_replace = |best: Best| best.is_none_or(|(iou, _)| upper_bound >= iou);
        if rows.dt_category[dt] == rows.gt_category[gt] {
            could_replace(self.best_same[dt]) || could_replace(self.gt_best[gt])
        } else {
            could_replace(self.best_other[dt])
        }
    }

    fn record(
        &mut self,
        dt: usize,
        gt: u32,
        overlap: Overlap,
        rows: ImageRows<'_>,
        lowest_iou: f64,
    ) {
        let is_same_category = rows.dt_category[dt] == rows.gt_category[gt as usize];
        if overlap.iou >= lowest_iou || overlap.n_passed > 0 {
            self.found.push(Pair { gt, overlap, is_same_category });
        }
        if overlap.n_passed > 0 {
            self.highest_any[dt] = self.highest_any[dt].max(overlap.iou);
            if is_same_category {
                self.highest_same[dt] = self.highest_same[dt].max(overlap.iou);
            }
        }
    }

    fn record_best(
        &mut self,
        similarity: &impl Similarity,
        dt: usize,
        gt: u32,
        iou: f64,
        rows: ImageRows<'_>,
    ) {
        let is_same_category = rows.dt_category[dt] == rows.gt_category[gt as usize];
        let best = if is_same_category { &mut self.best_same } else { &mut self.best_other };
        let gt_first = |other: u32| rows.gt_rank[gt as usize] < rows.gt_rank[other as usize];
        replace_if_better(&mut best[dt], iou, gt, gt_first);
        if is_same_category {
            let dt_first = |other: u32| {
                let other = other as usize;
                let by_score = rows.dt_score[other].total_cmp(&rows.dt_score[dt]);
                by_score.then_with(|| similarity.compare_detections(dt, other)).is_lt()
            };
            replace_if_better(&mut self.gt_best[gt as usize], iou, index(dt), dt_first);
        }
    }
}

/// Takes the higher overlap, of equal ones the partner that comes first.
fn replace_if_better(best: &mut Best, iou: f64, idx: u32, comes_first: impl Fn(u32) -> bool) {
    let is_better = best.is_none_or(|(best_iou, best_idx)| match iou.total_cmp(&best_iou) {
        Ordering::Greater => true,
        Ordering::Equal => comes_first(best_idx),
        Ordering::Less => false,
    });
    if is_better {
        *best = Some((iou, idx));
    }
}

fn refill<T: Clone>(values: &mut Vec<T>, len: usize, value: T) {
    values.clear();
    values.resize(len, value);
}

/// Positions in an image and counts of its pairs fit 32 bits, as rows of a dataset do.
fn index(position: usize) -> u32 {
    u32::try_from(position).expect("an image has fewer than 2^32 pairs")
}
