//! The metrics over all areas, in the order of pycocotools.

use detlens_run::schema::{AverageScope, AveragesRow, CocoMetric, CocoStatistic, Measure};

use super::{Both, coco_cell, measure_cell};
use crate::summary::dashes::Dashes;
use crate::summary::lookup::main_scope;
use crate::summary::numbers::difference;
use crate::summary::table::{Cell, Column, Table};
use crate::terminal::QUIET;

/// A metric over all areas: its name, its two statistics, and how the rows of `exact` have it.
struct Metric {
    name: String,
    coco: Option<f64>,
    exact: fn(&AveragesRow) -> Option<Measure>,
}

/// Numbers of one metric, each under the heading of its column.
type Numbers = Vec<(&'static str, Cell)>;

impl Both<'_> {
    /// The table, within `width` columns.
    pub(super) fn overall(&self, width: usize) -> String {
        let mut dashes = Dashes::default();
        let numbers = |metric: &Metric| self.numbers(metric, &mut dashes);
        let metrics = self.metrics();
        let rows: Vec<Numbers> = metrics.iter().map(numbers).collect();
        let headings = rows.iter().take(1).flatten().map(|(heading, _)| *heading);
        let columns = headings.map(Column::number);
        let mut table = Table::new([Column::text("")].into_iter().chain(columns));
        for (metric, numbers) in metrics.into_iter().zip(rows) {
            let numbers = numbers.into_iter().map(|(_, cell)| cell);
            table.row([Cell::from(metric.name)].into_iter().chain(numbers));
        }
        table.render(width) + &dashes.foot(width)
    }

    fn numbers(&self, metric: &Metric, dashes: &mut Dashes) -> Numbers {
        let exact = self.exact_of(metric);
        let mut numbers = vec![("exact", measure_cell(exact, "exact", dashes))];
        if self.coco.is_some() {
            numbers.insert(0, ("coco", coco_cell(metric.coco, dashes)));
            numbers.push(("difference", difference_cell(metric.coco, exact)));
        }
        for (heading, row) in self.scopes() {
            numbers.push((heading, measure_cell((metric.exact)(row), heading, dashes)));
        }
        numbers
    }

    fn exact_of(&self, metric: &Metric) -> Option<Measure> {
        self.row(main_scope(self.exact)).and_then(metric.exact)
    }

    /// The ways to take all categories together, if there are several.
    fn scopes(&self) -> Vec<(&'static str, &AveragesRow)> {
        let together =
            [("pooled", AverageScope::Pooled), ("class-agnostic", AverageScope::ClassAgnostic)];
        let is_further =
            |scope| scope != main_scope(self.exact) && self.run.dataset.n_categories > 1;
        let scopes = together.into_iter().filter(|(_, scope)| is_further(*scope));
        scopes.filter_map(|(heading, scope)| Some((heading, self.row(scope)?))).collect()
    }

    /// The metrics that were computed; those of single limits exist for `coco` only.
    fn metrics(&self) -> Vec<Metric> {
        let value = |metric, iou: Option<f64>, limit: Option<u32>| {
            let is_it = |row: &&CocoStatistic| {
                row.metric == metric
                    && row.iou_threshold == iou
                    && row.area_range == "all"
                    && limit.is_none_or(|limit| row.max_detections == limit)
            };
            self.coco?.statistics.iter().rfind(is_it).map(|row| row.value)
        };
        let metric = |name: &str, coco, exact| Metric { name: name.to_owned(), coco, exact };
        let mut metrics = vec![
            metric("mAP", value(CocoMetric::Ap, None, None), |row| Some(row.averages.ap)),
            metric("mAP@50", value(CocoMetric::Ap, Some(0.5), None), |row| row.averages.ap_50),
            metric("mAP@75", value(CocoMetric::Ap, Some(0.75), None), |row| row.averages.ap_75),
            metric("mAR", value(CocoMetric::Ar, None, None), |row| Some(row.averages.ar)),
        ];
        let limits = self.coco.map_or(&[][..], |coco| &coco.settings.max_detections);
        for &limit in limits.iter().rev().skip(1) {
            let value = value(CocoMetric::Ar, None, Some(limit));
            metrics.push(metric(&format!("mAR, top {limit}"), value, |_| None));
        }
        metrics.retain(|metric| metric.coco.is_some() || self.exact_of(metric).is_some());
        metrics
    }
}

fn difference_cell(coco: Option<f64>, exact: Option<Measure>) -> Cell {
    match (coco, exact.and_then(Measure::value)) {
        (Some(coco), Some(exact)) if coco >= 0.0 => Cell::styled(difference(exact - coco), QUIET),
        _ => Cell::default(),
    }
}
