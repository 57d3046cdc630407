//! The tables, one file for each section of the report.

mod aggregate;
mod area_ranges;
mod categories;
mod coco_metrics;
mod counts;
mod distributions;
mod images;
mod precision_recall;
mod score_sweep;

use detlens_run::RunFile;

use crate::{Curve, ImageRow, Table};

pub(crate) use distributions::table_name as distribution_table;
pub(crate) use precision_recall::NAME as PRECISION_RECALL;
pub(crate) use score_sweep::NAME as SCORE_SWEEP;

/// Every table of a run; without `exact` those that do not need it.
pub(crate) fn tables(record: &RunFile, curves: &[Curve], images: &[ImageRow]) -> Vec<Table> {
    let mut tables = vec![area_ranges::table(record), coco_metrics::table(record)];
    let Some(exact) = &record.exact else { return tables };
    tables.push(aggregate::table(exact));
    tables.push(categories::table(exact));
    tables.extend(precision_recall::tables(record, curves));
    tables.push(score_sweep::table(curves, exact.operating_point.reference_iou_threshold));
    tables.extend(distributions::tables(record));
    tables.push(images::table(images));
    tables
}
