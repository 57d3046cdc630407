//! `counts.parquet`: a row for each scope, IoU threshold and area range.

use detlens_engine::exact::Exact;
use detlens_engine::metrics::Counts;

use super::column::OfRow;
use super::{Column, Layout, TableColumns, scope};

pub(super) fn columns<'a>(layout: &'a Layout<'a>, exact: &'a Exact) -> TableColumns<'a> {
    let rows = &exact.counts;
    let mut columns = layout.scope(|row| scope::of_pool(rows[row].scope));
    columns.push(layout.iou_threshold(|row| rows[row].iou_idx));
    columns.push(layout.area_range(|row| rows[row].area_idx));
    columns.extend(numbers(|row| &rows[row].counts));
    TableColumns { n_rows: rows.len(), columns, row_bytes: Box::new(|_| 0) }
}

/// Counts and what follows from them; `null` is "not defined".
pub(super) fn numbers<'a>(counts: impl OfRow<&'a Counts> + Copy + 'a) -> Vec<Column<'a>> {
    vec![
        Column::counts("n_ground_truths", move |row| counts(row).n_ground_truths()),
        Column::counts("n_detections", move |row| counts(row).n_detections()),
        Column::counts("n_tp", move |row| counts(row).n_true_positives),
        Column::counts("n_fp", move |row| counts(row).n_false_positives),
        Column::counts("n_fn", move |row| counts(row).n_false_negatives),
        Column::counts("n_excused", move |row| counts(row).n_excused),
        Column::measures("precision", move |row| counts(row).precision()),
        Column::measures("recall", move |row| counts(row).recall()),
        Column::measures("f1", move |row| counts(row).f1()),
    ]
}
