//! Curves over some cells: the inside of `COCOeval.accumulate`.

/// What became of the detections of one cell and area range.
#[derive(Clone, Copy, Debug)]
pub struct CellOutcomes<'a> {
    /// Scores, falling, length `D`.
    pub scores: &'a [f64],
    /// The id of each detection's ground truth, `[T, D]` in C order; 0 for none.
    pub dt_matches: &'a [f64],
    /// Whether each detection is ignored, `[T, D]` in C order.
    pub dt_is_ignored: &'a [bool],
    /// Whether each ground truth is ignored, length `G`.
    pub gt_is_ignored: &'a [bool],
}

/// The curves of one category, area range and detection limit.
#[derive(Clone, Debug, PartialEq)]
pub struct PlainCurves {
    /// Precision, `[T, R]` in C order.
    pub precision: Vec<f64>,
    /// Scores, `[T, R]` in C order.
    pub scores: Vec<f64>,
    /// The recall that all detections reach, length `T`.
    pub recall: Vec<f64>,
}

/// The curves of cells, which stand in the order of their images.
///
/// `limit` is the number of detections that count in each cell. There are no curves where no
/// ground truth counts.
///
/// # Example
///
/// ```
/// use detlens_engine::coco::plain::{CellOutcomes, curves};
/// let cell = CellOutcomes {
///     scores: &[0.9, 0.8],
///     dt_matches: &[0.0, 17.0],
///     dt_is_ignored: &[false, false],
///     gt_is_ignored: &[false],
/// };
/// let curves = curves(&[cell], 100, 1, &[0.5]).unwrap();
/// assert_eq!((curves.precision, curves.scores, curves.recall), (vec![0.5], vec![0.8], vec![1.0]));
/// ```
#[must_use]
pub fn curves(
    cells: &[CellOutcomes<'_>],
    limit: usize,
    n_iou_thresholds: usize,
    recall_thresholds: &[f64],
) -> Option<PlainCurves> {
    let counted = cells.iter().flat_map(|cell| cell.gt_is_ignored).filter(|&&ignored| !ignored);
    let n_positives = counted.count();
    if n_positives == 0 {
        return None;
    }
    let ranked = ranked(cells, limit);
    let mut curves = PlainCurves { precision: Vec::new(), scores: Vec::new(), recall: Vec::new() };
    for iou_idx in 0..n_iou_thresholds {
        let curve = Curve::new(cells, &ranked, iou_idx, n_positives);
        curves.recall.push(curve.recall.last().copied().unwrap_or(0.0));
        let (precision, scores) = curve.sample(recall_thresholds, &ranked);
        curves.precision.extend(precision);
        curves.scores.extend(scores);
    }
    Some(curves)
}

/// One detection: its score, its cell, and its place there.
struct Ranked {
    score: f64,
    cell_idx: usize,
    place: usize,
}

/// COCO rule: equal scores stay in the order of cells and places (`kind='mergesort'`).
fn ranked(cells: &[CellOutcomes<'_>], limit: usize) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = Vec::new();
    for (cell_idx, cell) in cells.iter().enumerate() {
        let scores = cell.scores.iter().take(limit).enumerate();
        ranked.extend(scores.map(|(place, &score)| Ranked { score, cell_idx, place }));
    }
    // -0 and 0 are equal scores, and adding 0 makes them equal bits.
    ranked.sort_by(|a, b| (b.score + 0.0).total_cmp(&(a.score + 0.0)));
    ranked
}

/// Precision and recall after each detection, length `D`.
struct Curve {
    precision: Vec<f64>,
    recall: Vec<f64>,
}

impl Curve {
    #[expect(clippy::cast_precision_loss, reason = "counts of objects are far below 2^53")]
    fn new(
        cells: &[CellOutcomes<'_>],
        ranked: &[Ranked],
        iou_idx: usize,
        n_positives: usize,
    ) -> Self {
        let (mut n_tp, mut n_fp) = (0.0, 0.0);
        let mut curve = Self { precision: Vec::new(), recall: Vec::new() };
        for dt in ranked {
            let cell = &cells[dt.cell_idx];
            let at = iou_idx * cell.scores.len() + dt.place;
            if !cell.dt_is_ignored[at] {
                let is_match = cell.dt_matches[at] != 0.0;
                (n_tp, n_fp) = if is_match { (n_tp + 1.0, n_fp) } else { (n_tp, n_fp + 1.0) };
            }
            curve.precision.push(n_tp / (n_fp + n_tp + f64::EPSILON));
            curve.recall.push(n_tp / n_positives as f64);
        }
        for idx in (1..curve.precision.len()).rev() {
            curve.precision[idx - 1] = curve.precision[idx - 1].max(curve.precision[idx]);
        }
        curve
    }

    /// Precision and score at each recall threshold.
    ///
    /// COCO rule: at the first threshold that is not reached the reading stops, and what comes
    /// after it is 0, even if it would be reached.
    fn sample(&self, recall_thresholds: &[f64], ranked: &[Ranked]) -> (Vec<f64>, Vec<f64>) {
        let at = |threshold: &f64| self.recall.partition_point(|recall| recall < threshold);
        let reached = recall_thresholds.iter().map(at).take_while(|&at| at < ranked.len());
        let (mut precision, mut scores): (Vec<f64>, Vec<f64>) =
            reached.map(|at| (self.precision[at], ranked[at].score)).unzip();
        precision.resize(recall_thresholds.len(), 0.0);
        scores.resize(recall_thresholds.len(), 0.0);
        (precision, scores)
    }
}
