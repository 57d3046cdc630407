//! Where detections are cut for counts.

use super::objects::{Objects, Role, Verdict};
use crate::config::{ScoreThreshold, Thresholds};
use crate::metrics::{Counts, CurvePoint, best_f1};
use crate::sorting::is_same_score;
use crate::undefined::Measure;

/// The score threshold that counts use, and why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OperatingPoint {
    /// What was asked for.
    pub asked: ScoreThreshold,
    /// Detections with a score above it are kept.
    pub score_threshold: f64,
    /// Index of the IoU threshold nearest to 0.5: F1 is taken there, images are counted there.
    pub reference_iou_idx: usize,
    /// Pooled F1 at this threshold and the reference IoU threshold, over all areas.
    pub f1: Measure,
    /// Detections that are kept.
    pub n_kept: u64,
}

impl OperatingPoint {
    /// Finds the threshold; F1 is pooled over all objects, whatever the area ranges are.
    pub(super) fn find(
        asked: ScoreThreshold,
        iou_thresholds: &Thresholds,
        objects: &Objects,
        scores: &[f64],
    ) -> Self {
        let reference_iou_idx = iou_thresholds.nearest(0.5);
        let is_counted = |role: &&Role| **role == Role::Counted;
        let n_ground_truths = objects.roles().iter().filter(is_counted).count() as u64;
        let score_threshold = match asked {
            ScoreThreshold::Fixed(score) => score,
            ScoreThreshold::BestF1 => {
                let points = pooled_points(objects, scores, reference_iou_idx);
                let best = best_f1(&points, n_ground_truths);
                best.map_or(0.0, |(point, _)| below(objects, scores, point.score))
            }
        };
        let kept = kept(objects, scores, score_threshold);
        let counts = pooled_counts(objects, kept, n_ground_truths, reference_iou_idx);
        Self {
            asked,
            score_threshold,
            reference_iou_idx,
            f1: counts.f1(),
            n_kept: kept.len() as u64,
        }
    }
}

/// The detections above a score, from the highest down; also those beyond the limit.
pub(super) fn kept<'a>(objects: &'a Objects, scores: &[f64], score_threshold: f64) -> &'a [u32] {
    let order = objects.order();
    &order[..order.partition_point(|&dt| scores[dt as usize] > score_threshold)]
}

/// A threshold that keeps `score` and drops the next lower one: midway between the two.
///
/// If there is no lower one: half the score, or where that is not lower, one less.
pub(super) fn threshold_below(score: f64, next_lower: Option<f64>) -> f64 {
    let lower = next_lower.unwrap_or(if score > 0.0 { 0.0 } else { score - 2.0 });
    let middle = f64::midpoint(lower, score);
    if middle < score { middle } else { lower }
}

fn below(objects: &Objects, scores: &[f64], score: f64) -> f64 {
    let order = objects.order();
    let next = order.partition_point(|&dt| scores[dt as usize] >= score);
    threshold_below(score, order.get(next).map(|&dt| scores[dt as usize]))
}

/// The pooled curve at one IoU threshold, over all objects.
fn pooled_points(objects: &Objects, scores: &[f64], iou_idx: usize) -> Vec<CurvePoint> {
    let (mut n_true_positives, mut n_false_positives) = (0, 0);
    let mut points = Vec::new();
    let score = |dt: u32| scores[dt as usize];
    for tied in objects.order().chunk_by(|&a, &b| is_same_score(score(a), score(b))) {
        let n_before = n_true_positives;
        for &dt in tied {
            match objects.verdict(dt as usize, iou_idx) {
                Verdict::TruePositive(_) => n_true_positives += 1,
                Verdict::FalsePositive => n_false_positives += 1,
                Verdict::Excused(_) | Verdict::BeyondLimit => {}
            }
        }
        if n_true_positives > n_before {
            points.push(CurvePoint { score: score(tied[0]), n_true_positives, n_false_positives });
        }
    }
    points
}

fn pooled_counts(objects: &Objects, kept: &[u32], n_ground_truths: u64, iou_idx: usize) -> Counts {
    let mut counts = Counts::default();
    for &dt in kept {
        match objects.verdict(dt as usize, iou_idx) {
            Verdict::TruePositive(_) => counts.n_true_positives += 1,
            Verdict::FalsePositive => counts.n_false_positives += 1,
            Verdict::Excused(_) => counts.n_excused += 1,
            Verdict::BeyondLimit => {}
        }
    }
    counts.n_false_negatives = n_ground_truths - counts.n_true_positives;
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_lies_below_its_score() {
        assert_eq!(threshold_below(0.5, Some(0.25)), 0.375);
        assert_eq!(threshold_below(0.5, None), 0.25);
        assert_eq!(threshold_below(-3.0, None), -4.0);
        assert_eq!(threshold_below(0.0, None), -1.0);
        let next = f64::from_bits(0.5_f64.to_bits() - 1);
        assert_eq!(threshold_below(0.5, Some(next)), next);
    }
}
