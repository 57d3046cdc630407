//! `ground_truths.parquet`: a row for each ground truth, in file order.

use arrow_array::types::{Float64Type, UInt32Type};
use detlens_engine::exact::{self, Exact};

use super::objects::Objects;
use super::{Column, GroundTruthOutcome, Layout, Role, TableColumns};

pub(super) fn columns<'a>(layout: &'a Layout<'a>) -> TableColumns<'a> {
    let ground_truths = layout.input.dataset.ground_truths();
    let objects = Objects {
        layout,
        index_of_row: |row| row,
        image_idx: ground_truths.image_idx(),
        category_idx: ground_truths.category_idx(),
        regions: ground_truths.regions(),
    };
    let mut columns = vec![Column::ids("id", &layout.ground_truth_ids, |row| row)];
    columns.extend(objects.place());
    columns.push(Column::flags("is_crowd", |row| ground_truths.is_crowd()[row]));
    columns.push(Column::flags("is_ignored", |row| ground_truths.is_ignored()[row]));
    if let Some(exact) = layout.exact {
        columns.extend(matches(layout, exact));
    }
    columns.extend(objects.membership());
    let file_area_px2 = |row: usize| ground_truths.file_area_px2()[row];
    columns.push(Column::numbers::<Float64Type>("file_area_px2", file_area_px2));
    columns.extend(objects.region());
    TableColumns { n_rows: ground_truths.len(), columns, row_bytes: Box::new(objects.row_bytes()) }
}

/// What each ground truth counts for, and what became of it.
fn matches<'a>(layout: &'a Layout<'a>, exact: &'a Exact) -> Vec<Column<'a>> {
    let scores = layout.input.dataset.detections().scores();
    let objects = &exact.objects;
    let mut columns = vec![Column::words("role", |gt_idx| role(objects.role(gt_idx)))];
    columns.extend(layout.suffixes.iter().enumerate().map(|(iou_idx, suffix)| {
        let outcome = move |gt_idx| outcome(objects, gt_idx, iou_idx);
        Column::words(format!("outcome_{suffix}"), outcome)
    }));
    columns.extend(layout.suffixes.iter().enumerate().map(|(iou_idx, suffix)| {
        let matched = move |gt_idx| objects.matched_by(gt_idx, iou_idx).map(|dt| layout.row_of(dt));
        Column::optional_numbers::<UInt32Type>(format!("match_{suffix}"), matched)
    }));
    columns.extend(layout.suffixes.iter().enumerate().map(|(iou_idx, suffix)| {
        let score = move |gt_idx| objects.matched_by(gt_idx, iou_idx).map(|dt| scores[dt as usize]);
        Column::optional_numbers::<Float64Type>(format!("match_score_{suffix}"), score)
    }));
    columns.extend(overlaps(layout, exact));
    columns
}

/// The overlap of each ground truth with its match, and the best one with anything.
fn overlaps<'a>(layout: &'a Layout<'a>, exact: &'a Exact) -> [Column<'a>; 3] {
    let (objects, reference) = (&exact.objects, exact.operating_point.reference_iou_idx);
    let matched_iou = move |gt_idx| {
        let dt_idx = objects.matched_by(gt_idx, reference)?;
        objects.matched_iou(dt_idx as usize, reference)
    };
    let best = move |gt_idx| objects.best_of_ground_truth(gt_idx);
    let best_iou = move |gt_idx| best(gt_idx).map(|best| best.iou);
    let best_row = move |gt_idx| best(gt_idx).map(|best| layout.row_of(best.idx));
    [
        Column::optional_numbers::<Float64Type>("iou", matched_iou),
        Column::optional_numbers::<Float64Type>("best_iou", best_iou),
        Column::optional_numbers::<UInt32Type>("best_row", best_row),
    ]
}

fn outcome(objects: &exact::Objects, gt_idx: usize, iou_idx: usize) -> GroundTruthOutcome {
    match (objects.role(gt_idx), objects.matched_by(gt_idx, iou_idx)) {
        (exact::Role::Counted, Some(_)) => GroundTruthOutcome::Found,
        (exact::Role::Counted, None) => GroundTruthOutcome::Missed,
        (exact::Role::Ignored | exact::Role::Crowd, _) => GroundTruthOutcome::NotCounted,
    }
}

fn role(role: exact::Role) -> Role {
    match role {
        exact::Role::Counted => Role::Counted,
        exact::Role::Ignored => Role::Ignored,
        exact::Role::Crowd => Role::Crowd,
    }
}
