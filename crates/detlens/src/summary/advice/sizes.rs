//! Whether some sizes are found less often than others.

use super::Findings;
use crate::summary::lookup::counts_at;
use crate::summary::numbers::{count, fraction};
use crate::summary::paragraph::printable;

/// Gap in recall that is worth a sentence.
const RECALL_GAP_MIN: f64 = 0.1;
/// Ground truths that a range needs for its recall to say something.
const N_GROUND_TRUTHS_MIN: u64 = 10;

impl Findings<'_> {
    /// The area range that is found least, if clearly less than all.
    pub(super) fn weak_sizes(&self) -> Option<String> {
        let iou = self.exact.operating_point.reference_iou_threshold;
        let counts = |range: &str| Some(counts_at(self.exact, range, iou)?.counts);
        let ranges = self.run.area_ranges.iter();
        let (range, counts_of_range, lowest) = ranges
            .filter(|range| range.n_ground_truths >= N_GROUND_TRUTHS_MIN)
            .filter_map(|range| {
                let counts = counts(&range.name)?;
                Some((range, counts, counts.recall.value()?))
            })
            .min_by(|(.., a), (.., b)| a.total_cmp(b))?;
        let overall = counts(&self.whole.name)?.recall.value()?;
        (overall - lowest >= RECALL_GAP_MIN).then(|| {
            format!(
                "{} objects: recall {} against {} overall; {} of {} are missed",
                printable(&range.name),
                fraction(lowest),
                fraction(overall),
                count(counts_of_range.n_fn),
                count(counts_of_range.n_ground_truths),
            )
        })
    }
}
