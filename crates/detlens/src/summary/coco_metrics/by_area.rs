//! AP and AR by area, each protocol with its own ranges.

use detlens_run::schema::{AreaRange, AverageScope, CocoAreaRange, CocoMetric};

use super::{Both, coco_cell, measure_cell};
use crate::summary::dashes::Dashes;
use crate::summary::lookup::{averages, main_scope, statistic, whole_range};
use crate::summary::numbers::{area, count};
use crate::summary::paragraph::printable;
use crate::summary::table::{Cell, Column, Table};
use crate::terminal::QUIET;

/// Bound from which the protocol `coco` means "no upper bound", px².
const COCO_NO_BOUND_PX2: f64 = 1e10;
/// Headings under each protocol.
const HEADINGS: [&str; 3] = ["px²", "mAP", "mAR"];

/// A name, and the range that each protocol has by it.
type NamedRanges<'a> = (&'a str, Option<&'a CocoAreaRange>, Option<&'a AreaRange>);

impl Both<'_> {
    /// The table, within `width` columns.
    pub(super) fn by_area(&self, width: usize) -> String {
        let of_coco = HEADINGS.iter().filter(|_| self.coco.is_some());
        let n_of_coco = of_coco.clone().count();
        let is_mean = main_scope(self.exact) == AverageScope::MeanOverCategories;
        let of_exact = HEADINGS.iter().chain(["categories"].iter().filter(|_| is_mean));
        let n_of_exact = of_exact.clone().count();
        let columns = of_coco.chain(of_exact).map(|heading| Column::number(heading));
        let mut table = Table::new([Column::text("by area")].into_iter().chain(columns));
        if self.coco.is_some() {
            table.span("coco", 1..1 + n_of_coco);
            table.span("exact", 1 + n_of_coco..1 + n_of_coco + n_of_exact);
        }
        let mut dashes = Dashes::default();
        for (name, coco, exact) in self.ranges() {
            let mut cells = vec![Cell::from(printable(name))];
            cells.extend(self.coco_cells(coco, &mut dashes).into_iter().take(n_of_coco));
            cells.extend(self.exact_cells(exact, &mut dashes).into_iter().take(n_of_exact));
            table.row(cells);
        }
        table.render(width) + &dashes.foot(width)
    }

    /// The ranges of both protocols by name, those of `exact` first; the whole one has its table.
    fn ranges(&self) -> Vec<NamedRanges<'_>> {
        let of_coco = self.coco.map_or(&[][..], |coco| &coco.settings.area_ranges);
        let whole = whole_range(self.run).map(|range| range.name.as_str());
        let exact = self.run.area_ranges.iter().filter(|range| Some(range.name.as_str()) != whole);
        let mut ranges: Vec<_> = exact
            .map(|range| {
                let coco = of_coco.iter().find(|coco| coco.name == range.name);
                (range.name.as_str(), coco, Some(range))
            })
            .collect();
        for coco in of_coco.iter().filter(|coco| coco.name != "all") {
            if !ranges.iter().any(|(name, ..)| *name == coco.name) {
                ranges.push((&coco.name, Some(coco), None));
            }
        }
        ranges
    }

    fn coco_cells(&self, range: Option<&CocoAreaRange>, dashes: &mut Dashes) -> [Cell; 3] {
        let Some(range) = range else { return Default::default() };
        let high_px2 = (range.high_px2 < COCO_NO_BOUND_PX2).then_some(range.high_px2);
        let value = |metric| statistic(self.coco?, metric, &range.name).map(|row| row.value);
        [
            Cell::styled(interval(range.low_px2, high_px2), QUIET),
            coco_cell(value(CocoMetric::Ap), dashes),
            coco_cell(value(CocoMetric::Ar), dashes),
        ]
    }

    fn exact_cells(&self, range: Option<&AreaRange>, dashes: &mut Dashes) -> [Cell; 4] {
        let Some(range) = range else { return Default::default() };
        let row = averages(self.exact, main_scope(self.exact), &range.name);
        [
            Cell::styled(interval(range.low_px2, range.high_px2), QUIET),
            measure_cell(row.map(|row| row.averages.ap), "mAP", dashes),
            measure_cell(row.map(|row| row.averages.ar), "mAR", dashes),
            row.map(|row| Cell::from(count(row.n_categories))).unwrap_or_default(),
        ]
    }
}

/// Bounds in px²: `0–1,024`, `9,216–∞`.
fn interval(low_px2: f64, high_px2: Option<f64>) -> String {
    let high = high_px2.map_or_else(|| "∞".to_owned(), area);
    format!("{}–{high}", area(low_px2))
}
