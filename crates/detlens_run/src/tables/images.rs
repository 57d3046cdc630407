//! `images.parquet`: a row for each image, in the order of their ids.

use arrow_array::types::Int64Type;
use detlens_engine::exact::Exact;

use super::{Column, Layout, TableColumns};

pub(super) fn columns<'a>(layout: &'a Layout<'a>) -> TableColumns<'a> {
    let images = layout.input.dataset.images();
    let size = |row: usize| images[row].size;
    let width = move |row| size(row).map(|size| i64::from(size.width()));
    let height = move |row| size(row).map(|size| i64::from(size.height()));
    let mut columns = vec![
        Column::ids("image_id", &layout.image_ids, |row| row),
        Column::texts("file_name", |row| images[row].file_name.as_str()),
        Column::optional_numbers::<Int64Type>("width", width),
        Column::optional_numbers::<Int64Type>("height", height),
    ];
    if let Some(exact) = layout.exact {
        columns.extend(counts(exact));
    }
    let row_bytes = |row: usize| images[row].file_name.len() + layout.image_ids.text_bytes(row);
    TableColumns { n_rows: images.len(), columns, row_bytes: Box::new(row_bytes) }
}

/// Counts at the operating point, and what follows from them.
fn counts(exact: &Exact) -> Vec<Column<'_>> {
    let mut columns = super::counts::numbers(|row| &exact.images[row].counts);
    columns.push(Column::measures("mean_iou", |row| exact.images[row].mean_iou));
    columns
}
