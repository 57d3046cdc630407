//! `detections.parquet`: a row for each detection, from the highest score down.

use arrow_array::types::{Float64Type, UInt32Type};
use detlens_engine::exact::{BestOverlap, Exact, Verdict};

use super::objects::Objects;
use super::{Column, DetectionOutcome, Layout, TableColumns};

pub(super) fn columns<'a>(layout: &'a Layout<'a>) -> TableColumns<'a> {
    let detections = layout.input.dataset.detections();
    let index = |row: usize| layout.detection_of_row[row] as usize;
    let objects = Objects {
        layout,
        index_of_row: index,
        image_idx: detections.image_idx(),
        category_idx: detections.category_idx(),
        regions: detections.regions(),
    };
    let mut columns =
        vec![Column::numbers::<UInt32Type>("input_row", |row| layout.detection_of_row[row])];
    columns.extend(objects.place());
    columns
        .push(Column::numbers::<Float64Type>("score", move |row| detections.scores()[index(row)]));
    if let Some(exact) = layout.exact {
        columns.extend(verdicts(layout, exact));
    }
    columns.extend(objects.membership());
    columns.extend(objects.region());
    TableColumns { n_rows: detections.len(), columns, row_bytes: Box::new(objects.row_bytes()) }
}

/// What became of each detection.
fn verdicts<'a>(layout: &'a Layout<'a>, exact: &'a Exact) -> Vec<Column<'a>> {
    let scores = layout.input.dataset.detections().scores();
    let index = |row: usize| layout.detection_of_row[row] as usize;
    let score_threshold = exact.operating_point.score_threshold;
    let verdict = move |row, iou_idx| exact.objects.verdict(index(row), iou_idx);
    let mut columns =
        vec![Column::flags("is_kept", move |row| scores[index(row)] > score_threshold)];
    columns.extend(layout.suffixes.iter().enumerate().map(|(iou_idx, suffix)| {
        Column::words(format!("outcome_{suffix}"), move |row| outcome(verdict(row, iou_idx)))
    }));
    columns.extend(layout.suffixes.iter().enumerate().map(|(iou_idx, suffix)| {
        let matched = move |row| matched(verdict(row, iou_idx));
        Column::optional_numbers::<UInt32Type>(format!("match_{suffix}"), matched)
    }));
    columns.extend(overlaps(layout, exact));
    columns.extend(other_overlaps(layout, exact));
    columns
}

/// For each IoU threshold the overlap with a match that is not the one of the reference.
///
/// Nearly every detection matches one ground truth at all thresholds that it reaches; so these
/// columns are nearly empty, and take next to no room.
fn other_overlaps<'a>(
    layout: &'a Layout<'a>,
    exact: &'a Exact,
) -> impl Iterator<Item = Column<'a>> {
    let index = |row: usize| layout.detection_of_row[row] as usize;
    let (objects, reference) = (&exact.objects, exact.operating_point.reference_iou_idx);
    let others = layout.suffixes.iter().enumerate().filter(move |(idx, _)| *idx != reference);
    others.map(move |(iou_idx, suffix)| {
        Column::optional_numbers::<Float64Type>(format!("iou_{suffix}"), move |row| {
            let dt_idx = index(row);
            let gt_idx = matched(objects.verdict(dt_idx, iou_idx))?;
            let at_reference = matched(objects.verdict(dt_idx, reference));
            objects.matched_iou(dt_idx, iou_idx).filter(|_| at_reference != Some(gt_idx))
        })
    })
}

/// The overlap of each detection with its match, and the best ones with anything.
fn overlaps<'a>(layout: &'a Layout<'a>, exact: &'a Exact) -> [Column<'a>; 5] {
    let index = |row: usize| layout.detection_of_row[row] as usize;
    let (objects, reference) = (&exact.objects, exact.operating_point.reference_iou_idx);
    let matched_iou = move |row| objects.matched_iou(index(row), reference);
    let same = move |row| objects.best_same_category(index(row));
    let other = move |row| objects.best_other_category(index(row));
    let iou = |best: Option<BestOverlap>| best.map(|best| best.iou);
    let partner = |best: Option<BestOverlap>| best.map(|best| best.idx);
    [
        Column::optional_numbers::<Float64Type>("iou", matched_iou),
        Column::optional_numbers::<Float64Type>("best_same_iou", move |row| iou(same(row))),
        Column::optional_numbers::<UInt32Type>("best_same_row", move |row| partner(same(row))),
        Column::optional_numbers::<Float64Type>("best_other_iou", move |row| iou(other(row))),
        Column::optional_numbers::<UInt32Type>("best_other_row", move |row| partner(other(row))),
    ]
}

fn outcome(verdict: Verdict) -> DetectionOutcome {
    match verdict {
        Verdict::TruePositive(_) => DetectionOutcome::TruePositive,
        Verdict::Excused(_) => DetectionOutcome::Excused,
        Verdict::FalsePositive => DetectionOutcome::FalsePositive,
        Verdict::BeyondLimit => DetectionOutcome::BeyondLimit,
    }
}

/// The ground truth's index, which is its row in the table.
fn matched(verdict: Verdict) -> Option<u32> {
    match verdict {
        Verdict::TruePositive(gt_idx) | Verdict::Excused(gt_idx) => Some(gt_idx),
        Verdict::FalsePositive | Verdict::BeyondLimit => None,
    }
}
