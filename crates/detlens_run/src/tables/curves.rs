//! `curves.parquet`: a row for each precision-recall curve.

use arrow_array::types::{Float64Type, UInt32Type};
use detlens_engine::exact::Exact;
use detlens_engine::metrics::{CurvePoint, CurveSample};

use super::{Column, Layout, Likeness, TableColumns, scope};

pub(super) fn columns<'a>(layout: &'a Layout<'a>, exact: &'a Exact) -> TableColumns<'a> {
    let curves = &exact.curves;
    let mut columns = layout.scope(|row| scope::of_pool(curves[row].scope));
    columns.push(layout.iou_threshold(|row| curves[row].iou_idx));
    columns.push(layout.area_range(|row| curves[row].area_idx));
    columns.extend(summary(exact));
    columns.extend(samples(layout, exact));
    columns.extend(points(exact));
    let n_samples = 2 * layout.input.config.recall_thresholds.len();
    let row_bytes = move |row: usize| {
        n_samples * size_of::<f64>() + curves[row].points.len() * size_of::<CurvePoint>()
    };
    TableColumns { n_rows: curves.len(), columns, row_bytes: Box::new(row_bytes) }
}

/// The curve in a few numbers; `null` is "not defined".
fn summary(exact: &Exact) -> [Column<'_>; 6] {
    let curves = &exact.curves;
    let best_f1 = |row: usize| curves[row].best_f1;
    [
        Column::counts("n_ground_truths", |row| curves[row].n_ground_truths),
        Column::measures("ap", |row| curves[row].average_precision()),
        Column::measures("ap_101", |row| curves[row].average_precision_101()),
        Column::measures("max_recall", |row| curves[row].max_recall()),
        Column::optional_numbers::<Float64Type>("best_f1", move |row| {
            best_f1(row).map(|best| best.f1)
        }),
        Column::optional_numbers::<Float64Type>("best_f1_score_threshold", move |row| {
            best_f1(row).map(|best| best.score_threshold)
        }),
    ]
}

/// Precision and score at each recall threshold; `null` beyond the recall that is reached.
fn samples<'a>(layout: &'a Layout<'a>, exact: &'a Exact) -> [Column<'a>; 2] {
    let recalls = layout.input.config.recall_thresholds.decimals();
    let list = |name, of_sample: fn(CurveSample) -> f64| {
        Column::lists::<Float64Type, _>(name, move |row| {
            let samples = exact.curves[row].samples(recalls.iter().map(|recall| recall.value()));
            samples.map(move |sample| sample.map(of_sample))
        })
        .with(Likeness::Unique)
    };
    [list("precision", |sample| sample.precision), list("score", |sample| sample.score)]
}

/// The points at which recall rises, from the highest score down.
fn points(exact: &Exact) -> [Column<'_>; 3] {
    let points = |row: usize| exact.curves[row].points.iter();
    [
        Column::whole_lists::<Float64Type, _>("point_score", move |row| {
            points(row).map(|point| point.score)
        })
        .with(Likeness::Unique),
        Column::whole_lists::<UInt32Type, _>("point_n_tp", move |row| {
            points(row).map(|point| point.n_true_positives)
        })
        .with(Likeness::Rising),
        Column::whole_lists::<UInt32Type, _>("point_n_fp", move |row| {
            points(row).map(|point| point.n_false_positives)
        })
        .with(Likeness::Rising),
    ]
}
