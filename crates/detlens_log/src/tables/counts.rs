//! The columns of counts, the same in every table that has them.

use detlens_run::schema::Counts;

use crate::Cell;
use crate::ColumnKind::{self, Number};

/// Counts, and what follows from them.
pub(super) const COLUMNS: [(&str, ColumnKind); 9] = [
    ("GT", Number),
    ("DT", Number),
    ("TP", Number),
    ("FP", Number),
    ("FN", Number),
    ("excused", Number),
    ("precision", Number),
    ("recall", Number),
    ("F1", Number),
];

/// The cells under [`COLUMNS`].
pub(super) fn cells(counts: &Counts) -> [Cell; COLUMNS.len()] {
    [
        counts.n_ground_truths.into(),
        counts.n_detections.into(),
        counts.n_tp.into(),
        counts.n_fp.into(),
        counts.n_fn.into(),
        counts.n_excused.into(),
        counts.precision.into(),
        counts.recall.into(),
        counts.f1.into(),
    ]
}
