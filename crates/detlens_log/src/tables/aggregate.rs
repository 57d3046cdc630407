//! Counts of all categories together at the operating point.

use detlens_run::schema::{CountsRow, Exact};

use super::counts;
use crate::ColumnKind::{Number, Text};
use crate::names::pool_scope;
use crate::{Cell, Table};

/// A row for each scope, IoU threshold and area range.
pub(super) fn table(exact: &Exact) -> Table {
    let place = [("scope", Text), ("iou_threshold", Number), ("area_range", Text)];
    let about = "Counts at the operating point, and precision, recall and F1";
    Table::new(
        "aggregate_metrics",
        about,
        &[&place[..], &counts::COLUMNS].concat(),
        exact.counts.iter().map(row).collect(),
    )
}

fn row(row: &CountsRow) -> Vec<Cell> {
    let place =
        [pool_scope(row.scope).into(), row.iou_threshold.into(), row.area_range.as_str().into()];
    place.into_iter().chain(counts::cells(&row.counts)).collect()
}
