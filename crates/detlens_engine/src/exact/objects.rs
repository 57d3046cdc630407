//! Section 6, what became of each detection and each ground truth.

/// What a ground truth counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// An object to be found.
    Counted,
    /// An object marked `ignore`: it excuses one detection and counts for nothing.
    Ignored,
    /// A crowd: it excuses any number of detections and counts for nothing.
    Crowd,
}

/// What matching decided for one detection at one IoU threshold. Numbers are indices of ground
/// truths in the dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Matched a ground truth that counts.
    TruePositive(u32),
    /// Matched an ignored ground truth or a crowd: neither right nor wrong.
    Excused(u32),
    /// Matched nothing.
    FalsePositive,
    /// Beyond the detection limit of its image and category, and so not looked at.
    BeyondLimit,
}

/// The best overlap of an object with any object of the other side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BestOverlap {
    /// IoU, in `(0, 1]`; with a crowd, intersection over detection area.
    pub iou: f64,
    /// Index of the other object in the dataset.
    pub idx: u32,
}

/// A stretch of IoU thresholds over which a detection matched one ground truth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct MatchSpan {
    pub(crate) gt_idx: u32,
    /// First index of an IoU threshold in the stretch.
    pub(crate) iou_first: u16,
    /// First index of an IoU threshold after the stretch.
    pub(crate) iou_end: u16,
    /// The overlap of the two.
    pub(crate) iou: f64,
}

/// What became of each detection and each ground truth, at each IoU threshold.
#[derive(Clone, Debug)]
pub struct Objects {
    /// Detections from the highest score down, equal scores in the order of matching, length `D`.
    pub(crate) order: Vec<u32>,
    /// For each detection where its spans begin, length `D + 1`.
    pub(crate) span_starts: Vec<u32>,
    pub(crate) spans: Vec<MatchSpan>,
    /// One bit for each detection that the limit cut off; empty without a limit.
    pub(crate) is_beyond_limit: Vec<bool>,
    pub(crate) best_same: Vec<Option<BestOverlap>>,
    pub(crate) best_other: Vec<Option<BestOverlap>>,
    pub(crate) roles: Vec<Role>,
    /// `G x T`, `u32::MAX` where nothing matched.
    pub(crate) matched_by: Vec<u32>,
    pub(crate) gt_best: Vec<Option<BestOverlap>>,
    pub(crate) n_iou_thresholds: usize,
}

impl Objects {
    /// Indices of the detections from the highest score down, length `D`.
    ///
    /// Equal scores stand in the order in which they were matched, which depends on content only.
    #[must_use]
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// What became of a detection at an IoU threshold.
    #[must_use]
    pub fn verdict(&self, dt_idx: usize, iou_idx: usize) -> Verdict {
        if self.is_beyond_limit.get(dt_idx).copied().unwrap_or(false) {
            return Verdict::BeyondLimit;
        }
        match self.span(dt_idx, iou_idx) {
            None => Verdict::FalsePositive,
            Some(span) if self.roles[span.gt_idx as usize] == Role::Counted => {
                Verdict::TruePositive(span.gt_idx)
            }
            Some(span) => Verdict::Excused(span.gt_idx),
        }
    }

    /// The overlap of a detection with what it matched at an IoU threshold, if it matched.
    #[must_use]
    pub fn matched_iou(&self, dt_idx: usize, iou_idx: usize) -> Option<f64> {
        self.span(dt_idx, iou_idx).map(|span| span.iou)
    }

    /// The best overlap of a detection with a ground truth of its own category, at any size.
    #[must_use]
    pub fn best_same_category(&self, dt_idx: usize) -> Option<BestOverlap> {
        self.best_same[dt_idx]
    }

    /// The best overlap of a detection with a ground truth of another category.
    #[must_use]
    pub fn best_other_category(&self, dt_idx: usize) -> Option<BestOverlap> {
        self.best_other[dt_idx]
    }

    /// What a ground truth counts for.
    #[must_use]
    pub fn role(&self, gt_idx: usize) -> Role {
        self.roles[gt_idx]
    }

    /// The detection that matched a ground truth at an IoU threshold; for a crowd the first.
    #[must_use]
    pub fn matched_by(&self, gt_idx: usize, iou_idx: usize) -> Option<u32> {
        let dt_idx = self.matched_by[gt_idx * self.n_iou_thresholds + iou_idx];
        (dt_idx != u32::MAX).then_some(dt_idx)
    }

    /// The best overlap of a ground truth with a detection of its category, at any score.
    #[must_use]
    pub fn best_of_ground_truth(&self, gt_idx: usize) -> Option<BestOverlap> {
        self.gt_best[gt_idx]
    }

    fn span(&self, dt_idx: usize, iou_idx: usize) -> Option<&MatchSpan> {
        let spans = self.span_starts[dt_idx] as usize..self.span_starts[dt_idx + 1] as usize;
        self.spans[spans]
            .iter()
            .find(|span| (span.iou_first as usize..span.iou_end as usize).contains(&iou_idx))
    }
}
