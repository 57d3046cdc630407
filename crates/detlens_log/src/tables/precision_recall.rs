//! Precision and score along recall, a table for each area range.

use detlens_run::RunFile;

use crate::ColumnKind::{Number, Text};
use crate::names::iou_text;
use crate::{Cell, Curve, Table};

/// How the names of the tables begin.
pub(crate) const NAME: &str = "precision_recall";

/// A table for each area range with a curve: a row for each IoU threshold and recall threshold.
pub(super) fn tables(record: &RunFile, curves: &[Curve]) -> Vec<Table> {
    let columns = [
        // A text, since it names a line of a chart.
        ("iou_threshold", Text),
        ("recall", Number),
        ("precision", Number),
        ("score", Number),
    ];
    let about = "Precision and score at each recall threshold and IoU threshold, in one pool";
    let of_range = |area_range: &str| {
        let curves = curves.iter().filter(|curve| curve.area_range == area_range);
        let rows: Vec<_> =
            curves.flat_map(|curve| rows(curve, &record.recall_thresholds)).collect();
        let name = format!("{NAME}/{area_range}");
        (!rows.is_empty()).then(|| Table::new(name, about, &columns, rows))
    };
    record.area_ranges.iter().filter_map(|range| of_range(&range.name)).collect()
}

fn rows(curve: &Curve, recall_thresholds: &[f64]) -> impl Iterator<Item = Vec<Cell>> {
    let samples = curve.precision.iter().zip(&curve.score);
    // Beyond the recall that is reached there is nothing to draw.
    let reached = recall_thresholds.iter().zip(samples).filter(|(_, (p, _))| p.is_some());
    reached.map(|(&recall, (&precision, &score))| {
        vec![iou_text(curve.iou_threshold).into(), recall.into(), precision.into(), score.into()]
    })
}
