//! Section 3, aggregate metrics: counts at the operating point, by IoU threshold and area range.

use detlens_run::RunFile;
use detlens_run::schema::{ChosenBy, Counts, CountsRow, Exact, Measure};

use super::dashes::Dashes;
use super::heading;
use super::lookup::{counts_at, pooled_counts};
use super::numbers::{count, mean_count, rounded_count, score};
use super::paragraph::printable;
use super::table::{Cell, Column, Table};

/// IoU thresholds that are shown, if the evaluation had them.
const SHOWN_IOU_THRESHOLDS: [f64; 2] = [0.5, 0.75];
/// Objects from which a decimal of a mean says nothing and takes room.
const N_OBJECTS_ROUNDED_FROM: u64 = 10_000;

/// The section, if the protocol `exact` was computed.
pub(super) fn section(run: &RunFile, width: usize) -> Option<String> {
    let exact = run.exact.as_ref()?;
    let mut table = Table::new(columns());
    let mut dashes = Dashes::default();
    for (idx, (label, lines)) in groups(run, exact).into_iter().enumerate() {
        if idx > 0 {
            table.gap();
        }
        for (idx, (area_range, line)) in lines.into_iter().enumerate() {
            let label = if idx == 0 { label.as_str() } else { "" };
            let names = [Cell::from(label), Cell::from(printable(area_range))];
            table.row(names.into_iter().chain(line.cells(&mut dashes)));
        }
    }
    let title = heading("Aggregate metrics", &about(run, exact), width);
    Some(title + &table.render(width) + &dashes.foot(width))
}

fn columns() -> Vec<Column> {
    let counts = ["GT", "DT", "TP", "FP", "FN", "excused"].map(Column::number);
    let ratios = RATIOS.map(Column::number);
    let names = ["IoU", "area range"].map(Column::text);
    names.into_iter().chain(counts).chain(ratios).collect()
}

const RATIOS: [&str; 3] = ["precision", "recall", "F1"];

fn about(run: &RunFile, exact: &Exact) -> String {
    if run.dataset.n_detections == 0 {
        return "there is no detection".to_owned();
    }
    let point = &exact.operating_point;
    let why = match point.chosen_by {
        ChosenBy::Score => "as asked".to_owned(),
        ChosenBy::BestF1 => format!("best F1 at IoU {:.2}", point.reference_iou_threshold),
    };
    format!(
        "at a score above {} ({why}): {} of {} detections",
        score(point.score_threshold),
        count(point.n_kept),
        count(run.dataset.n_detections),
    )
}

/// The numbers of one row of the table.
struct Line {
    /// GT, DT, TP, FP, FN, excused.
    counts: [String; 6],
    /// Precision, recall, F1.
    ratios: [Measure; 3],
}

/// Lines under one label, with the area range of each.
type Group<'a> = (String, Vec<(&'a str, Line)>);

/// A group for each IoU threshold that is shown, and their mean over all that were computed.
fn groups<'a>(run: &'a RunFile, exact: &'a Exact) -> Vec<Group<'a>> {
    let names = || run.area_ranges.iter().map(|range| range.name.as_str());
    let at = |iou_threshold: f64| {
        let lines = names().filter_map(|name| {
            Some((name, Line::at_threshold(&counts_at(exact, name, iou_threshold)?.counts)))
        });
        (format!("{iou_threshold:.2}"), lines.collect())
    };
    let n_objects = run.dataset.n_ground_truths.max(run.dataset.n_detections);
    let shown = if n_objects < N_OBJECTS_ROUNDED_FROM { mean_count } else { rounded_count };
    let mean = || {
        let lines = names().filter_map(|name| {
            let rows: Vec<_> = pooled_counts(exact, name).collect();
            Some((name, Line::mean(&rows, shown)?))
        });
        ("mean".to_owned(), lines.collect())
    };
    let mut groups: Vec<_> = shown_thresholds(run, exact).into_iter().map(at).collect();
    groups.extend((run.iou_thresholds.len() > 1).then(mean));
    groups
}

/// The thresholds to show; where none of the usual ones was computed, the reference.
fn shown_thresholds(run: &RunFile, exact: &Exact) -> Vec<f64> {
    let is_computed = |shown: &f64| run.iou_thresholds.contains(shown);
    let usual: Vec<_> = SHOWN_IOU_THRESHOLDS.into_iter().filter(is_computed).collect();
    if usual.is_empty() { vec![exact.operating_point.reference_iou_threshold] } else { usual }
}

impl Line {
    fn at_threshold(counts: &Counts) -> Self {
        Self { counts: objects(counts).map(count), ratios: ratios(counts) }
    }

    /// The mean over the IoU thresholds; a ratio that one of them lacks has none.
    #[expect(clippy::cast_precision_loss, reason = "counts of objects are far below 2^53")]
    fn mean(rows: &[&CountsRow], shown: fn(f64) -> String) -> Option<Self> {
        let n = rows.len();
        let mean = |sum: f64| sum / n as f64;
        let count =
            |idx: usize| rows.iter().map(|row| objects(&row.counts)[idx] as f64).sum::<f64>();
        let ratio = |idx: usize| {
            let values = rows.iter().map(|row| ratios(&row.counts)[idx].get());
            match values.sum::<Result<f64, _>>() {
                Ok(sum) => Measure::Defined(mean(sum)),
                Err(undefined) => Measure::Undefined { undefined },
            }
        };
        (n > 0).then(|| Self {
            counts: [0, 1, 2, 3, 4, 5].map(|idx| shown(mean(count(idx)))),
            ratios: [0, 1, 2].map(ratio),
        })
    }

    fn cells(self, dashes: &mut Dashes) -> Vec<Cell> {
        let ratios = RATIOS.into_iter().zip(self.ratios);
        let ratios = ratios.map(|(heading, ratio)| dashes.measure(heading, ratio));
        self.counts.into_iter().map(Cell::from).chain(ratios).collect()
    }
}

fn objects(counts: &Counts) -> [u64; 6] {
    [
        counts.n_ground_truths,
        counts.n_detections,
        counts.n_tp,
        counts.n_fp,
        counts.n_fn,
        counts.n_excused,
    ]
}

fn ratios(counts: &Counts) -> [Measure; 3] {
    [counts.precision, counts.recall, counts.f1]
}
