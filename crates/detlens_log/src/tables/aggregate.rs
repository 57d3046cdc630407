//! Counts of all categories together at the operating point.

use detlens_run::schema::{CountsRow, Exact};

use crate::ColumnKind::{Number, Text};
use crate::names::pool_scope;
use crate::{Cell, Table};

/// A row for each scope, IoU threshold and area range.
pub(super) fn table(exact: &Exact) -> Table {
    let columns = [
        ("scope", Text),
        ("iou_threshold", Number),
        ("area_range", Text),
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
    let about = "Counts at the operating point, and precision, recall and F1";
    Table::new("aggregate_metrics", about, &columns, exact.counts.iter().map(row).collect())
}

fn row(row: &CountsRow) -> Vec<Cell> {
    let counts = &row.counts;
    vec![
        pool_scope(row.scope).into(),
        row.iou_threshold.into(),
        row.area_range.as_str().into(),
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
