//! Whether the operating point and the fit of the boxes or masks are what they could be.

use detlens_run::schema::{ChosenBy, IouType};

use super::Findings;
use crate::summary::lookup::{counts_at, reference_curve};
use crate::summary::numbers::{count, fraction, score};

/// Gain in F1 that makes another score threshold worth a sentence.
const F1_GAIN_MIN: f64 = 0.02;
/// Highest recall of all detections together that is worth a sentence.
const NEVER_FOUND_RECALL_MAX: f64 = 0.9;
/// IoU threshold that tells a tight fit from a loose one.
const TIGHT_IOU_THRESHOLD: f64 = 0.75;
/// Loss in recall between the reference and the tight threshold that is worth a sentence.
const RECALL_LOSS_MIN: f64 = 0.15;

impl Findings<'_> {
    /// Another score threshold would give a clearly higher F1.
    pub(super) fn better_threshold(&self) -> Option<String> {
        let point = &self.exact.operating_point;
        let best = reference_curve(self.exact, &self.whole.name)?.best_f1;
        let (best_f1, best_score) = (best.best_f1.value()?, best.best_f1_score_threshold.value()?);
        let f1 = point.f1.value().unwrap_or(0.0);
        (point.chosen_by == ChosenBy::Score && best_f1 - f1 >= F1_GAIN_MIN).then(|| {
            format!(
                "F1 is {} at a score above {}; it would be {}, the best, above {}",
                fraction(f1),
                score(point.score_threshold),
                fraction(best_f1),
                score(best_score),
            )
        })
    }

    /// Many objects are found at no score at all, which no threshold can mend.
    #[expect(clippy::cast_precision_loss, reason = "counts of objects are far below 2^53")]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count's part")]
    pub(super) fn never_found(&self) -> Option<String> {
        let curve = reference_curve(self.exact, &self.whole.name)?;
        let recall = curve.max_recall.value()?;
        let n_missed = (curve.n_ground_truths as f64 * (1.0 - recall)).round() as u64;
        let has_detections = self.run.dataset.n_detections > 0;
        let is_told = has_detections && self.cut_results().is_none();
        (recall <= NEVER_FOUND_RECALL_MAX && is_told).then(|| {
            format!(
                "{} of {} objects are found at no score: recall ends at {}",
                count(n_missed),
                count(curve.n_ground_truths),
                fraction(recall),
            )
        })
    }

    /// Many detections reach the reference threshold and not the tight one.
    pub(super) fn loose_fit(&self) -> Option<String> {
        let reference = self.exact.operating_point.reference_iou_threshold;
        let recall = |iou| counts_at(self.exact, &self.whole.name, iou)?.counts.recall.value();
        let (loose, tight) = (recall(reference)?, recall(TIGHT_IOU_THRESHOLD)?);
        let regions = match self.run.iou_type {
            IouType::Bbox => "boxes",
            IouType::Segm => "masks",
        };
        (loose - tight >= RECALL_LOSS_MIN).then(|| {
            format!(
                "{regions} are loose: recall falls from {} at IoU {reference:.2} to {} at IoU \
                 {TIGHT_IOU_THRESHOLD}",
                fraction(loose),
                fraction(tight),
            )
        })
    }
}
