//! The weakest categories, with what each finds and misses.

use detlens_run::RunFile;
use detlens_run::schema::{CategoryRow, Exact};

use super::dashes::Dashes;
use super::heading;
use super::lookup::{categories, whole_range};
use super::numbers::count;
use super::paragraph::printable;
use super::table::{Cell, Column, Table};

/// Categories shown; a few more are shown rather than leaving a few out.
const N_SHOWN: usize = 8;
/// Up to so many categories, all are shown.
const N_ALL: usize = 12;
/// Ground truths that a category needs for its AP to say something.
const N_GROUND_TRUTHS_MIN: u64 = 10;

/// The section, if the protocol `exact` was computed and there are categories to compare.
pub(super) fn section(run: &RunFile, width: usize) -> Option<String> {
    let exact = run.exact.as_ref()?;
    let rows = weakest_first(run, exact)?;
    let (shown, about) = selection(&rows);
    let mut table = Table::new([
        Column::text("category"),
        Column::number("GT"),
        Column::number("TP"),
        Column::number("FP"),
        Column::number("FN"),
        Column::number("precision"),
        Column::number("recall"),
        Column::number("F1"),
        Column::number("AP"),
        Column::number("best F1"),
        Column::number("at score"),
    ]);
    let mut dashes = Dashes::default();
    for row in &shown {
        table.row(cells(run, row, &mut dashes));
    }
    let title = heading("Categories", &about, width);
    Some(title + &table.render(width) + &dashes.foot(width))
}

/// The categories by their AP, lowest first, the bigger of two alike first.
fn weakest_first<'a>(run: &RunFile, exact: &'a Exact) -> Option<Vec<&'a CategoryRow>> {
    let mut rows = categories(exact, &whole_range(run)?.name);
    let ap = |row: &CategoryRow| row.averages.ap.value().unwrap_or(f64::INFINITY);
    rows.sort_by(|a, b| {
        let by_size = b.counts.n_ground_truths.cmp(&a.counts.n_ground_truths);
        ap(a).total_cmp(&ap(b)).then(by_size)
    });
    (rows.len() > 1).then_some(rows)
}

/// The categories to show, and which they are.
fn selection<'a>(rows: &[&'a CategoryRow]) -> (Vec<&'a CategoryRow>, String) {
    if rows.len() <= N_ALL {
        return (rows.to_vec(), "lowest AP first".to_owned());
    }
    let is_large = |row: &&&CategoryRow| row.counts.n_ground_truths >= N_GROUND_TRUTHS_MIN;
    let large: Vec<_> = rows.iter().filter(is_large).copied().collect();
    if large.len() < N_SHOWN {
        let about = format!("the {N_SHOWN} with the lowest AP of {}", count(rows.len() as u64));
        return (rows[..N_SHOWN].to_vec(), about);
    }
    let about = format!(
        "the {N_SHOWN} with the lowest AP of {} that have at least {N_GROUND_TRUTHS_MIN} ground \
         truths",
        count(large.len() as u64)
    );
    (large[..N_SHOWN].to_vec(), about)
}

fn cells(run: &RunFile, row: &CategoryRow, dashes: &mut Dashes) -> [Cell; 11] {
    let counts = &row.counts;
    let best = row.best_f1;
    [
        name(run, row).into(),
        count(counts.n_ground_truths).into(),
        count(counts.n_tp).into(),
        count(counts.n_fp).into(),
        count(counts.n_fn).into(),
        dashes.measure("precision", counts.precision),
        dashes.measure("recall", counts.recall),
        dashes.measure("F1", counts.f1),
        dashes.measure("AP", row.averages.ap),
        dashes.measure("best F1", best.best_f1),
        dashes.measure("at score", best.best_f1_score_threshold),
    ]
}

/// The category's name; where two share it, with its id.
pub(super) fn name(run: &RunFile, row: &CategoryRow) -> String {
    let name = printable(&row.category);
    let n_alike = run.dataset.categories.iter().filter(|c| c.category == row.category).count();
    if n_alike > 1 { format!("{name} (id {})", row.category_id) } else { name }
}
