//! Section 1, COCO metrics: both protocols side by side, and why they differ.

mod by_area;
mod overall;
mod words;

use detlens_run::RunFile;
use detlens_run::schema::{AverageScope, AveragesRow, Coco, CocoStatistic, Exact, Measure};

use super::dashes::Dashes;
use super::heading;
use super::lookup::{averages, main_scope, whole_range};
use super::numbers::{count, fraction};
use super::table::Cell;

/// The section, if any number was computed.
pub(super) fn section(run: &RunFile, width: usize) -> Option<String> {
    let title = heading("COCO metrics", &about(run), width);
    let body = match (&run.coco, &run.exact) {
        (None, None) => return None,
        (Some(coco), None) => as_pycocotools(coco),
        (coco, Some(exact)) => {
            let both = Both { run, coco: coco.as_ref(), exact };
            let parts = [both.overall(width), both.by_area(width), both.in_words(width)];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
        }
    };
    Some(title + &body)
}

fn about(run: &RunFile) -> String {
    let all = "of all detections, whatever their score";
    let mean = |exact: &Exact| {
        let n_all = run.dataset.n_categories;
        if n_all <= 1 {
            return None;
        }
        let scope = main_scope(exact);
        if scope == AverageScope::Pooled {
            return Some(format!("{all}; {} categories matched as one", count(n_all)));
        }
        let n_behind = averages(exact, scope, &whole_range(run)?.name)?.n_categories;
        Some(format!("{all}; mean over {} of {} categories", count(n_behind), count(n_all)))
    };
    run.exact.as_ref().and_then(mean).unwrap_or_else(|| all.to_owned())
}

/// The lines that `COCOeval.summarize` of pycocotools prints.
fn as_pycocotools(coco: &Coco) -> String {
    let line = |row: &CocoStatistic| format!(" {} = {:.3}\n", row.wording, row.value);
    coco.statistics.iter().map(line).collect()
}

/// The protocol `exact`, with `coco` beside it if that was computed.
struct Both<'a> {
    run: &'a RunFile,
    coco: Option<&'a Coco>,
    exact: &'a Exact,
}

impl Both<'_> {
    /// AP and AR of a scope over all areas.
    fn row(&self, scope: AverageScope) -> Option<&AveragesRow> {
        averages(self.exact, scope, &whole_range(self.run)?.name)
    }
}

fn coco_cell(value: Option<f64>, dashes: &mut Dashes) -> Cell {
    match value {
        None => Cell::default(),
        Some(value) if value < 0.0 => dashes.dash("coco", "pycocotools gives -1"),
        Some(value) => fraction(value).into(),
    }
}

fn measure_cell(measure: Option<Measure>, column: &'static str, dashes: &mut Dashes) -> Cell {
    measure.map(|measure| dashes.measure(column, measure)).unwrap_or_default()
}
