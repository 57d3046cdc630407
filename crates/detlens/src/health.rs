//! What a dataset holds, for `detlens check`.

use detlens_data::{Category, CategoryHealth, Dataset, Health, IouType, Spread};

use crate::summary::{
    Cell, Column, Table, area, count, heading, labelled, printable, score, styled,
};
use crate::terminal::NOTICE;

/// Categories shown; the ones with the most ground truths.
const N_SHOWN: usize = 15;

/// The dataset in numbers, laid out for `width` columns.
pub(crate) fn render(dataset: &Dataset, has_results: bool, width: usize) -> String {
    let health = dataset.health();
    let region = match dataset.iou_type() {
        IouType::Bbox => "boxes",
        IouType::Segm => "masks",
    };
    let mut text = heading("Dataset", region, width);
    for (label, what) in facts(&health, has_results) {
        text += &labelled(label, &what, width);
    }
    if health.seems_cut() {
        let why = "the lowest score is far from 0, so the results seem to be cut; AP cannot \
                   exceed the recall at the cut";
        text += &styled(&labelled("note", why, width), NOTICE);
    }
    text + "\n" + &categories(dataset, &health, has_results, width)
}

/// Labels and what they say.
fn facts(health: &Health, has_results: bool) -> Vec<(&'static str, String)> {
    let n = |n: usize| count(n as u64);
    let mut facts = vec![
        (
            "images",
            parts(
                health.n_images,
                &[
                    (health.n_images_without_ground_truths, "without ground truth"),
                    (
                        if has_results { health.n_images_without_detections } else { 0 },
                        "without detection",
                    ),
                ],
            ),
        ),
        (
            "ground truths",
            parts(
                health.n_ground_truths,
                &[
                    (health.n_crowds, if health.n_crowds == 1 { "crowd" } else { "crowds" }),
                    (health.n_ignored, "ignored"),
                    (health.n_unmatchable, "without a pixel, which nothing can match"),
                ],
            ),
        ),
    ];
    if let Some(spread) = health.ground_truth_area_px2 {
        facts.push(("their area", areas(spread)));
    }
    if has_results {
        facts.push(("detections", n(health.n_detections)));
        facts.extend(health.detection_area_px2.map(|spread| ("their area", areas(spread))));
        facts.extend(health.score.map(|spread| ("their score", scores(spread))));
    }
    facts
}

fn parts(n: usize, parts: &[(usize, &str)]) -> String {
    let parts = parts.iter().filter(|(n, _)| *n > 0);
    let texts = parts.map(|(n, what)| format!(", {} {what}", count(*n as u64)));
    texts.fold(count(n as u64), |text, part| text + &part)
}

fn areas(spread: Spread) -> String {
    let [min, median, max] = [spread.min, spread.median, spread.max].map(area);
    format!("{min} to {max} px², half of them up to {median}")
}

fn scores(spread: Spread) -> String {
    let [min, median, max] = [spread.min, spread.median, spread.max].map(score);
    format!("{min} to {max}, half of them up to {median}")
}

fn categories(dataset: &Dataset, health: &Health, has_results: bool, width: usize) -> String {
    let mut rows: Vec<_> = dataset.categories().iter().zip(&health.categories).collect();
    rows.sort_by_key(|(_, health)| std::cmp::Reverse(health.n_ground_truths));
    let n_empty = rows.iter().filter(|(_, health)| health.n_ground_truths == 0).count();
    let mut columns = vec![
        Column::text("category"),
        Column::number("id"),
        Column::number("ground truths"),
        Column::number("images"),
    ];
    columns.extend(has_results.then(|| Column::number("detections")));
    let mut table = Table::new(columns);
    for (category, health) in rows.iter().take(N_SHOWN) {
        table.row(row(category, health, has_results));
    }
    let about = [
        Some(count(rows.len() as u64)),
        (rows.len() > N_SHOWN).then(|| format!("the {N_SHOWN} largest")),
        (n_empty > 0).then(|| format!("{} without ground truth", count(n_empty as u64))),
    ];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(", ");
    heading("Categories", &about, width) + &table.render(width)
}

fn row(category: &Category, health: &CategoryHealth, has_results: bool) -> Vec<Cell> {
    let n = |n: usize| Cell::from(count(n as u64));
    let mut cells = vec![
        printable(&category.name).into(),
        printable(&category.id.to_string()).into(),
        n(health.n_ground_truths),
        n(health.n_images),
    ];
    cells.extend(has_results.then(|| n(health.n_detections)));
    cells
}
