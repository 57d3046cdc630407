//! Greedy matching of detections to ground truths, once for all area ranges.
//!
//! Every number of the protocol `exact` rests on this step. It sees overlaps and roles, never
//! geometry.
//!
//! The rule is that of `COCOeval.evaluateImg` in pycocotools 2.0.11, except that an area range
//! never changes a match and that ties are settled by content, not by the order of rows.

use super::Role;
use crate::pairs::Pair;

/// What a detection matched over a stretch of IoU thresholds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stretch {
    /// Position of the ground truth.
    pub(crate) gt: u32,
    /// First threshold of the stretch.
    pub(crate) iou_first: u16,
    /// First threshold after the stretch.
    pub(crate) iou_end: u16,
    /// The overlap of the two.
    pub(crate) iou: f64,
}

/// The ground truths of one image, and which of them are taken at which IoU threshold.
#[derive(Debug)]
pub(crate) struct Matcher<'a> {
    /// Roles by position, length `G`.
    roles: &'a [Role],
    /// Places in the order of geometry by position, length `G`.
    rank: &'a [u32],
    /// One bit for each IoU threshold, by position, length `G`.
    taken: Vec<u64>,
}

impl<'a> Matcher<'a> {
    pub(crate) fn new(roles: &'a [Role], rank: &'a [u32]) -> Self {
        Self { roles, rank, taken: vec![0; roles.len()] }
    }

    /// Matches the next detection; detections must come from the highest score down.
    ///
    /// It takes the free counted ground truth it overlaps most; only if none reaches the
    /// threshold may it take an ignored one, or a crowd, which never fills.
    pub(crate) fn match_next(
        &mut self,
        pairs: &(impl Iterator<Item = Pair> + Clone),
        mut emit: impl FnMut(Stretch),
    ) {
        let iou_end = pairs.clone().map(|pair| pair.overlap.n_passed).max().unwrap_or(0);
        let mut open: Option<Stretch> = None;
        for iou_idx in 0..iou_end {
            let reaches = |pair: &Pair| pair.overlap.n_passed > iou_idx;
            let found = self.choose(&pairs.clone().filter(reaches), iou_idx);
            if let Some(pair) = found {
                self.taken[pair.gt as usize] |= 1 << iou_idx;
            }
            open = match (open, found) {
                (Some(stretch), Some(pair)) if stretch.gt == pair.gt => {
                    Some(Stretch { iou_end: iou_idx + 1, ..stretch })
                }
                (before, found) => {
                    before.into_iter().for_each(&mut emit);
                    found.map(|pair| Stretch {
                        gt: pair.gt,
                        iou_first: iou_idx,
                        iou_end: iou_idx + 1,
                        iou: pair.overlap.iou,
                    })
                }
            };
        }
        open.into_iter().for_each(emit);
    }

    fn choose(&self, pairs: &(impl Iterator<Item = Pair> + Clone), iou_idx: u16) -> Option<Pair> {
        let best_where = |counts: bool| {
            pairs
                .clone()
                .filter(|pair| (self.role(pair) == Role::Counted) == counts)
                .filter(|pair| self.is_free(pair, iou_idx))
                .max_by(|a, b| {
                    let by_rank = || self.rank[b.gt as usize].cmp(&self.rank[a.gt as usize]);
                    a.overlap.iou.total_cmp(&b.overlap.iou).then_with(by_rank)
                })
        };
        best_where(true).or_else(|| best_where(false))
    }

    fn role(&self, pair: &Pair) -> Role {
        self.roles[pair.gt as usize]
    }

    fn is_free(&self, pair: &Pair, iou_idx: u16) -> bool {
        self.role(pair) == Role::Crowd || (self.taken[pair.gt as usize] >> iou_idx) & 1 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::Overlap;

    fn pair(gt: u32, iou: f64, n_passed: u16) -> Pair {
        Pair { gt, overlap: Overlap { iou, n_passed }, is_same_category: true }
    }

    /// Ground truths taken at each of `n` thresholds by each detection in turn.
    fn matched(roles: &[Role], detections: &[&[Pair]], n: u16) -> Vec<Vec<Option<u32>>> {
        let rank: Vec<u32> = (0..).take(roles.len()).collect();
        let mut matcher = Matcher::new(roles, &rank);
        let mut result = Vec::new();
        for pairs in detections {
            let mut row = vec![None; n as usize];
            matcher.match_next(&pairs.iter().copied(), |stretch| {
                for t in stretch.iou_first..stretch.iou_end {
                    row[t as usize] = Some(stretch.gt);
                }
            });
            result.push(row);
        }
        result
    }

    #[test]
    fn a_counted_ground_truth_comes_before_a_better_ignored_one() {
        let roles = [Role::Ignored, Role::Counted];
        let pairs = [pair(0, 0.9, 2), pair(1, 0.6, 1)];
        assert_eq!(matched(&roles, &[&pairs], 2), [[Some(1), Some(0)]]);
    }

    #[test]
    fn of_equal_overlaps_the_first_in_geometry_order_wins() {
        let pairs = [pair(0, 0.8, 1), pair(1, 0.8, 1)];
        assert_eq!(matched(&[Role::Counted; 2], &[&pairs], 1), [[Some(0)]]);
    }

    #[test]
    fn only_a_crowd_takes_several() {
        let one = [pair(0, 0.8, 1)];
        assert_eq!(matched(&[Role::Crowd], &[&one, &one], 1), [[Some(0)], [Some(0)]]);
        assert_eq!(matched(&[Role::Ignored], &[&one, &one], 1), [[Some(0)], [None]]);
    }

    #[test]
    fn a_detection_may_match_again_at_a_higher_threshold() {
        // The second detection finds its better partner taken at the low threshold only.
        let first = [pair(0, 0.6, 1), pair(1, 0.55, 1)];
        let second = [pair(0, 0.9, 2)];
        let roles = [Role::Counted; 2];
        assert_eq!(
            matched(&roles, &[&first, &second], 2),
            [vec![Some(0), None], vec![None, Some(0)]]
        );
    }
}
