//! The images of a run with their counts.

use detlens_run::arrow_array::Array;
use detlens_run::arrow_array::types::{Float64Type, Int64Type};
use detlens_run::schema::Id;
use detlens_run::{Rows, Run, Table};

use crate::LogError;

/// An image and its counts at the operating point and the reference IoU threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageRow {
    /// Its row in the table of images.
    pub image_row: usize,
    /// The id in the input.
    pub id: Id,
    /// Path relative to the image folder.
    pub file_name: String,
    /// Width and height in px, if the input gives them.
    pub size_px: Option<(u32, u32)>,
    /// Counted ground truths, `n_tp + n_fn`.
    pub n_ground_truths: u64,
    /// Detections that count, `n_tp + n_fp`.
    pub n_detections: u64,
    /// True positives.
    pub n_tp: u64,
    /// False positives.
    pub n_fp: u64,
    /// False negatives.
    pub n_fn: u64,
    /// Detections that matched an ignored ground truth or a crowd.
    pub n_excused: u64,
    /// Precision, if there is a detection.
    pub precision: Option<f64>,
    /// Recall, if there is a ground truth.
    pub recall: Option<f64>,
    /// F1, if there is either.
    pub f1: Option<f64>,
    /// Mean IoU of the true positives, if there are any.
    pub mean_iou: Option<f64>,
}

impl ImageRow {
    /// False positives and false negatives together.
    #[must_use]
    pub fn n_errors(&self) -> u64 {
        self.n_fp + self.n_fn
    }

    /// Every image of a run, in its order; none without `exact`, which is what counts.
    pub(crate) fn read(run: &Run) -> Result<Vec<Self>, LogError> {
        if run.record().exact.is_none() {
            return Ok(Vec::new());
        }
        let rows = run.read(Table::Images, &COLUMNS)?;
        let (ids, names) = (rows.ids("image_id")?, rows.texts("file_name")?);
        let number = |name, row| count(&rows, name, row);
        let measure = |name, row| fraction(&rows, name, row);
        let image = |row: usize| {
            Ok(Self {
                image_row: row,
                id: ids[row].clone().unwrap_or_else(|| Id::Text(String::new())),
                file_name: names[row].unwrap_or_default().to_owned(),
                size_px: size(number("width", row)?, number("height", row)?),
                n_ground_truths: number("n_ground_truths", row)?.unwrap_or_default(),
                n_detections: number("n_detections", row)?.unwrap_or_default(),
                n_tp: number("n_tp", row)?.unwrap_or_default(),
                n_fp: number("n_fp", row)?.unwrap_or_default(),
                n_fn: number("n_fn", row)?.unwrap_or_default(),
                n_excused: number("n_excused", row)?.unwrap_or_default(),
                precision: measure("precision", row)?,
                recall: measure("recall", row)?,
                f1: measure("f1", row)?,
                mean_iou: measure("mean_iou", row)?,
            })
        };
        (0..rows.len()).map(image).collect()
    }
}

const COLUMNS: [&str; 14] = [
    "image_id",
    "file_name",
    "width",
    "height",
    "n_ground_truths",
    "n_detections",
    "n_tp",
    "n_fp",
    "n_fn",
    "n_excused",
    "precision",
    "recall",
    "f1",
    "mean_iou",
];

/// A count; a negative one, which no run has, is none.
fn count(rows: &Rows, name: &str, row: usize) -> Result<Option<u64>, LogError> {
    let column = rows.numbers::<Int64Type>(name)?;
    Ok(column.is_valid(row).then(|| column.value(row)).and_then(|count| count.try_into().ok()))
}

fn fraction(rows: &Rows, name: &str, row: usize) -> Result<Option<f64>, LogError> {
    let column = rows.numbers::<Float64Type>(name)?;
    Ok(column.is_valid(row).then(|| column.value(row)))
}

fn size(width: Option<u64>, height: Option<u64>) -> Option<(u32, u32)> {
    Some((u32::try_from(width?).ok()?, u32::try_from(height?).ok()?))
}
