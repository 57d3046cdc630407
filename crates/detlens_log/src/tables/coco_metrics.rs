//! The COCO metrics of both protocols in one table.

use detlens_run::RunFile;
use detlens_run::schema::{AveragesRow, CocoMetric, CocoStatistic};

use crate::ColumnKind::{Number, Text};
use crate::names::average_scope;
use crate::{Cell, Table};

/// A row for each number that pycocotools prints, and for each AP and AR of `exact`.
pub(super) fn table(record: &RunFile) -> Table {
    let columns = [
        ("protocol", Text),
        ("metric", Text),
        ("iou_threshold", Number),
        ("area_range", Text),
        ("max_detections", Number),
        ("value", Number),
    ];
    let coco = record.coco.iter().flat_map(|coco| coco.statistics.iter().map(of_statistic));
    let limit = record.exact.as_ref().and_then(|exact| exact.max_detections);
    let exact = record.exact.iter().flat_map(|exact| exact.averages.iter());
    let exact = exact.flat_map(|averages| of_averages(averages, limit));
    let about = "AP and AR over all detections; without an IoU threshold the mean over all";
    Table::new("coco_metrics", about, &columns, coco.chain(exact).collect())
}

fn of_statistic(statistic: &CocoStatistic) -> Vec<Cell> {
    let metric = match statistic.metric {
        CocoMetric::Ap => "mAP",
        CocoMetric::Ar => "mAR",
    };
    vec![
        "coco".into(),
        metric.into(),
        statistic.iou_threshold.into(),
        statistic.area_range.as_str().into(),
        u64::from(statistic.max_detections).into(),
        // pycocotools says -1 where nothing is defined.
        Some(statistic.value).filter(|&value| value >= 0.0).into(),
    ]
}

fn of_averages(row: &AveragesRow, max_detections: Option<u32>) -> Vec<Vec<Cell>> {
    let cells = |metric: &str, iou: Option<f64>, value: Cell| {
        vec![
            average_scope(row.scope).into(),
            metric.into(),
            iou.into(),
            row.area_range.as_str().into(),
            max_detections.map(u64::from).into(),
            value,
        ]
    };
    let means = [("mAP", row.averages.ap), ("mAR", row.averages.ar)];
    let means = means.into_iter().map(|(metric, value)| cells(metric, None, value.into()));
    let at_each = row.by_iou_threshold.iter().flat_map(|at| {
        let measures = [("mAP", at.ap), ("mAR", at.recall)];
        measures.map(|(metric, value)| cells(metric, Some(at.iou_threshold), value.into()))
    });
    means.chain(at_each).collect()
}
