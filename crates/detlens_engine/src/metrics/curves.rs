//! Section 2, precision-recall curves.

use super::Scope;
use crate::config::Thresholds;
use crate::undefined::Measure;

/// The curve of one scope at one IoU threshold in one area range, over all detections.
///
/// A curve exists only where there is a ground truth to be found.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What the curve is made of.
    pub scope: Scope,
    /// Index of the IoU threshold.
    pub iou_idx: usize,
    /// Index of the area range.
    pub area_idx: usize,
    /// Counted ground truths of the scope in the range; never 0.
    pub n_ground_truths: u64,
    /// The points at which recall rises, from the highest score down. Equal scores are one point.
    pub points: Vec<CurvePoint>,
    /// The highest F1 of any score threshold; none without a point.
    pub best_f1: Option<BestF1>,
    average_precision: f64,
    average_precision_101: f64,
}

/// Cumulative counts down to a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// The lowest score that is kept at this point.
    pub score: f64,
    /// True positives with at least this score.
    pub n_true_positives: u32,
    /// False positives with at least this score.
    pub n_false_positives: u32,
}

/// Where F1 is highest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BestF1 {
    /// The threshold, midway between two distinct scores; detections above it are kept.
    pub score_threshold: f64,
    /// The F1 there.
    pub f1: f64,
}

/// A curve read at one recall, for drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurveSample {
    /// Precision, interpolated between the two points around the recall.
    pub precision: f64,
    /// Score, interpolated between the two points around the recall.
    pub score: f64,
}

impl CurvePoint {
    /// `TP / (TP + FP)`.
    #[must_use]
    pub fn precision(&self) -> f64 {
        f64::from(self.n_true_positives)
            / (f64::from(self.n_true_positives) + f64::from(self.n_false_positives))
    }
}

impl Curve {
    /// Makes a curve of its points.
    ///
    /// `scores` are those of the scope's detections, falling; they tell where a threshold lies.
    pub(crate) fn new(
        (scope, iou_idx, area_idx): (Scope, usize, usize),
        n_ground_truths: u64,
        points: Vec<CurvePoint>,
        recall_thresholds: &Thresholds,
        scores: impl Fn(f64) -> f64,
    ) -> Self {
        let envelope = envelope(&points);
        Self {
            scope,
            iou_idx,
            area_idx,
            n_ground_truths,
            best_f1: best_f1(&points, n_ground_truths)
                .map(|(point, f1)| BestF1 { score_threshold: scores(point.score), f1 }),
            average_precision: area_under(&points, &envelope, n_ground_truths),
            average_precision_101: mean_at(&points, &envelope, n_ground_truths, recall_thresholds),
            points,
        }
    }

    /// The exact area under the monotone step envelope.
    ///
    /// # Errors
    ///
    /// None: a curve has ground truths. It is a [`Measure`] as its neighbors in the tables are.
    pub fn average_precision(&self) -> Measure {
        Ok(self.average_precision)
    }

    /// The mean of the envelope at the recall thresholds (by default 0, 0.01, … 1), on the same
    /// matches; recalls are compared in integers.
    ///
    /// # Errors
    ///
    /// As [`Curve::average_precision`].
    pub fn average_precision_101(&self) -> Measure {
        Ok(self.average_precision_101)
    }

    /// The recall that all detections together reach.
    ///
    /// # Errors
    ///
    /// As [`Curve::average_precision`].
    pub fn max_recall(&self) -> Measure {
        Ok(self.points.last().map_or(0.0, |point| self.recall(point)))
    }

    /// Recall at a point of this curve.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of objects are far below 2^53")]
    pub fn recall(&self, point: &CurvePoint) -> f64 {
        f64::from(point.n_true_positives) / self.n_ground_truths as f64
    }

    /// Precision and score at `recall`, linear between the points; `None` beyond the last. Before
    /// the first point both are those of the first.
    ///
    /// For drawing only: no number of the report is made from it.
    #[must_use]
    pub fn sample(&self, recall: f64) -> Option<CurveSample> {
        let next = self.points.partition_point(|point| self.recall(point) < recall);
        self.sample_before(next, recall)
    }

    /// [`Curve::sample`] at each of `recalls`, which must not fall, in one walk along the points.
    pub fn samples<'a>(
        &'a self,
        recalls: impl Iterator<Item = f64> + 'a,
    ) -> impl Iterator<Item = Option<CurveSample>> + 'a {
        let mut next = 0;
        recalls.map(move |recall| {
            while self.points.get(next).is_some_and(|point| self.recall(point) < recall) {
                next += 1;
            }
            self.sample_before(next, recall)
        })
    }

    /// The curve at `recall`, which the point `next` is the first to reach.
    fn sample_before(&self, next: usize, recall: f64) -> Option<CurveSample> {
        let after = self.points.get(next)?;
        let at =
            |point: &CurvePoint| CurveSample { precision: point.precision(), score: point.score };
        let Some(before) = next.checked_sub(1).map(|idx| &self.points[idx]) else {
            return Some(at(after));
        };
        let (start, end) = (self.recall(before), self.recall(after));
        let part = (recall - start) / (end - start);
        let between = |from: f64, to: f64| from + (to - from) * part;
        let (from, to) = (at(before), at(after));
        Some(CurveSample {
            precision: between(from.precision, to.precision),
            score: between(from.score, to.score),
        })
    }
}

/// The highest precision at each point or any later one.
fn envelope(points: &[CurvePoint]) -> Vec<f64> {
    let mut envelope: Vec<f64> = points.iter().map(CurvePoint::precision).collect();
    for idx in (1..envelope.len()).rev() {
        envelope[idx - 1] = envelope[idx - 1].max(envelope[idx]);
    }
    envelope
}

/// The sum of true positives times envelope, from the highest score down, over all ground truths.
#[expect(clippy::cast_precision_loss, reason = "counts of objects are far below 2^53")]
fn area_under(points: &[CurvePoint], envelope: &[f64], n_ground_truths: u64) -> f64 {
    let (mut sum, mut n_before) = (0.0, 0);
    for (point, precision) in points.iter().zip(envelope) {
        sum += f64::from(point.n_true_positives - n_before) * precision;
        n_before = point.n_true_positives;
    }
    sum / n_ground_truths as f64
}

#[expect(clippy::cast_precision_loss, reason = "there are at most 1001 recall thresholds")]
fn mean_at(
    points: &[CurvePoint],
    envelope: &[f64],
    n_ground_truths: u64,
    recall_thresholds: &Thresholds,
) -> f64 {
    let mut next = 0;
    let mut sum = 0.0;
    for threshold in recall_thresholds.decimals() {
        let needed = u128::from(threshold.digits()) * u128::from(n_ground_truths);
        let found = |point: &CurvePoint| {
            u128::from(point.n_true_positives) * u128::from(threshold.denominator())
        };
        while next < points.len() && found(&points[next]) < needed {
            next += 1;
        }
        sum += envelope.get(next).copied().unwrap_or(0.0);
    }
    sum / recall_thresholds.len() as f64
}

/// The point with the highest F1, the first of equal ones; compared as fractions of integers.
#[expect(clippy::cast_precision_loss, reason = "counts of objects are far below 2^53")]
pub(crate) fn best_f1(points: &[CurvePoint], n_ground_truths: u64) -> Option<(CurvePoint, f64)> {
    let parts = |point: &CurvePoint| {
        let n_true_positives = u64::from(point.n_true_positives);
        let n_detections = n_true_positives + u64::from(point.n_false_positives);
        (2 * n_true_positives, n_detections + n_ground_truths)
    };
    let is_better = |a: &CurvePoint, b: &CurvePoint| {
        let ((a_part, a_whole), (b_part, b_whole)) = (parts(a), parts(b));
        u128::from(a_part) * u128::from(b_whole) > u128::from(b_part) * u128::from(a_whole)
    };
    let best =
        points.iter().reduce(|best, next| if is_better(next, best) { next } else { best })?;
    let (part, whole) = parts(best);
    Some((*best, part as f64 / whole as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(points: &[(f64, u32, u32)], n_ground_truths: u64) -> Curve {
        let points = points
            .iter()
            .map(|&(score, n_true_positives, n_false_positives)| CurvePoint {
                score,
                n_true_positives,
                n_false_positives,
            })
            .collect();
        let thresholds = Thresholds::default_recall();
        Curve::new((Scope::Pooled, 0, 0), n_ground_truths, points, &thresholds, |score| score)
    }

    #[test]
    fn ap_is_the_area_and_not_a_sum_of_samples() {
        // One of a hundred objects found, without a mistake.
        let curve = curve(&[(0.9, 1, 0)], 100);
        assert_eq!(curve.average_precision(), Ok(0.01));
        assert_eq!(curve.average_precision_101(), Ok(2.0 / 101.0));
    }

    #[test]
    fn the_envelope_lifts_an_early_mistake() {
        let curve = curve(&[(0.9, 1, 1), (0.8, 3, 1)], 4);
        assert_eq!(curve.average_precision(), Ok(3.0 * 0.75 / 4.0));
        assert_eq!(curve.max_recall(), Ok(0.75));
    }

    #[test]
    fn of_equal_f1_the_highest_score_wins() {
        // 2*1/(1+2) and 2*2/(4+2) are equal.
        let curve = curve(&[(0.9, 1, 0), (0.8, 2, 2)], 2);
        assert_eq!(curve.best_f1, Some(BestF1 { score_threshold: 0.9, f1: 2.0 / 3.0 }));
    }

    #[test]
    fn samples_lie_between_the_points() {
        let curve = curve(&[(0.8, 1, 0), (0.4, 2, 2)], 4);
        assert_eq!(curve.sample(0.0), Some(CurveSample { precision: 1.0, score: 0.8 }));
        let middle = curve.sample(0.375).unwrap();
        assert!((middle.precision - 0.75).abs() < 1e-12 && (middle.score - 0.6).abs() < 1e-12);
        assert_eq!(curve.sample(0.6), None);
    }

    #[test]
    fn a_walk_takes_the_same_samples_one_by_one() {
        let curve = curve(&[(0.8, 1, 0), (0.7, 3, 1), (0.4, 4, 9)], 5);
        let recalls = || (0..=100).map(|percent| f64::from(percent) / 100.0);
        let one_by_one: Vec<_> = recalls().map(|recall| curve.sample(recall)).collect();
        assert!(one_by_one[80].is_some() && one_by_one[81].is_none());
        assert_eq!(curve.samples(recalls()).collect::<Vec<_>>(), one_by_one);
    }

    #[test]
    fn nothing_found_is_zero() {
        let curve = curve(&[], 3);
        assert_eq!((curve.average_precision(), curve.best_f1), (Ok(0.0), None));
    }
}
