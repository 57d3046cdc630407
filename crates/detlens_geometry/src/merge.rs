//! Several masks made into one: what any of them covers, or what all of them do.

use crate::polygon::append_union;
use crate::{MaskSize, Run};

/// Appends the run lengths of the union of masks of one size to `counts`.
///
/// The result is that of `rleMerge` of pycocotools 2.0.11 without `intersect`.
///
/// # Example
///
/// ```
/// # use detlens_geometry::{MaskSize, Run, append_counts_of_union};
/// let size = MaskSize::new(4, 5).unwrap();
/// let (a, b) = ([Run { start: 5, end: 9 }], [Run { start: 0, end: 6 }]);
/// let mut counts = Vec::new();
/// append_counts_of_union([&a[..], &b[..]], size, &mut counts);
/// assert_eq!(counts, [0, 9, 11]);
/// ```
pub fn append_counts_of_union<'a>(
    masks: impl IntoIterator<Item = &'a [Run]>,
    size: MaskSize,
    counts: &mut Vec<u32>,
) {
    let mut runs: Vec<Run> = masks.into_iter().flatten().copied().collect();
    runs.sort_unstable_by_key(|run| run.start);
    append_union(&runs, size, counts);
}

/// Appends the run lengths of the intersection of masks of one size to `counts`.
///
/// The result is that of `rleMerge` of pycocotools 2.0.11 with `intersect`. Without a mask nothing
/// is covered.
///
/// # Example
///
/// ```
/// # use detlens_geometry::{MaskSize, Run, append_counts_of_intersection};
/// let size = MaskSize::new(4, 5).unwrap();
/// let (a, b) = ([Run { start: 5, end: 9 }], [Run { start: 0, end: 6 }]);
/// let mut counts = Vec::new();
/// append_counts_of_intersection([&a[..], &b[..]], size, &mut counts);
/// assert_eq!(counts, [5, 1, 14]);
/// ```
pub fn append_counts_of_intersection<'a>(
    masks: impl IntoIterator<Item = &'a [Run]>,
    size: MaskSize,
    counts: &mut Vec<u32>,
) {
    let mut masks = masks.into_iter();
    let first = masks.next().unwrap_or_default().to_vec();
    let runs = masks.fold(first, |runs, mask| shared_runs(&runs, mask));
    append_union(&runs, size, counts);
}

/// The runs that two masks share.
fn shared_runs(a: &[Run], b: &[Run]) -> Vec<Run> {
    let (mut a_idx, mut b_idx, mut shared) = (0, 0, Vec::new());
    while let (Some(a_run), Some(b_run)) = (a.get(a_idx), b.get(b_idx)) {
        let (start, end) = (a_run.start.max(b_run.start), a_run.end.min(b_run.end));
        if start < end {
            shared.push(Run { start, end });
        }
        a_idx += usize::from(a_run.end == end);
        b_idx += usize::from(b_run.end == end);
    }
    shared
}
