//! Averages and counts of each category.

use detlens_run::schema::{CategoryRow, Exact};

use crate::ColumnKind::{Number, Text};
use crate::{Cell, Table};

/// A row for each category and area range; counts at the reference IoU threshold.
pub(super) fn table(exact: &Exact) -> Table {
    let columns = [
        ("category", Text),
        ("area_range", Text),
        ("AP", Number),
        ("AP_50", Number),
        ("AP_75", Number),
        ("AR", Number),
        ("GT", Number),
        ("DT", Number),
        ("TP", Number),
        ("FP", Number),
        ("FN", Number),
        ("excused", Number),
        ("precision", Number),
        ("recall", Number),
        ("F1", Number),
        ("best_F1", Number),
        ("best_F1_score_threshold", Number),
    ];
    let about = "AP and AR of each category, and its counts at the operating point";
    Table::new("categories", about, &columns, exact.categories.iter().map(row).collect())
}

fn row(row: &CategoryRow) -> Vec<Cell> {
    let (averages, counts, best) = (&row.averages, &row.counts, &row.best_f1);
    vec![
        row.category.as_str().into(),
        row.area_range.as_str().into(),
        averages.ap.into(),
        averages.ap_50.into(),
        averages.ap_75.into(),
        averages.ar.into(),
        counts.n_ground_truths.into(),
        counts.n_detections.into(),
        counts.n_tp.into(),
        counts.n_fp.into(),
        counts.n_fn.into(),
        counts.n_excused.into(),
        counts.precision.into(),
        counts.recall.into(),
        counts.f1.into(),
        best.best_f1.into(),
        best.best_f1_score_threshold.into(),
    ]
}
