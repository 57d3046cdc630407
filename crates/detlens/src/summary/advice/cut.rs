//! What the input itself keeps out of reach.

use detlens_data::CUT_SCORE;

use super::Findings;
use crate::summary::lookup::{averages, main_scope};
use crate::summary::numbers::{fraction, score};

impl Findings<'_> {
    /// There is nothing to find, or nothing was found.
    pub(super) fn nothing_to_find(&self) -> Option<String> {
        let dataset = &self.run.dataset;
        match (dataset.n_ground_truths, dataset.n_detections) {
            (0, _) => Some("no ground truth counts, so nothing can be right".to_owned()),
            (_, 0) => Some("there is no detection at all".to_owned()),
            _ => None,
        }
    }

    /// The results stop well above a score of 0, which bounds AP.
    pub(super) fn cut_results(&self) -> Option<String> {
        let dataset = &self.run.dataset;
        let (lowest, highest) = (dataset.lowest_score?, dataset.highest_score?);
        if lowest < CUT_SCORE || highest > 1.0 {
            return None;
        }
        let row = averages(self.exact, main_scope(self.exact), &self.whole.name)?;
        let recall = row.averages.ar.value()?;
        Some(format!(
            "results were cut at a score of {}: mAP cannot exceed the recall there, {}; \
             evaluate all detections to compare models",
            score(lowest),
            fraction(recall),
        ))
    }
}
