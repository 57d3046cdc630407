//! Curves as `COCOeval.accumulate` of pycocotools 2.0.11 makes them, one category at a time.

use super::matching::Outcome;

/// One detection of a category, in the order of `COCOeval.accumulate`.
#[derive(Clone, Copy, Debug)]
pub(super) struct RankedDetection {
    pub(super) score: f64,
    /// Place among the detections of its image and category, from the highest score down.
    pub(super) rank_in_cell: u32,
    /// Area ranges its area lies in, one bit each.
    pub(super) in_ranges: u32,
    /// Where its outcomes begin, one for each area range; `None` if it overlaps nothing enough.
    pub(super) outcomes: Option<u32>,
}

/// The place of one curve in the arrays, and how many ground truths it counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct CurveKey {
    pub(super) area_idx: usize,
    pub(super) max_detections: u32,
    /// Ground truths that count in the area range; never 0.
    pub(super) n_positives: u64,
}

/// A curve at one IoU threshold, read at the recall thresholds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SampledCurve {
    /// Precision at each recall threshold, length `R`.
    pub(super) precision: Vec<f64>,
    /// Score at each recall threshold, length `R`.
    pub(super) scores: Vec<f64>,
    /// The recall that all detections reach.
    pub(super) recall: f64,
}

/// The state of the curve after a true positive.
#[derive(Clone, Copy, Debug)]
struct Point {
    n_false_positives: u64,
    score: f64,
}

/// The points of one curve for each IoU threshold. Reused from curve to curve.
#[derive(Debug)]
pub(super) struct Accumulator<'a> {
    recall_thresholds: &'a [f64],
    points: Vec<Vec<Point>>,
    /// False positives at every threshold.
    n_false_positives: u64,
    /// False positives at one threshold beyond those at every one.
    n_more_false_positives: Vec<u64>,
    highest_score: Option<f64>,
}

impl<'a> Accumulator<'a> {
    pub(super) fn new(n_iou_thresholds: usize, recall_thresholds: &'a [f64]) -> Self {
        Self {
            recall_thresholds,
            points: vec![Vec::new(); n_iou_thresholds],
            n_false_positives: 0,
            n_more_false_positives: vec![0; n_iou_thresholds],
            highest_score: None,
        }
    }

    /// The curves of one area range at one detection limit, one for each IoU threshold.
    ///
    /// `detections` stand from the highest score down, equal scores in the order of images and
    /// rows; `outcomes` holds one entry for each area range of each detection that has any.
    pub(super) fn curves(
        &mut self,
        key: CurveKey,
        detections: &[RankedDetection],
        outcomes: &[Outcome],
    ) -> impl Iterator<Item = SampledCurve> {
        self.clear();
        for detection in detections.iter().filter(|dt| dt.rank_in_cell < key.max_detections) {
            self.highest_score.get_or_insert(detection.score);
            let is_in_range = detection.in_ranges >> key.area_idx & 1 == 1;
            match detection.outcomes {
                None => self.n_false_positives += u64::from(is_in_range),
                Some(start) => {
                    let outcome = outcomes[start as usize + key.area_idx];
                    self.count(outcome, is_in_range, detection.score);
                }
            }
        }
        let this = &*self;
        this.points.iter().map(move |points| this.sample(points, key.n_positives))
    }

    fn clear(&mut self) {
        self.points.iter_mut().for_each(Vec::clear);
        self.n_false_positives = 0;
        self.n_more_false_positives.fill(0);
        self.highest_score = None;
    }

    /// COCO rule: the detection's own area is asked for only where it has no match.
    fn count(&mut self, outcome: Outcome, is_in_range: bool, score: f64) {
        for (iou_idx, points) in self.points.iter_mut().enumerate() {
            let bit = 1_u64 << iou_idx;
            if outcome.is_ignored & bit != 0 {
                continue;
            }
            let n_more_false_positives = &mut self.n_more_false_positives[iou_idx];
            if outcome.has_match & bit != 0 {
                let n_false_positives = self.n_false_positives + *n_more_false_positives;
                points.push(Point { n_false_positives, score });
            } else {
                *n_more_false_positives += u64::from(is_in_range);
            }
        }
    }

    /// Reads the envelope of one curve at the recall thresholds.
    ///
    /// Precision falls between two true positives, so the envelope is known at those alone.
    #[expect(clippy::cast_precision_loss, reason = "counts of objects are far below 2^53")]
    fn sample(&self, points: &[Point], n_positives: u64) -> SampledCurve {
        let n_recalls = self.recall_thresholds.len();
        let mut curve = SampledCurve {
            precision: vec![0.0; n_recalls],
            scores: vec![0.0; n_recalls],
            recall: points.len() as f64 / n_positives as f64,
        };
        let Some(highest_score) = self.highest_score else { return curve };
        let envelope = envelope(points);
        let mut next = 0;
        for (recall_idx, &threshold) in self.recall_thresholds.iter().enumerate() {
            // COCO rule: the first detection reaches a recall of 0, whatever it matched.
            if threshold <= 0.0 {
                curve.precision[recall_idx] = envelope.first().copied().unwrap_or(0.0);
                curve.scores[recall_idx] = highest_score;
                continue;
            }
            let recall_after = |n: usize| (n + 1) as f64 / n_positives as f64;
            while next < points.len() && recall_after(next) < threshold {
                next += 1;
            }
            if next == points.len() {
                break;
            }
            curve.precision[recall_idx] = envelope[next];
            curve.scores[recall_idx] = points[next].score;
        }
        curve
    }
}

/// Precision after each true positive, raised to the highest that follows.
///
/// COCO rule: `numpy.spacing(1)` stands in the denominator, so that one true positive alone has a
/// precision of 0.9999999999999998.
#[expect(clippy::cast_precision_loss, reason = "counts of objects are far below 2^53")]
fn envelope(points: &[Point]) -> Vec<f64> {
    let precision = |(idx, point): (usize, &Point)| {
        let n_true_positives = (idx + 1) as f64;
        n_true_positives / (point.n_false_positives as f64 + n_true_positives + f64::EPSILON)
    };
    let mut envelope: Vec<f64> = points.iter().enumerate().map(precision).collect();
    for idx in (1..envelope.len()).rev() {
        envelope[idx - 1] = envelope[idx - 1].max(envelope[idx]);
    }
    envelope
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECALLS: [f64; 3] = [0.0, 0.5, 1.0];

    fn detection(score: f64, outcomes: Option<u32>) -> RankedDetection {
        RankedDetection { score, rank_in_cell: 0, in_ranges: 1, outcomes }
    }

    fn curve(
        detections: &[RankedDetection],
        outcomes: &[Outcome],
        n_positives: u64,
    ) -> SampledCurve {
        let key = CurveKey { area_idx: 0, max_detections: 100, n_positives };
        let mut accumulator = Accumulator::new(1, &RECALLS);
        accumulator.curves(key, detections, outcomes).next().unwrap()
    }

    #[test]
    fn the_first_detection_reaches_recall_zero() {
        let hit = Outcome { has_match: 1, is_ignored: 0 };
        let curve = curve(&[detection(0.9, None), detection(0.4, Some(0))], &[hit], 2);
        assert_eq!(curve.scores, [0.9, 0.4, 0.0]);
        assert_eq!(curve.precision, [0.5, 0.5, 0.0]);
        assert_eq!(curve.recall, 0.5);
    }

    #[test]
    fn one_true_positive_is_not_quite_perfect() {
        let hit = Outcome { has_match: 1, is_ignored: 0 };
        let curve = curve(&[detection(0.9, Some(0))], &[hit], 1);
        assert_eq!(curve.precision, [0.999_999_999_999_999_8; 3]);
    }

    #[test]
    fn no_detection_gives_zeros() {
        let curve = curve(&[], &[], 3);
        assert_eq!((curve.recall, curve.precision), (0.0, vec![0.0; 3]));
    }
}
