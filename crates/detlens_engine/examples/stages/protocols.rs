//! Matching and accumulation of the protocol `coco` beside their limits, and whole protocols.

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;

use detlens_data::Dataset;
use detlens_engine::coco::plain::overlaps;
use detlens_engine::coco::{Coco, CocoSettings};
use detlens_engine::{Config, Protocols, evaluate, match_coco};

use crate::clock::{Amount, secs, show, show_whole};

/// The two steps of the protocol `coco` that look at numbers alone, then whole evaluations.
pub(crate) fn stages(dataset: &Dataset) -> Result<(), Box<dyn Error>> {
    let settings = CocoSettings::from_config(&Config::default());
    let pairing = matching(dataset, &settings);
    accumulation(dataset, settings)?;
    show_whole("grouping and overlaps of protocol `coco`", pairing);
    for (name, protocols, best_overlaps) in [
        ("protocol `coco`, everything", Protocols::Coco, false),
        ("protocol `exact`, everything", Protocols::Exact, false),
        ("both", Protocols::Both, false),
        ("both, with best overlaps", Protocols::Both, true),
    ] {
        let config = Config { protocols, best_overlaps, ..Config::default() };
        let area_ranges = || evaluate(dataset, &config).map_or(0, |one| one.area_ranges.len());
        show_whole(name, secs(area_ranges));
    }
    Ok(())
}

/// Matching is what area ranges add to the pass over the images; gives the seconds without them.
///
/// It sees the pairs that reach the lowest IoU threshold, again for each area range: the limit is
/// a look at the overlap of each, as often.
fn matching(dataset: &Dataset, settings: &CocoSettings) -> f64 {
    let without_ranges = CocoSettings { area_ranges: Vec::new(), ..settings.clone() };
    let pass = |settings: &CocoSettings| {
        secs(|| usize::from(match_coco(dataset, settings.clone()).is_ok()))
    };
    let (whole, pairing) = (pass(settings), pass(&without_ranges));
    let pairs = overlaps_that_match(dataset, settings.iou_thresholds[0]);
    let n_ranges = settings.area_ranges.len();
    let look = || black_box(&pairs).iter().filter(|&&iou| iou > 0.75).count();
    let limit = secs(|| (0..n_ranges).map(|_| look()).sum());
    show("matching", Amount(pairs.len() * n_ranges, "pairs"), whole - pairing, limit);
    pairing
}

/// The limit is a look at each detection's score and at its matches, one bit for each IoU
/// threshold, in each area range, and writing each number of the result once.
fn accumulation(dataset: &Dataset, settings: CocoSettings) -> Result<(), Box<dyn Error>> {
    let matches = match_coco(dataset, settings)?;
    let coco = matches.accumulate();
    let scores = dataset.detections().scores();
    let flags = vec![1_u64; scores.len()];
    let n_ranges = coco.settings.area_ranges.len();
    let look = || {
        let matched = black_box(scores).iter().zip(black_box(&flags));
        matched.filter(|&(&score, &flags)| score > 0.5 && flags != 0).count()
    };
    let limit = secs(|| (0..n_ranges).map(|_| look()).sum::<usize>() + write_numbers(&coco));
    let taken = secs(|| matches.accumulate().recall.len());
    show("accumulation", Amount(scores.len(), "detections"), taken, limit);
    Ok(())
}

/// The overlaps of one category in one image that reach the lowest IoU threshold.
fn overlaps_that_match(dataset: &Dataset, lowest_iou: f64) -> Vec<f64> {
    let (dts, gts) = (dataset.detections(), dataset.ground_truths());
    let dts_of_cell = rows_of_cells(dts.image_idx(), dts.category_idx());
    let gts_of_cell = rows_of_cells(gts.image_idx(), gts.category_idx());
    let shared = dts_of_cell.iter().filter_map(|(cell, dts)| Some((dts, gts_of_cell.get(cell)?)));
    shared
        .flat_map(|(dts, gts)| overlaps(dataset, dts, gts))
        .filter(|&iou| iou >= lowest_iou)
        .collect()
}

/// Rows by image and category.
fn rows_of_cells(image_idx: &[u32], category_idx: &[u32]) -> BTreeMap<(u32, u32), Vec<u32>> {
    let mut cells: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (row, (&image, &category)) in (0..).zip(image_idx.iter().zip(category_idx)) {
        cells.entry((image, category)).or_default().push(row);
    }
    cells
}

/// Writes as many numbers as a result has.
fn write_numbers(coco: &Coco) -> usize {
    let written = [&coco.precision, &coco.recall, &coco.scores]
        .map(|numbers| black_box(vec![-1.0; numbers.len()]));
    written.iter().map(Vec::len).sum()
}
