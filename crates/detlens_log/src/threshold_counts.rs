//! Counts at evenly spaced score thresholds.

use detlens_run::arrow_array::types::Float64Type;
use detlens_run::{DetectionOutcome, Run, Table};

use crate::LogError;
use crate::names::{iou_text, percent};

/// Counts of all categories in one pool and all areas, at evenly spaced score thresholds.
#[derive(Clone, Debug, PartialEq)]
pub struct ThresholdCounts {
    /// The IoU threshold.
    pub iou_threshold: f64,
    /// Counted ground truths.
    pub n_ground_truths: u64,
    /// True positives with a score of at least `0, 1 / (N - 1), … 1`; length `N`.
    pub n_tp: Vec<u64>,
    /// False positives, likewise.
    pub n_fp: Vec<u64>,
}

impl ThresholdCounts {
    /// Counts at `n_thresholds` score thresholds from 0 to 1, at each IoU threshold of a run.
    ///
    /// There are none of a run without the protocol `exact`, nor of one with scores outside of 0
    /// to 1, whose place between the thresholds would say nothing.
    ///
    /// # Errors
    ///
    /// [`LogError::Run`]
    pub fn read(run: &Run, n_thresholds: usize) -> Result<Vec<Self>, LogError> {
        let record = run.record();
        let outside = |score: Option<f64>| score.is_some_and(|s| !(0.0..=1.0).contains(&s));
        let scores = [record.dataset.lowest_score, record.dataset.highest_score];
        if record.exact.is_none() || scores.into_iter().any(outside) {
            return Ok(Vec::new());
        }
        let at = |&iou: &f64| Self::at(run, iou, n_thresholds.max(2));
        record.iou_thresholds.iter().map(at).collect()
    }

    /// The IoU threshold as names have it: `0.50`.
    #[must_use]
    pub fn iou_text(&self) -> String {
        iou_text(self.iou_threshold)
    }

    fn at(run: &Run, iou_threshold: f64, n_thresholds: usize) -> Result<Self, LogError> {
        let column = format!("outcome_{}", percent(iou_threshold));
        let rows = run.read(Table::Detections, &["score", &column])?;
        let outcomes: Vec<DetectionOutcome> = rows.words(&column)?;
        let scores = rows.numbers::<Float64Type>("score")?.values();
        let (mut n_tp, mut n_fp) = (vec![0; n_thresholds], vec![0; n_thresholds]);
        for (&score, outcome) in scores.iter().zip(outcomes) {
            match outcome {
                DetectionOutcome::TruePositive => n_tp[last_reached(score, n_thresholds)] += 1,
                DetectionOutcome::FalsePositive => n_fp[last_reached(score, n_thresholds)] += 1,
                DetectionOutcome::Excused | DetectionOutcome::BeyondLimit => {}
            }
        }
        sum_from_the_end(&mut n_tp);
        sum_from_the_end(&mut n_fp);
        let n_ground_truths = run.record().dataset.n_ground_truths;
        Ok(Self { iou_threshold, n_ground_truths, n_tp, n_fp })
    }
}

/// The index of the last threshold that a score in `[0, 1]` reaches.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "there are few thresholds, and the score is in [0, 1]"
)]
fn last_reached(score: f64, n_thresholds: usize) -> usize {
    let last = n_thresholds - 1;
    ((score * last as f64).floor() as usize).min(last)
}

fn sum_from_the_end(counts: &mut [u64]) {
    let mut sum = 0;
    for count in counts.iter_mut().rev() {
        sum += *count;
        *count = sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_reaches_its_own_threshold() {
        assert_eq!([0.0, 0.49, 0.5, 0.51, 1.0].map(|s| last_reached(s, 3)), [0, 0, 1, 1, 2]);
        let mut counts = [2, 0, 3];
        sum_from_the_end(&mut counts);
        assert_eq!(counts, [5, 3, 3]);
    }
}
