//! Precision, recall and F1 against the score threshold.

use crate::ColumnKind::{Number, Text};
use crate::{Cell, Curve, CurvePoint, Table};

/// The name of the table.
pub(crate) const NAME: &str = "score_sweep";
/// Scores in the table at most; a chart shows no more.
const MAX_SCORES: usize = 300;

/// A row for each score and metric, at the reference IoU threshold, over the first area range.
pub(super) fn table(curves: &[Curve], reference_iou_threshold: f64) -> Table {
    let columns = [("score", Number), ("metric", Text), ("value", Number)];
    let curve = curves.iter().find(|curve| curve.iou_threshold == reference_iou_threshold);
    let rows = curve.map(rows).unwrap_or_default();
    let about = "Precision, recall and F1 if detections down to the score are kept";
    Table::new(NAME, about, &columns, rows)
}

fn rows(curve: &Curve) -> Vec<Vec<Cell>> {
    let points = thinned(&curve.points);
    let of_metric = |metric: &'static str, value: fn(&CurvePoint, u64) -> f64| {
        let value = move |point: &CurvePoint| value(point, curve.n_ground_truths);
        points.iter().map(move |point| vec![point.score.into(), metric.into(), value(point).into()])
    };
    of_metric("precision", |point, _| point.precision())
        .chain(of_metric("recall", CurvePoint::recall))
        .chain(of_metric("F1", CurvePoint::f1))
        .collect()
}

impl CurvePoint {
    fn precision(&self) -> f64 {
        f64::from(self.n_tp) / (f64::from(self.n_tp) + f64::from(self.n_fp))
    }

    #[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^53 ground truths")]
    fn recall(&self, n_ground_truths: u64) -> f64 {
        f64::from(self.n_tp) / n_ground_truths as f64
    }

    fn f1(&self, n_ground_truths: u64) -> f64 {
        let (precision, recall) = (self.precision(), self.recall(n_ground_truths));
        2.0 * precision * recall / (precision + recall)
    }
}

/// Points evenly along the curve, its first and last among them.
fn thinned(points: &[CurvePoint]) -> Vec<CurvePoint> {
    let n_points = points.len();
    if n_points <= MAX_SCORES {
        return points.to_vec();
    }
    (0..MAX_SCORES).map(|idx| points[idx * (n_points - 1) / (MAX_SCORES - 1)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_curve_keeps_its_ends() {
        let point = |n_tp| CurvePoint { score: 1.0 / f64::from(n_tp), n_tp, n_fp: 0 };
        let points: Vec<_> = (1..=10_000).map(point).collect();
        let thinned = thinned(&points);
        assert_eq!(thinned.len(), MAX_SCORES);
        assert_eq!((thinned[0].n_tp, thinned[MAX_SCORES - 1].n_tp), (1, 10_000));
        assert!(thinned.is_sorted_by_key(|point| point.n_tp));
    }

    #[test]
    fn fractions_follow_from_the_counts() {
        let point = CurvePoint { score: 0.5, n_tp: 3, n_fp: 1 };
        assert_eq!((point.precision(), point.recall(6), point.f1(6)), (0.75, 0.5, 0.6));
    }
}
