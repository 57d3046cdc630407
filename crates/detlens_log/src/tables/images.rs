//! The images and their counts.

use detlens_run::schema::Id;

use super::counts;
use crate::ColumnKind::{Number, Text};
use crate::{Cell, ColumnKind, ImageRow, Table};

/// A row for each image, at the operating point and the reference IoU threshold.
pub(super) fn table(images: &[ImageRow]) -> Table {
    let place = [("image_id", id_kind(images)), ("file_name", Text)];
    let columns = [&place[..], &counts::COLUMNS, &[("mean_IoU", Number)]].concat();
    let about = "The images with their counts at the operating point";
    Table::new("images", about, &columns, images.iter().map(row).collect())
}

fn id_kind(images: &[ImageRow]) -> ColumnKind {
    let is_text = images.iter().any(|image| matches!(image.id, Id::Text(_)));
    if is_text { Text } else { Number }
}

fn row(image: &ImageRow) -> Vec<Cell> {
    vec![
        (&image.id).into(),
        image.file_name.as_str().into(),
        image.n_ground_truths.into(),
        image.n_detections.into(),
        image.n_tp.into(),
        image.n_fp.into(),
        image.n_fn.into(),
        image.n_excused.into(),
        image.precision.into(),
        image.recall.into(),
        image.f1.into(),
        image.mean_iou.into(),
    ]
}
