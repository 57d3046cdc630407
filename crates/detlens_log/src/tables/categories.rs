//! Averages and counts of each category.

use detlens_run::schema::{CategoryRow, Exact};

use super::counts;
use crate::ColumnKind::{Number, Text};
use crate::{Cell, Table};

/// A row for each category and area range; counts at the reference IoU threshold.
pub(super) fn table(exact: &Exact) -> Table {
    let averages = [
        ("category", Text),
        ("area_range", Text),
        ("AP", Number),
        ("AP_50", Number),
        ("AP_75", Number),
        ("AR", Number),
    ];
    let best = [("best_F1", Number), ("best_F1_score_threshold", Number)];
    let about = "AP and AR of each category, and its counts at the operating point";
    let columns = [&averages[..], &counts::COLUMNS, &best].concat();
    Table::new("categories", about, &columns, exact.categories.iter().map(row).collect())
}

fn row(row: &CategoryRow) -> Vec<Cell> {
    let (averages, best) = (&row.averages, &row.best_f1);
    let averages = [
        row.category.as_str().into(),
        row.area_range.as_str().into(),
        averages.ap.into(),
        averages.ap_50.into(),
        averages.ap_75.into(),
        averages.ar.into(),
    ];
    let best = [best.best_f1.into(), best.best_f1_score_threshold.into()];
    averages.into_iter().chain(counts::cells(&row.counts)).chain(best).collect()
}
