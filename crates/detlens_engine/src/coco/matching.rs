//! Matching as `COCOeval.evaluateImg` of pycocotools 2.0.11 does it: again for each area range.

use crate::pairs::Pair;

/// The outcome of one detection in one area range, one bit for each IoU threshold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// It holds the id of a ground truth, and that id is not 0.
    pub(crate) has_match: u64,
    /// What it matched is ignored in this range.
    pub(crate) is_ignored: u64,
}

/// The lowest overlap that is a match at an IoU threshold.
///
/// COCO rule: at a threshold of exactly 1, rounding must not cost a perfect overlap its match.
pub(crate) fn lowest_match(iou_threshold: f64) -> f64 {
    iou_threshold.min(1.0 - 1e-10)
}

/// The ground truths of one cell in one area range. Numbers are positions in the image's rows.
#[derive(Debug)]
pub(crate) struct RangeMatcher<'a> {
    /// Crowds by position.
    pub(crate) is_crowd: &'a [bool],
    /// Whether a ground truth is a crowd or its `area` lies outside the range, by position.
    pub(crate) is_ignored: &'a [bool],
    /// Whether a ground truth has the id 0, by position.
    pub(crate) has_id_zero: &'a [bool],
    /// One bit for each IoU threshold, by position.
    pub(crate) taken: &'a mut [u64],
}

impl RangeMatcher<'_> {
    /// Matches the next detection; `pairs` stand in file order of their ground truths.
    pub(crate) fn match_next(&mut self, pairs: &[Pair], iou_thresholds: &[f64]) -> Outcome {
        let mut outcome = Outcome::default();
        let highest_iou = pairs.iter().fold(0.0, |iou: f64, pair| iou.max(pair.overlap.iou));
        for (iou_idx, &threshold) in iou_thresholds.iter().enumerate() {
            let iou_min = lowest_match(threshold);
            if highest_iou < iou_min {
                break;
            }
            let bit = 1_u64 << iou_idx;
            let Some(gt) = self.choose(pairs, iou_min, bit) else { continue };
            self.taken[gt] |= bit;
            // COCO rule: a match is stored as the id of the ground truth and read as a flag, so
            // that a ground truth with the id 0 is taken and yet counts as no match.
            if !self.has_id_zero[gt] {
                outcome.has_match |= bit;
            }
            if self.is_ignored[gt] {
                outcome.is_ignored |= bit;
            }
        }
        outcome
    }

    /// COCO rule: ground truths that count come first; among them, of equal overlaps the last row
    /// wins; an ignored one is looked at only if none that counts was found.
    fn choose(&self, pairs: &[Pair], iou_min: f64, bit: u64) -> Option<usize> {
        let best_where = |ignored: bool| {
            let mut best_iou = iou_min;
            let mut best = None;
            for pair in pairs.iter().filter(|pair| pair.is_same_category) {
                let gt = pair.gt as usize;
                let is_open = self.taken[gt] & bit == 0 || self.is_crowd[gt];
                if self.is_ignored[gt] == ignored && is_open && pair.overlap.iou >= best_iou {
                    (best_iou, best) = (pair.overlap.iou, Some(gt));
                }
            }
            best
        };
        best_where(false).or_else(|| best_where(true))
    }
}
