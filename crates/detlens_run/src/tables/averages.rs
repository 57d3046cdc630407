//! `averages.parquet`: a row for each scope and area range.

use detlens_engine::Measure;
use detlens_engine::exact::Exact;
use detlens_engine::metrics::Averages;

use super::{Column, Layout, TableColumns, scope};

pub(super) fn columns<'a>(layout: &'a Layout<'a>, exact: &'a Exact) -> TableColumns<'a> {
    let rows = exact.averages.as_slice();
    let mut columns = layout.scope(|row| scope::of_average(rows[row].scope));
    columns.push(layout.area_range(|row| rows[row].area_idx));
    columns.push(Column::counts("n_categories", |row| rows[row].n_categories as u64));
    columns.push(Column::measures("ap", |row| rows[row].mean_average_precision()));
    columns.push(Column::measures("ap_101", |row| rows[row].mean_average_precision_101()));
    columns.push(Column::measures("ar", |row| rows[row].average_recall()));
    columns.extend(at_each_iou(layout, rows, "ap", |row| &row.average_precision));
    columns.extend(at_each_iou(layout, rows, "ap_101", |row| &row.average_precision_101));
    columns.extend(at_each_iou(layout, rows, "recall", |row| &row.recall));
    TableColumns { n_rows: rows.len(), columns, row_bytes: Box::new(|_| 0) }
}

/// The numbers behind a mean, a column for each IoU threshold.
fn at_each_iou<'a>(
    layout: &'a Layout<'a>,
    rows: &'a [Averages],
    name: &'a str,
    measures: fn(&Averages) -> &[Measure],
) -> impl Iterator<Item = Column<'a>> {
    layout.suffixes.iter().enumerate().map(move |(iou_idx, suffix)| {
        Column::measures(format!("{name}_{suffix}"), move |row| measures(&rows[row])[iou_idx])
    })
}
