//! Masks as lists of foreground runs, and how much of each other they cover.
//!
//! The overlap of two masks is the one thing an evaluation does millions of times, so a mask is
//! decoded once and its runs are then walked against many others.

use crate::rle::RunPairs;

/// A run of foreground pixels: the positions from `start` up to, not including, `end`.
///
/// Positions count the pixels column by column. The runs of a mask are in their order, do not
/// overlap and are not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    /// The position of the first pixel.
    pub start: u32,
    /// The position after the last pixel.
    pub end: u32,
}

/// Appends the foreground runs of a mask that [`measure`](crate::measure) has accepted to `runs`.
///
/// Of any other string it reads the runs before the first mistake.
///
/// # Example
///
/// ```
/// # use detlens_geometry::{Run, encode_counts, foreground_runs};
/// let mut coded = Vec::new();
/// encode_counts(&[5, 2, 2, 1, 10], &mut coded);
/// let mut runs = Vec::new();
/// foreground_runs(&coded, &mut runs);
/// assert_eq!(runs, [Run { start: 5, end: 7 }, Run { start: 9, end: 10 }]);
/// ```
pub fn foreground_runs(coded: &[u8], runs: &mut Vec<Run>) {
    let Some((mut position, pairs)) = RunPairs::after_first_run(coded) else { return };
    pairs.for_each(|foreground_px, background_px| {
        let end = position.saturating_add(foreground_px);
        runs.push(Run { start: position, end });
        position = end.saturating_add(background_px);
    });
}

/// Number of pixels that two masks of one size share.
///
/// # Example
///
/// ```
/// # use detlens_geometry::{Run, intersection_px};
/// let (a, b) = ([Run { start: 5, end: 9 }], [Run { start: 0, end: 6 }, Run { start: 8, end: 20 }]);
/// assert_eq!(intersection_px(&a, &b), 2);
/// ```
#[must_use]
pub fn intersection_px(a: &[Run], b: &[Run]) -> u64 {
    let (a, b) = (within_reach(a, b), within_reach(b, a));
    let (mut a_idx, mut b_idx, mut shared_px) = (0, 0, 0);
    while a_idx + 1 < a.len() && b_idx + 1 < b.len() {
        let (a_run, a_next) = (a[a_idx], a[a_idx + 1]);
        let (b_run, b_next) = (b[b_idx], b[b_idx + 1]);
        shared_px += overlap_px(a_run, b_run);
        // A run is done with if it ends before the other mask's next run starts, which is so for
        // one of the two at least. Which one is chance: adding the answers costs less than
        // branching on them.
        a_idx += usize::from(a_run.end <= b_next.start);
        b_idx += usize::from(b_run.end <= a_next.start);
    }
    // One of the masks has a single run left.
    for &a_run in &a[a_idx..] {
        for &b_run in &b[b_idx..] {
            shared_px += overlap_px(a_run, b_run);
        }
    }
    shared_px
}

fn overlap_px(a: Run, b: Run) -> u64 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start)).into()
}

/// The runs of `a` that end after `b` starts and start before `b` ends.
fn within_reach<'a>(a: &'a [Run], b: &[Run]) -> &'a [Run] {
    let (Some(b_first), Some(b_last)) = (b.first(), b.last()) else { return &[] };
    let from = a.partition_point(|run| run.end <= b_first.start);
    let a = &a[from..];
    &a[..a.partition_point(|run| run.start < b_last.end)]
}

/// IoU of a detection's mask and a ground truth's mask, in `[0, 1]`, from their pixels.
///
/// Source: `rleIou` of pycocotools 2.0.11, for a ground truth that is not a crowd.
///
/// # Example
///
/// ```
/// # use detlens_geometry::mask_iou;
/// assert_eq!(mask_iou(2, 6, 4), 0.25);
/// assert_eq!(mask_iou(0, 0, 0), 0.0);
/// ```
#[must_use]
pub fn mask_iou(intersection_px: u64, dt_area_px: u32, gt_area_px: u32) -> f64 {
    let union_px = (u64::from(dt_area_px) + u64::from(gt_area_px)).saturating_sub(intersection_px);
    ratio(intersection_px, union_px)
}

/// The share of a detection's mask that lies in a crowd's mask, in `[0, 1]`.
///
/// COCO takes it in place of the IoU, as a crowd is larger than any one detection of it.
/// Source: `rleIou` of pycocotools 2.0.11, for a crowd.
///
/// # Example
///
/// ```
/// # use detlens_geometry::mask_overlap_of_crowd;
/// assert_eq!(mask_overlap_of_crowd(2, 8), 0.25);
/// ```
#[must_use]
pub fn mask_overlap_of_crowd(intersection_px: u64, dt_area_px: u32) -> f64 {
    ratio(intersection_px, dt_area_px.into())
}

/// 0 if nothing is shared, which leaves two empty masks with no overlap.
#[expect(clippy::cast_precision_loss, reason = "a mask has fewer than 2^32 px")]
fn ratio(shared_px: u64, of_px: u64) -> f64 {
    if shared_px == 0 { 0.0 } else { shared_px as f64 / of_px as f64 }
}
