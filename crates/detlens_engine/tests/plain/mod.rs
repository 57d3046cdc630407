//! The protocol `coco` at once and step by step: two ways to the same bits.

use detlens_data::Dataset;
use detlens_engine::coco::plain::{Cell, CellMatches, CellOutcomes, curves, match_cell, overlaps};
use detlens_engine::coco::{Coco, CocoSettings};
use detlens_engine::{Config, evaluate_coco};
use proptest::prelude::*;

use crate::scene::scenes;

/// Rows of one image and category: detections from the highest score down, ground truths.
fn rows(
    dataset: &Dataset,
    settings: &CocoSettings,
    image: u32,
    category: u32,
) -> (Vec<u32>, Vec<u32>) {
    let (dts, gts) = (dataset.detections(), dataset.ground_truths());
    let chosen = |images: &[u32], categories: &[u32]| -> Vec<u32> {
        let places = (0..).zip(images.iter().zip(categories));
        places.filter(|(_, at)| *at == (&image, &category)).map(|(row, _)| row).collect()
    };
    let mut dt_rows = chosen(dts.image_idx(), dts.category_idx());
    dt_rows.sort_by(|&a, &b| dts.scores()[b as usize].total_cmp(&dts.scores()[a as usize]));
    dt_rows.truncate(*settings.max_detections.last().unwrap() as usize);
    (dt_rows, chosen(gts.image_idx(), gts.category_idx()))
}

/// The scores and matches of one cell and area range.
fn matched(
    dataset: &Dataset,
    settings: &CocoSettings,
    (dt_rows, gt_rows): &(Vec<u32>, Vec<u32>),
    area_idx: usize,
) -> (Vec<f64>, CellMatches) {
    let (dts, gts) = (dataset.detections(), dataset.ground_truths());
    let of_dts = |value: &dyn Fn(usize) -> f64| -> Vec<f64> {
        dt_rows.iter().map(|&row| value(row as usize)).collect()
    };
    let gt_ids = gt_rows.iter().map(|&row| gts.ids()[row as usize].to_string().parse().unwrap());
    let cell = Cell {
        overlaps: &overlaps(dataset, dt_rows, gt_rows),
        dt_ids: &of_dts(&|_| 1.0),
        dt_areas_px2: &of_dts(&|row| dts.coco_area_px2(row)),
        gt_ids: &gt_ids.collect::<Vec<_>>(),
        gt_areas_px2: &gt_rows
            .iter()
            .map(|&row| gts.file_area_px2()[row as usize])
            .collect::<Vec<_>>(),
        gt_is_crowd: &gt_rows.iter().map(|&row| gts.is_crowd()[row as usize]).collect::<Vec<_>>(),
    };
    let bounds = settings.area_ranges[area_idx].1;
    let scores = of_dts(&|row| dts.scores()[row]);
    (scores, match_cell(&cell, bounds, &settings.iou_thresholds))
}

/// Precision, scores and recall of one category, area range and limit, from the arrays.
fn slice(coco: &Coco, category: usize, area_idx: usize, limit_idx: usize) -> [Vec<f64>; 3] {
    let settings = &coco.settings;
    let (n_areas, n_limits) = (settings.area_ranges.len(), settings.max_detections.len());
    let start = (category * n_areas + area_idx) * n_limits + limit_idx;
    let step = coco.n_categories * n_areas * n_limits;
    [&coco.precision, &coco.scores, &coco.recall]
        .map(|values| values.iter().skip(start).step_by(step).copied().collect())
}

fn settings() -> CocoSettings {
    let range = |name: &str, low, high| (name.to_owned(), [low, high]);
    let area_ranges =
        vec![range("all", 0.0, 1e10), range("small", 0.0, 9.0), range("odd", 4.0, 12.0)];
    let max_detections = vec![1, 2, 4];
    let config = CocoSettings::from_config(&Config::default());
    CocoSettings { area_ranges, max_detections, ..config }
}

proptest! {
    #[test]
    fn step_by_step_gives_the_same_bits_as_at_once(scene in scenes()) {
        let (dataset, settings) = (scene.dataset(), settings());
        let coco = evaluate_coco(&dataset, settings.clone()).unwrap();
        for category in 0..dataset.categories().len() {
            for area_idx in 0..settings.area_ranges.len() {
                let index = u32::try_from(category).unwrap();
                let cells: Vec<_> = (0..u32::try_from(dataset.images().len()).unwrap())
                    .map(|image| rows(&dataset, &settings, image, index))
                    .map(|rows| matched(&dataset, &settings, &rows, area_idx))
                    .collect();
                let outcomes: Vec<_> = cells.iter().map(|(scores, matches)| CellOutcomes {
                    scores,
                    dt_matches: &matches.dt_matches,
                    dt_is_ignored: &matches.dt_is_ignored,
                    gt_is_ignored: &matches.gt_is_ignored,
                }).collect();
                for (limit_idx, &limit) in settings.max_detections.iter().enumerate() {
                    let plain = curves(
                        &outcomes,
                        limit as usize,
                        settings.iou_thresholds.len(),
                        &settings.recall_thresholds,
                    );
                    let [precision, scores, recall] = slice(&coco, category, area_idx, limit_idx);
                    match plain {
                        Some(plain) => {
                            prop_assert_eq!(precision, plain.precision);
                            prop_assert_eq!(scores, plain.scores);
                            prop_assert_eq!(recall, plain.recall);
                        }
                        None => prop_assert!(precision.iter().chain(&recall).all(|&v| v == -1.0)),
                    }
                }
            }
        }
    }
}
