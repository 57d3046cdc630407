//! The examples as a table.

use detlens_run::schema::Id;

use super::{Example, Examples};
use crate::ColumnKind::{Number, Text};
use crate::{Cell, ColumnKind, Table};

/// A row for each example: what it is, why it was taken, and the numbers to sort by.
pub(super) fn table(examples: &Examples) -> Table {
    let is_text = |example: &Example| matches!(example.image.id, Id::Text(_));
    let id_kind = if examples.images.iter().any(is_text) { Text } else { Number };
    let mut columns = vec![("image_id", id_kind)];
    columns.extend(COLUMNS);
    let about = "The worst and the best images by each criterion";
    Table::new("examples", about, &columns, examples.images.iter().map(row).collect())
}

const COLUMNS: [(&str, ColumnKind); 11] = [
    ("file_name", Text),
    ("chosen_for", Text),
    ("GT", Number),
    ("DT", Number),
    ("TP", Number),
    ("FP", Number),
    ("FN", Number),
    ("precision", Number),
    ("recall", Number),
    ("F1", Number),
    ("mean_IoU", Number),
];

fn row(example: &Example) -> Vec<Cell> {
    let image = &example.image;
    vec![
        (&image.id).into(),
        image.file_name.as_str().into(),
        chosen_for(example).into(),
        image.n_ground_truths.into(),
        image.n_detections.into(),
        image.n_tp.into(),
        image.n_fp.into(),
        image.n_fn.into(),
        image.precision.into(),
        image.recall.into(),
        image.f1.into(),
        image.mean_iou.into(),
    ]
}

/// `worst FP, worst F1`.
fn chosen_for(example: &Example) -> String {
    let reasons = example.chosen.iter();
    let reasons = reasons.map(|(standing, by)| format!("{} {}", standing.name(), by.name()));
    reasons.collect::<Vec<_>>().join(", ")
}
