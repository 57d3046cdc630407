//! What is drawn of the tables.

use detlens_run::RunFile;

use crate::histograms::QUANTITIES;
use crate::tables::{PRECISION_RECALL, SCORE_SWEEP, distribution_table};

/// Lines drawn of a table: for each text of the column `line`, `y` against `x`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The name, with `/` between its parts.
    pub name: String,
    /// The title.
    pub title: String,
    /// The name of the table.
    pub table: String,
    /// The column along the horizontal axis.
    pub x: &'static str,
    /// The column along the vertical axis.
    pub y: &'static str,
    /// The column that tells the lines apart.
    pub line: &'static str,
}

/// The charts of a run; none without `exact`.
pub(crate) fn charts(record: &RunFile) -> Vec<Chart> {
    let Some(exact) = &record.exact else { return Vec::new() };
    let mut charts = Vec::new();
    for range in record.area_ranges.iter().filter(|range| range.n_ground_truths > 0) {
        charts.extend(of_area_range(&range.name));
    }
    charts.push(Chart {
        name: format!("chart/{SCORE_SWEEP}"),
        title: format!(
            "Precision, recall and F1 against the score threshold, IoU {}",
            exact.operating_point.reference_iou_threshold
        ),
        table: SCORE_SWEEP.to_owned(),
        x: "score",
        y: "value",
        line: "metric",
    });
    charts.extend(QUANTITIES.map(|quantity| Chart {
        name: format!("chart/distribution/{quantity}"),
        title: format!("Distribution of {}", quantity.replace('_', " ")),
        table: distribution_table(quantity),
        x: "low",
        y: "count",
        line: "objects",
    }));
    charts
}

fn of_area_range(area_range: &str) -> [Chart; 2] {
    let chart = |name: &str, title: &str, y| Chart {
        name: format!("chart/{name}/{area_range}"),
        title: format!("{title}, area range {area_range}"),
        table: format!("{PRECISION_RECALL}/{area_range}"),
        x: "recall",
        y,
        line: "iou_threshold",
    };
    [
        chart(PRECISION_RECALL, "Precision against recall at each IoU threshold", "precision"),
        chart("score_recall", "Score against recall at each IoU threshold", "score"),
    ]
}
