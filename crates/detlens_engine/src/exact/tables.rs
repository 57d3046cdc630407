//! What all tables of the protocol `exact` are counted from, and the count itself.
//!
//! One walk down the scores of a scope serves every IoU threshold, every area range and the
//! operating point.

use detlens_data::Dataset;

use super::Role;
use super::objects::{MatchSpan, Objects, SpansOfDetections};
use super::operating_point::threshold_below;
use crate::area_range::AreaRange;
use crate::config::Thresholds;
use crate::metrics::{Counts, CountsRow, Curve, CurvePoint, Scope};
use crate::sorting::is_same_score;

/// The sizes of the objects, as the area ranges see them, one bit for each range.
#[derive(Debug)]
pub(super) struct RangesOfObjects {
    pub(super) dts: Vec<u32>,
    pub(super) gts: Vec<u32>,
    pub(super) n_ranges: usize,
}

impl RangesOfObjects {
    pub(super) fn new(dataset: &Dataset, ranges: &[AreaRange]) -> Self {
        let bits = |area_px2: f64| {
            let holds = ranges.iter().map(|range| u32::from(range.contains(area_px2)));
            holds.enumerate().fold(0, |bits, (idx, holds)| bits | holds << idx)
        };
        let (dts, gts) = (dataset.detections(), dataset.ground_truths());
        Self {
            dts: (0..dts.len()).map(|idx| bits(dts.regions().area_px2(idx))).collect(),
            gts: (0..gts.len()).map(|idx| bits(gts.regions().area_px2(idx))).collect(),
            n_ranges: ranges.len(),
        }
    }
}

/// Everything that a scope is counted with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tables<'a> {
    pub(super) scores: &'a [f64],
    pub(super) objects: &'a Objects,
    pub(super) ranges: &'a RangesOfObjects,
    pub(super) recall_thresholds: &'a Thresholds,
    pub(super) score_threshold: f64,
}

/// The objects of one scope.
#[derive(Debug)]
pub(super) struct ScopeObjects<'a> {
    pub(super) scope: Scope,
    /// From the highest score down.
    pub(super) dts: &'a [u32],
    pub(super) spans: &'a SpansOfDetections,
    /// Counted ground truths in each area range, length `A`.
    pub(super) n_ground_truths: Vec<u64>,
}

/// What one scope gives to the tables.
#[derive(Debug)]
pub(super) struct ScopeTables {
    pub(super) curves: Vec<Curve>,
    pub(super) counts: Vec<CountsRow>,
}

impl Tables<'_> {
    /// Counts one scope.
    pub(super) fn count(&self, scope: &ScopeObjects<'_>) -> ScopeTables {
        let mut walk = Walk::new(self.objects.n_iou_thresholds(), self.ranges.n_ranges);
        let dts: Vec<u32> = scope
            .dts
            .iter()
            .copied()
            .filter(|&dt| !self.objects.is_beyond_limit(dt as usize))
            .collect();
        let score = |dt: u32| self.scores[dt as usize];
        let n_kept = dts.partition_point(|&dt| score(dt) > self.score_threshold);
        walk.go(self, scope.spans, &dts[..n_kept]);
        let counts = walk.counts(scope);
        walk.go(self, scope.spans, &dts[n_kept..]);
        let below = |point_score: f64| {
            let next = dts.partition_point(|&dt| score(dt) >= point_score);
            threshold_below(point_score, dts.get(next).map(|&dt| score(dt)))
        };
        ScopeTables { curves: walk.into_curves(scope, self.recall_thresholds, below), counts }
    }
}

/// Cumulative counts on the way down the scores.
#[derive(Debug)]
struct Walk {
    n_ranges: usize,
    /// False positives at every IoU threshold, length `A`.
    n_false_positives: Vec<u64>,
    /// Counts at single IoU thresholds, `T x A`.
    cells: Vec<WalkCell>,
    /// Cells whose true positives rose at the score that is being walked over.
    risen: Vec<usize>,
}

/// The counts of one IoU threshold in one area range.
#[derive(Clone, Debug, Default)]
struct WalkCell {
    n_true_positives: u64,
    /// False positives beyond those at every IoU threshold.
    n_more_false_positives: u64,
    n_excused: u64,
    points: Vec<CurvePoint>,
}

impl Walk {
    fn new(n_iou_thresholds: usize, n_ranges: usize) -> Self {
        Self {
            n_ranges,
            n_false_positives: vec![0; n_ranges],
            cells: vec![WalkCell::default(); n_iou_thresholds * n_ranges],
            risen: Vec::new(),
        }
    }

    /// Walks over detections that stand from the highest score down; equal scores must be walked
    /// over in one go, as they are one point of the curve.
    fn go(&mut self, tables: &Tables<'_>, spans: &SpansOfDetections, dts: &[u32]) {
        let score = |dt: u32| tables.scores[dt as usize];
        for tied in dts.chunk_by(|&a, &b| is_same_score(score(a), score(b))) {
            for &dt in tied {
                self.count(tables, dt, spans.of(dt as usize));
            }
            self.add_points(score(tied[0]));
        }
    }

    fn count(&mut self, tables: &Tables<'_>, dt: u32, spans: &[MatchSpan]) {
        let own_ranges = tables.ranges.dts[dt as usize];
        if spans.is_empty() {
            for_each_bit(own_ranges, |area_idx| self.n_false_positives[area_idx] += 1);
            return;
        }
        let n_iou_thresholds = self.cells.len() / self.n_ranges;
        let mut iou_idx = 0;
        for span in spans {
            self.add_false_positives(iou_idx..span.iou_first as usize, own_ranges);
            iou_idx = span.iou_end as usize;
            let thresholds = span.iou_first as usize..iou_idx;
            if tables.objects.role(span.gt_idx as usize) == Role::Counted {
                self.add_true_positives(thresholds, tables.ranges.gts[span.gt_idx as usize]);
            } else {
                self.each_cell(thresholds, own_ranges, |walk, at| walk.cells[at].n_excused += 1);
            }
        }
        self.add_false_positives(iou_idx..n_iou_thresholds, own_ranges);
    }

    fn add_false_positives(&mut self, thresholds: std::ops::Range<usize>, ranges: u32) {
        self.each_cell(thresholds, ranges, |walk, at| walk.cells[at].n_more_false_positives += 1);
    }

    fn add_true_positives(&mut self, thresholds: std::ops::Range<usize>, ranges: u32) {
        self.each_cell(thresholds, ranges, |walk, at| {
            walk.cells[at].n_true_positives += 1;
            walk.risen.push(at);
        });
    }

    fn each_cell(
        &mut self,
        thresholds: std::ops::Range<usize>,
        ranges: u32,
        mut visit: impl FnMut(&mut Self, usize),
    ) {
        for iou_idx in thresholds {
            let first = iou_idx * self.n_ranges;
            for_each_bit(ranges, |area_idx| visit(self, first + area_idx));
        }
    }

    fn add_points(&mut self, score: f64) {
        let mut risen = std::mem::take(&mut self.risen);
        risen.sort_unstable();
        risen.dedup();
        for &at in &risen {
            let n_false_positives = self.n_false_positives_at(at);
            let cell = &mut self.cells[at];
            cell.points.push(CurvePoint {
                score,
                n_true_positives: narrow(cell.n_true_positives),
                n_false_positives: narrow(n_false_positives),
            });
        }
        risen.clear();
        self.risen = risen;
    }

    fn n_false_positives_at(&self, at: usize) -> u64 {
        self.n_false_positives[at % self.n_ranges] + self.cells[at].n_more_false_positives
    }

    fn counts(&self, scope: &ScopeObjects<'_>) -> Vec<CountsRow> {
        let row = |(at, cell): (usize, &WalkCell)| {
            let (iou_idx, area_idx) = (at / self.n_ranges, at % self.n_ranges);
            let counts = Counts {
                n_true_positives: cell.n_true_positives,
                n_false_positives: self.n_false_positives_at(at),
                n_false_negatives: scope.n_ground_truths[area_idx] - cell.n_true_positives,
                n_excused: cell.n_excused,
            };
            CountsRow { scope: scope.scope, iou_idx, area_idx, counts }
        };
        self.cells.iter().enumerate().map(row).collect()
    }

    fn into_curves(
        self,
        scope: &ScopeObjects<'_>,
        recall_thresholds: &Thresholds,
        threshold_below: impl Fn(f64) -> f64,
    ) -> Vec<Curve> {
        let n_ranges = self.n_ranges;
        let curve = |(at, cell): (usize, WalkCell)| {
            let (iou_idx, area_idx) = (at / n_ranges, at % n_ranges);
            let n_ground_truths = scope.n_ground_truths[area_idx];
            let key = (scope.scope, iou_idx, area_idx);
            (n_ground_truths > 0).then(|| {
                Curve::new(key, n_ground_truths, cell.points, recall_thresholds, &threshold_below)
            })
        };
        self.cells.into_iter().enumerate().filter_map(curve).collect()
    }
}

/// Counts of detections fit 32 bits, as rows of a dataset do.
fn narrow(count: u64) -> u32 {
    u32::try_from(count).expect("a dataset has fewer than 2^32 rows")
}

fn for_each_bit(mut bits: u32, mut visit: impl FnMut(usize)) {
    while bits != 0 {
        visit(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}
