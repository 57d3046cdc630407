//! The precision-recall curves of all categories in one pool.

use detlens_run::arrow_array::cast::AsArray;
use detlens_run::arrow_array::types::{ArrowPrimitiveType, Float64Type, Int64Type, UInt32Type};
use detlens_run::{Rows, Run, Scope, Table};

use crate::LogError;

/// A precision-recall curve over all detections.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The IoU threshold.
    pub iou_threshold: f64,
    /// The area range.
    pub area_range: String,
    /// Counted ground truths in the range.
    pub n_ground_truths: u64,
    /// Average precision, the exact area under the envelope.
    pub average_precision: Option<f64>,
    /// Precision at each recall threshold, length `R`; none beyond the recall that is reached.
    pub precision: Vec<Option<f64>>,
    /// Score at each recall threshold, length `R`.
    pub score: Vec<Option<f64>>,
    /// The points at which recall rises, from the highest score down.
    pub points: Vec<CurvePoint>,
}

/// A point of a curve: the detections down to a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// The lowest score that is kept.
    pub score: f64,
    /// True positives down to it.
    pub n_tp: u32,
    /// False positives down to it.
    pub n_fp: u32,
}

/// The curves of a run, in the order of its IoU thresholds and area ranges; none without `exact`.
pub(crate) fn read(run: &Run) -> Result<Vec<Curve>, LogError> {
    if !run.has(Table::Curves) {
        return Ok(Vec::new());
    }
    let rows = run.read(Table::Curves, &COLUMNS)?;
    let scopes: Vec<Scope> = rows.words("scope")?;
    let pooled = (0..rows.len()).filter(|&row| scopes[row] == Scope::Pooled);
    let ious = rows.numbers::<Float64Type>("iou_threshold")?;
    let areas = rows.texts("area_range")?;
    let ground_truths = rows.numbers::<Int64Type>("n_ground_truths")?;
    let averages = rows.numbers::<Float64Type>("ap")?;
    let curve = |row: usize| {
        Ok(Curve {
            iou_threshold: ious.value(row),
            area_range: areas[row].unwrap_or_default().to_owned(),
            n_ground_truths: u64::try_from(ground_truths.value(row)).unwrap_or_default(),
            average_precision: averages.iter().nth(row).flatten(),
            precision: list::<Float64Type>(&rows, "precision", row)?,
            score: list::<Float64Type>(&rows, "score", row)?,
            points: points(&rows, row)?,
        })
    };
    pooled.map(curve).collect()
}

const COLUMNS: [&str; 10] = [
    "scope",
    "iou_threshold",
    "area_range",
    "n_ground_truths",
    "ap",
    "precision",
    "score",
    "point_score",
    "point_n_tp",
    "point_n_fp",
];

fn points(rows: &Rows, row: usize) -> Result<Vec<CurvePoint>, LogError> {
    let scores = list::<Float64Type>(rows, "point_score", row)?;
    let n_tp = list::<UInt32Type>(rows, "point_n_tp", row)?;
    let n_fp = list::<UInt32Type>(rows, "point_n_fp", row)?;
    let counts = n_tp.into_iter().zip(n_fp);
    let point = |(score, (n_tp, n_fp)): (Option<f64>, (Option<u32>, Option<u32>))| {
        Some(CurvePoint { score: score?, n_tp: n_tp?, n_fp: n_fp? })
    };
    Ok(scores.into_iter().zip(counts).filter_map(point).collect())
}

/// One list of a column of lists.
fn list<T: ArrowPrimitiveType>(
    rows: &Rows,
    name: &str,
    row: usize,
) -> Result<Vec<Option<T::Native>>, LogError> {
    let lists = rows.batch().column_by_name(name).and_then(|column| column.as_list_opt::<i32>());
    let wrong = || LogError::inconsistent(format!("curves.parquet has no lists {name:?}"));
    let values = lists.ok_or_else(wrong)?.value(row);
    Ok(values.as_primitive_opt::<T>().ok_or_else(wrong)?.iter().collect())
}
