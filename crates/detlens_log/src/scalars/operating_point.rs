//! Counts at the operating point, and what follows from them.

use detlens_run::schema::{Counts, CountsRow, Exact, PoolScope};

use super::Scalar;
use crate::names::iou_text;

/// The score threshold, and the counts of all categories for each IoU threshold and area range.
///
/// Headlines are those at the reference IoU threshold over the first area range.
pub(super) fn scalars(exact: &Exact) -> impl Iterator<Item = Scalar> {
    let point = &exact.operating_point;
    let threshold = Scalar::headline("operating_point/score_threshold", point.score_threshold);
    let pooled = || exact.counts.iter().filter(|row| row.scope == PoolScope::Pooled);
    let is_reference = |row: &CountsRow| row.iou_threshold == point.reference_iou_threshold;
    let headline = pooled().find(|row| is_reference(row));
    let rows = pooled().flat_map(move |row| {
        of_row(row, headline.is_some_and(|headline| std::ptr::eq(headline, row)))
    });
    std::iter::once(threshold).chain(rows)
}

fn of_row(row: &CountsRow, is_headline: bool) -> impl Iterator<Item = Scalar> {
    let prefix = format!("operating_point/iou={}/{}", iou_text(row.iou_threshold), row.area_range);
    let counts = numbers(&row.counts).map(|(name, count)| (name, Some(count)));
    let fractions = fractions(&row.counts);
    counts.into_iter().chain(fractions).filter_map(move |(name, value)| {
        Some(Scalar { name: format!("{prefix}/{name}"), value: value?, is_headline })
    })
}

#[expect(clippy::cast_precision_loss, reason = "tracking services keep doubles")]
fn numbers(counts: &Counts) -> [(&'static str, f64); 6] {
    [
        ("GT", counts.n_ground_truths as f64),
        ("DT", counts.n_detections as f64),
        ("TP", counts.n_tp as f64),
        ("FP", counts.n_fp as f64),
        ("FN", counts.n_fn as f64),
        ("excused", counts.n_excused as f64),
    ]
}

fn fractions(counts: &Counts) -> [(&'static str, Option<f64>); 3] {
    [
        ("precision", counts.precision.value()),
        ("recall", counts.recall.value()),
        ("F1", counts.f1.value()),
    ]
}
