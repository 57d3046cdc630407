//! Section 5, distributions of overlap, score and size at the operating point.

use detlens_data::Dataset;
use rayon::prelude::*;

use crate::exact::{Objects, Role, Verdict};

/// Counts in bins.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// Edges of the bins, rising, one more than there are bins. A bin holds its lower edge; the
    /// last one holds its upper edge too.
    pub edges: Vec<f64>,
    /// Objects in each bin.
    pub counts: Vec<u64>,
}

/// The distributions at one IoU threshold, at the operating point, over all categories.
#[derive(Clone, Debug, PartialEq)]
pub struct Distributions {
    /// Index of the IoU threshold.
    pub iou_idx: usize,
    /// IoU of the true positives.
    pub true_positive_iou: Histogram,
    /// Scores of the true positives.
    pub true_positive_score: Histogram,
    /// Scores of the false positives; same edges.
    pub false_positive_score: Histogram,
    /// Areas in px² of the ground truths that were found.
    pub found_ground_truth_area: Histogram,
    /// Areas in px² of the ground truths that were missed; same edges.
    pub missed_ground_truth_area: Histogram,
    /// Areas in px² of the true positives.
    pub true_positive_area: Histogram,
    /// Areas in px² of the false positives; same edges.
    pub false_positive_area: Histogram,
}

/// Equal bins of overlaps and scores.
const N_BINS: u32 = 50;

impl Histogram {
    fn new(edges: Vec<f64>) -> Self {
        Self { counts: vec![0; edges.len() - 1], edges }
    }

    /// Counts a value; one outside the edges falls into the bin next to it.
    fn add(&mut self, value: f64) {
        let n_edges_at_or_below = self.edges.partition_point(|&edge| edge <= value);
        let bin = n_edges_at_or_below.saturating_sub(1).min(self.counts.len() - 1);
        self.counts[bin] += 1;
    }
}

/// Edges that all histograms of a run share, so that they can be laid over each other.
#[derive(Debug)]
struct Edges {
    iou: Vec<f64>,
    score: Vec<f64>,
    area: Vec<f64>,
}

impl Edges {
    fn new(dataset: &Dataset) -> Self {
        Self {
            iou: equal_bins(0.0, 1.0),
            score: score_edges(dataset.detections().scores()),
            area: area_edges(dataset),
        }
    }
}

fn equal_bins(low: f64, high: f64) -> Vec<f64> {
    let edge = |i: u32| low + (high - low) * f64::from(i) / f64::from(N_BINS);
    (0..=N_BINS).map(edge).collect()
}

/// 0 to 1 if all scores lie there, else from the lowest to the highest.
fn score_edges(scores: &[f64]) -> Vec<f64> {
    let low = scores.iter().copied().fold(0.0, f64::min);
    let high = scores.iter().copied().fold(1.0, f64::max);
    equal_bins(low, high)
}

/// Half steps of powers of two, from 0 and the power below the smallest area to the one above the
/// largest. Built by exact doublings, so that every machine has the same edges.
fn area_edges(dataset: &Dataset) -> Vec<f64> {
    let (dts, gts) = (dataset.detections(), dataset.ground_truths());
    let of_dts = (0..dts.len()).map(|idx| dts.regions().area_px2(idx));
    let of_gts = (0..gts.len()).map(|idx| gts.regions().area_px2(idx));
    let areas = of_dts.chain(of_gts).filter(|&area| area > 0.0);
    let (low, high) = areas.fold((f64::INFINITY, 0.0), |(low, high): (f64, f64), area| {
        (low.min(area), high.max(area))
    });
    let mut edges = vec![0.0];
    let mut power = 1.0;
    while power * 2.0 <= low && low.is_finite() {
        power *= 2.0;
    }
    loop {
        edges.extend([power, power * std::f64::consts::SQRT_2]);
        if power > high {
            return edges;
        }
        power *= 2.0;
    }
}

impl Distributions {
    /// The distributions at every IoU threshold; `kept` are the detections above the operating
    /// point.
    pub(crate) fn collect(dataset: &Dataset, objects: &Objects, kept: &[u32]) -> Vec<Self> {
        let edges = Edges::new(dataset);
        (0..objects.n_iou_thresholds())
            .into_par_iter()
            .map(|iou_idx| Self::at(dataset, objects, kept, &edges, iou_idx))
            .collect()
    }

    fn at(
        dataset: &Dataset,
        objects: &Objects,
        kept: &[u32],
        edges: &Edges,
        iou_idx: usize,
    ) -> Self {
        let mut result = Self::empty(edges, iou_idx);
        let (dts, gts) = (dataset.detections(), dataset.ground_truths());
        let mut is_found = vec![false; gts.len()];
        for &dt in kept {
            let dt = dt as usize;
            let (score, area) = (dts.scores()[dt], dts.regions().area_px2(dt));
            match objects.verdict(dt, iou_idx) {
                Verdict::TruePositive(gt) => {
                    is_found[gt as usize] = true;
                    result.true_positive_score.add(score);
                    result.true_positive_area.add(area);
                    if let Some(iou) = objects.matched_iou(dt, iou_idx) {
                        result.true_positive_iou.add(iou);
                    }
                }
                Verdict::FalsePositive => {
                    result.false_positive_score.add(score);
                    result.false_positive_area.add(area);
                }
                Verdict::Excused(_) | Verdict::BeyondLimit => {}
            }
        }
        for (gt, is_found) in is_found.into_iter().enumerate() {
            let area = gts.regions().area_px2(gt);
            match (objects.role(gt), is_found) {
                (Role::Counted, true) => result.found_ground_truth_area.add(area),
                (Role::Counted, false) => result.missed_ground_truth_area.add(area),
                (Role::Ignored | Role::Crowd, _) => {}
            }
        }
        result
    }

    fn empty(edges: &Edges, iou_idx: usize) -> Self {
        let score = || Histogram::new(edges.score.clone());
        let area = || Histogram::new(edges.area.clone());
        Self {
            iou_idx,
            true_positive_iou: Histogram::new(edges.iou.clone()),
            true_positive_score: score(),
            false_positive_score: score(),
            found_ground_truth_area: area(),
            missed_ground_truth_area: area(),
            true_positive_area: area(),
            false_positive_area: area(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bin_holds_its_lower_edge() {
        let mut histogram = Histogram::new(vec![0.0, 1.0, 2.0]);
        for value in [0.0, 0.5, 1.0, 2.0, 7.0, -1.0] {
            histogram.add(value);
        }
        assert_eq!(histogram.counts, [3, 3]);
    }

    #[test]
    fn scores_beyond_one_stretch_the_bins() {
        assert_eq!(score_edges(&[0.5])[50], 1.0);
        let edges = score_edges(&[-2.0, 8.0]);
        assert_eq!((edges[0], edges[50]), (-2.0, 8.0));
    }
}
