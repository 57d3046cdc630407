//! Section 6, what became of each detection and each ground truth.

use detlens_data::Dataset;

use super::image::ExactImage;
use crate::image_pass::ExactTask;
use crate::pairs::Best;
use crate::rows::Rows;
use crate::sorting::by_falling_score;

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
    /// IoU, in `(0, 1]`.
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

/// The matches of all detections, detection after detection.
#[derive(Clone, Debug)]
pub(crate) struct SpansOfDetections {
    /// Where the spans of each detection begin, length `D + 1`.
    starts: Vec<u32>,
    spans: Vec<MatchSpan>,
}

impl SpansOfDetections {
    pub(crate) fn of(&self, dt_idx: usize) -> &[MatchSpan] {
        &self.spans[self.starts[dt_idx] as usize..self.starts[dt_idx + 1] as usize]
    }

    /// Collects the matches of all images; `of_image` gives those of one.
    fn collect<'a>(
        rows: &JoinedRows<'_>,
        images: &'a [ExactImage],
        of_image: impl Fn(&'a ExactImage) -> &'a super::image::Matches,
        n_detections: usize,
    ) -> Self {
        let mut starts = vec![0_u32; n_detections + 1];
        let each = |visit: &mut dyn FnMut(usize, MatchSpan)| {
            for (image_idx, image) in images.iter().enumerate() {
                for &(dt, stretch) in of_image(image) {
                    let span = MatchSpan {
                        gt_idx: rows.gt(image_idx, stretch.gt),
                        iou_first: stretch.iou_first,
                        iou_end: stretch.iou_end,
                        iou: stretch.iou,
                    };
                    visit(rows.dt(image_idx, dt) as usize, span);
                }
            }
        };
        each(&mut |dt_idx, _| starts[dt_idx + 1] += 1);
        for i in 0..n_detections {
            starts[i + 1] += starts[i];
        }
        let nothing = MatchSpan { gt_idx: 0, iou_first: 0, iou_end: 0, iou: 0.0 };
        let mut spans = vec![nothing; starts[n_detections] as usize];
        let mut next = starts.clone();
        each(&mut |dt_idx, span| {
            spans[next[dt_idx] as usize] = span;
            next[dt_idx] += 1;
        });
        Self { starts, spans }
    }
}

/// From positions in the rows of an image to rows of the dataset.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JoinedRows<'a> {
    pub(crate) dt_rows: &'a Rows,
    pub(crate) gt_rows: &'a Rows,
}

impl JoinedRows<'_> {
    fn dt(&self, image_idx: usize, position: u32) -> u32 {
        self.dt_rows.of_image(image_idx)[position as usize]
    }

    fn gt(&self, image_idx: usize, position: u32) -> u32 {
        self.gt_rows.of_image(image_idx)[position as usize]
    }
}

/// The best partner of each object; columns, since there are many objects. Empty if not wanted.
#[derive(Clone, Debug)]
struct BestOverlaps {
    /// 0 where there is none.
    iou: Vec<f64>,
    idx: Vec<u32>,
}

impl BestOverlaps {
    fn none(len: usize) -> Self {
        Self { iou: vec![0.0; len], idx: vec![0; len] }
    }

    /// Takes over the partners of one image's objects; `rows` and `partner` turn positions into
    /// rows of the dataset.
    fn fill(&mut self, rows: &[u32], best: &[Best], partner: impl Fn(u32) -> u32) {
        for (&row, best) in rows.iter().zip(best) {
            if let Some((iou, position)) = *best {
                self.iou[row as usize] = iou;
                self.idx[row as usize] = partner(position);
            }
        }
    }

    fn get(&self, row: usize) -> Option<BestOverlap> {
        let iou = self.iou.get(row).copied().filter(|&iou| iou > 0.0)?;
        Some(BestOverlap { iou, idx: self.idx[row] })
    }
}

/// What became of each detection and each ground truth, at each IoU threshold.
#[derive(Clone, Debug)]
pub struct Objects {
    order: Vec<u32>,
    spans: SpansOfDetections,
    class_agnostic: Option<SpansOfDetections>,
    /// Empty without a limit that bites.
    is_beyond_limit: Vec<bool>,
    best_same: BestOverlaps,
    best_other: BestOverlaps,
    roles: Vec<Role>,
    /// `G x T`, `u32::MAX` where nothing matched.
    matched_by: Vec<u32>,
    gt_best: BestOverlaps,
    n_iou_thresholds: usize,
}

impl Objects {
    /// Joins what the images gave, in the order of images.
    pub(crate) fn join(
        dataset: &Dataset,
        rows: JoinedRows<'_>,
        images: &[ExactImage],
        task: &ExactTask,
        n_iou_thresholds: usize,
    ) -> Self {
        let (n_dts, n_gts) = (dataset.detections().len(), dataset.ground_truths().len());
        let none = |len| BestOverlaps::none(if task.best_overlaps { len } else { 0 });
        let (mut best_same, mut best_other, mut gt_best) = (none(n_dts), none(n_dts), none(n_gts));
        for (image_idx, image) in images.iter().enumerate() {
            let dt_rows = rows.dt_rows.of_image(image_idx);
            let gt = |position| rows.gt(image_idx, position);
            best_same.fill(dt_rows, &image.best_same, gt);
            best_other.fill(dt_rows, &image.best_other, gt);
            let dt = |position| rows.dt(image_idx, position);
            gt_best.fill(rows.gt_rows.of_image(image_idx), &image.gt_best, dt);
        }
        let collect = |of_image: fn(&ExactImage) -> &_| {
            SpansOfDetections::collect(&rows, images, of_image, n_dts)
        };
        let mut objects = Self {
            order: order_of_all(dataset, &rows, images),
            spans: collect(|image| &image.matches),
            class_agnostic: task
                .also_class_agnostic
                .then(|| collect(|image| &image.class_agnostic)),
            is_beyond_limit: beyond_limit(&rows, images, n_dts),
            best_same,
            best_other,
            roles: task.roles.clone(),
            matched_by: vec![u32::MAX; n_gts * n_iou_thresholds],
            gt_best,
            n_iou_thresholds,
        };
        objects.fill_matched_by();
        objects
    }

    /// Of several detections excused by one crowd the first is kept.
    fn fill_matched_by(&mut self) {
        for &dt_idx in &self.order {
            for span in self.spans.of(dt_idx as usize) {
                let first = span.gt_idx as usize * self.n_iou_thresholds;
                let stretch = first + span.iou_first as usize..first + span.iou_end as usize;
                for matched_by in &mut self.matched_by[stretch] {
                    if *matched_by == u32::MAX {
                        *matched_by = dt_idx;
                    }
                }
            }
        }
    }

    /// Indices of the detections from the highest score down, length `D`.
    ///
    /// Equal scores stand in the order in which they were matched, which depends on content only;
    /// across cells in the order of images and categories. Detections beyond the limit come last
    /// in their cell.
    #[must_use]
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// What became of a detection at an IoU threshold.
    #[must_use]
    pub fn verdict(&self, dt_idx: usize, iou_idx: usize) -> Verdict {
        if self.is_beyond_limit(dt_idx) {
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
    ///
    /// With a crowd it is intersection over detection area.
    #[must_use]
    pub fn matched_iou(&self, dt_idx: usize, iou_idx: usize) -> Option<f64> {
        self.span(dt_idx, iou_idx).map(|span| span.iou)
    }

    /// The best overlap of a detection with a ground truth of its own category that is no crowd.
    ///
    /// Of equal overlaps the ground truth that is first by geometry. None at all, here and below,
    /// if [`Config::best_overlaps`](crate::Config::best_overlaps) was not asked for.
    #[must_use]
    pub fn best_same_category(&self, dt_idx: usize) -> Option<BestOverlap> {
        self.best_same.get(dt_idx)
    }

    /// The best overlap of a detection with a ground truth of another category that is no crowd.
    #[must_use]
    pub fn best_other_category(&self, dt_idx: usize) -> Option<BestOverlap> {
        self.best_other.get(dt_idx)
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

    /// The best overlap of a ground truth with a detection of its category, at any score; none
    /// for a crowd. Of equal overlaps the detection with the higher score.
    #[must_use]
    pub fn best_of_ground_truth(&self, gt_idx: usize) -> Option<BestOverlap> {
        self.gt_best.get(gt_idx)
    }

    /// Number of IoU thresholds, `T`.
    #[must_use]
    pub fn n_iou_thresholds(&self) -> usize {
        self.n_iou_thresholds
    }

    pub(crate) fn is_beyond_limit(&self, dt_idx: usize) -> bool {
        self.is_beyond_limit.get(dt_idx).copied().unwrap_or(false)
    }

    pub(crate) fn spans(&self) -> &SpansOfDetections {
        &self.spans
    }

    pub(crate) fn class_agnostic_spans(&self) -> Option<&SpansOfDetections> {
        self.class_agnostic.as_ref()
    }

    pub(crate) fn roles(&self) -> &[Role] {
        &self.roles
    }

    fn span(&self, dt_idx: usize, iou_idx: usize) -> Option<&MatchSpan> {
        let covers =
            |span: &&MatchSpan| (span.iou_first as usize..span.iou_end as usize).contains(&iou_idx);
        self.spans.of(dt_idx).iter().find(covers)
    }
}

fn order_of_all(dataset: &Dataset, rows: &JoinedRows<'_>, images: &[ExactImage]) -> Vec<u32> {
    let mut in_cells = Vec::with_capacity(dataset.detections().len());
    for (image_idx, image) in images.iter().enumerate() {
        let positions = image.order.iter().chain(&image.beyond_limit);
        in_cells.extend(positions.map(|&position| rows.dt(image_idx, position)));
    }
    by_falling_score(&in_cells, dataset.detections().scores())
}

fn beyond_limit(rows: &JoinedRows<'_>, images: &[ExactImage], n_detections: usize) -> Vec<bool> {
    if images.iter().all(|image| image.beyond_limit.is_empty()) {
        return Vec::new();
    }
    let mut is_beyond = vec![false; n_detections];
    for (image_idx, image) in images.iter().enumerate() {
        for &position in &image.beyond_limit {
            is_beyond[rows.dt(image_idx, position) as usize] = true;
        }
    }
    is_beyond
}
