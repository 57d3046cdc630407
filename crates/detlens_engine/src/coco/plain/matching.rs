//! Matching of one cell in one area range: `COCOeval.evaluateImg`.

use crate::coco::lowest_match;

/// One image and category, as matching sees it.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// Overlaps, `[D, G]` in C order.
    pub overlaps: &'a [f64],
    /// Ids of the detections from the highest score down, length `D`, as numpy stores them.
    pub dt_ids: &'a [f64],
    /// Areas of the detections in px², length `D`.
    pub dt_areas_px2: &'a [f64],
    /// Ids of the ground truths, length `G`, as numpy stores them.
    pub gt_ids: &'a [f64],
    /// The `area` of the ground truths in px², length `G`.
    pub gt_areas_px2: &'a [f64],
    /// Whether each ground truth is a crowd, length `G`.
    pub gt_is_crowd: &'a [bool],
}

/// Who matches whom in one cell and area range; 0 stands for "nobody", as in pycocotools.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellMatches {
    /// The ground truths in the order of the arrays: those that count first, length `G`.
    pub gt_order: Vec<usize>,
    /// Whether each ground truth is ignored, in that order, length `G`.
    pub gt_is_ignored: Vec<bool>,
    /// The id of each ground truth's detection, in that order, `[T, G]` in C order.
    pub gt_matches: Vec<f64>,
    /// The id of each detection's ground truth, `[T, D]` in C order.
    pub dt_matches: Vec<f64>,
    /// Whether each detection is ignored, `[T, D]` in C order.
    pub dt_is_ignored: Vec<bool>,
}

/// Matches a cell in the area range from `bounds_px2[0]` to `bounds_px2[1]`, both included.
///
/// # Example
///
/// ```
/// use detlens_engine::coco::plain::{Cell, match_cell};
/// let cell = Cell {
///     overlaps: &[0.8, 0.6],
///     dt_ids: &[1.0, 2.0],
///     dt_areas_px2: &[100.0, 100.0],
///     gt_ids: &[17.0],
///     gt_areas_px2: &[100.0],
///     gt_is_crowd: &[false],
/// };
/// let matches = match_cell(&cell, [0.0, 1e10], &[0.5, 0.9]);
/// assert_eq!(matches.dt_matches, [17.0, 0.0, 0.0, 0.0]);
/// assert_eq!(matches.gt_matches, [1.0, 0.0]);
/// ```
#[must_use]
pub fn match_cell(cell: &Cell<'_>, bounds_px2: [f64; 2], iou_thresholds: &[f64]) -> CellMatches {
    let is_outside = |area: &f64| *area < bounds_px2[0] || *area > bounds_px2[1];
    let gts = cell.gt_is_crowd.iter().zip(cell.gt_areas_px2);
    let is_ignored: Vec<bool> = gts.map(|(is_crowd, area)| *is_crowd || is_outside(area)).collect();
    let (counted, ignored) = (0..is_ignored.len()).partition::<Vec<_>, _>(|&gt| !is_ignored[gt]);
    let mut matches = CellMatches::default();
    for &threshold in iou_thresholds {
        let pairs = Pairs::find(cell, [&counted, &ignored], lowest_match(threshold));
        let outside = cell.dt_areas_px2.iter().map(is_outside);
        let excused = |(gt, is_outside): (&Option<usize>, bool)| match gt {
            // COCO rule: a match is read off its id, so that one with the id 0 is none.
            Some(gt) => is_ignored[*gt] || (cell.gt_ids[*gt] == 0.0 && is_outside),
            None => is_outside,
        };
        matches.dt_is_ignored.extend(pairs.gt_of_dt.iter().zip(outside).map(excused));
        let gt_id = |gt: &Option<usize>| gt.map_or(0.0, |gt| cell.gt_ids[gt]);
        matches.dt_matches.extend(pairs.gt_of_dt.iter().map(gt_id));
        let in_order = counted.iter().chain(&ignored);
        matches.gt_matches.extend(in_order.map(|&gt| pairs.dt_id_of_gt[gt]));
    }
    matches.gt_order = [counted, ignored].concat();
    matches.gt_is_ignored = matches.gt_order.iter().map(|&gt| is_ignored[gt]).collect();
    matches
}

/// Who matches whom at one IoU threshold.
struct Pairs {
    /// Length `D`.
    gt_of_dt: Vec<Option<usize>>,
    /// Length `G`, 0 for a ground truth that is free.
    dt_id_of_gt: Vec<f64>,
}

impl Pairs {
    /// Lets each detection choose, from the highest score down, first among the ground truths of
    /// the first group.
    fn find(cell: &Cell<'_>, groups: [&Vec<usize>; 2], iou_min: f64) -> Self {
        let n_gts = cell.gt_ids.len();
        let mut dt_id_of_gt = vec![0.0; n_gts];
        let choose = |(dt, &dt_id): (usize, &f64)| {
            let overlaps = &cell.overlaps[dt * n_gts..][..n_gts];
            // COCO rule: a detection whose id is not above 0 leaves its ground truth free.
            let is_open = |gt: usize| dt_id_of_gt[gt] <= 0.0 || cell.gt_is_crowd[gt];
            let best = |group: &Vec<usize>| {
                let open = group.iter().copied().filter(|&gt| is_open(gt));
                // COCO rule: of equal overlaps the later ground truth wins, as `max_by` does.
                open.filter(|&gt| overlaps[gt] >= iou_min)
                    .max_by(|&a, &b| overlaps[a].total_cmp(&overlaps[b]))
            };
            let chosen = best(groups[0]).or_else(|| best(groups[1]));
            if let Some(gt) = chosen {
                dt_id_of_gt[gt] = dt_id;
            }
            chosen
        };
        let gt_of_dt = cell.dt_ids.iter().enumerate().map(choose).collect();
        Self { gt_of_dt, dt_id_of_gt }
    }
}
