//! What must hold for every dataset: sums add up, thresholds are monotone, order never matters.
#![allow(clippy::unwrap_used, reason = "a test stops at what it does not expect")]

mod plain;
mod scene;

use detlens_data::Dataset;
use detlens_engine::exact::{Exact, Role, Verdict};
use detlens_engine::metrics::{AverageScope, Counts, Scope};
use detlens_engine::{AreaRangeRequest, Config, Evaluation, Protocols, ScoreThreshold, evaluate};
use proptest::prelude::*;
use scene::{Scene, scenes};

fn exact(dataset: &Dataset, config: &Config) -> Exact {
    evaluate(dataset, config).unwrap().exact.unwrap()
}

/// Detections above a score, at all of which everything that is said must hold too.
fn config_at(score_threshold: f64) -> Config {
    Config { score_threshold: ScoreThreshold::Fixed(score_threshold), ..Config::default() }
}

fn counts_of(exact: &Exact, scope: Scope, iou_idx: usize, area_idx: usize) -> Counts {
    let is_it = |row: &&detlens_engine::metrics::CountsRow| {
        (row.scope, row.iou_idx, row.area_idx) == (scope, iou_idx, area_idx)
    };
    exact.counts.iter().find(is_it).unwrap().counts
}

/// Every number of an evaluation that a person could see, without anything that names a row.
fn numbers(evaluation: &Evaluation) -> String {
    let exact = evaluation.exact.as_ref().unwrap();
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        evaluation.area_ranges,
        exact.operating_point,
        exact.averages,
        exact.curves,
        exact.counts,
        exact.distributions
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Ranges that share out all areas share out every count.
    #[test]
    fn ranges_that_partition_all_add_up(scene in scenes(), threshold in 0.0..1.0) {
        let exact = exact(&scene.dataset(), &config_at(threshold));
        let scopes: Vec<Scope> = exact.counts.iter().map(|row| row.scope).collect();
        for scope in scopes {
            for iou_idx in 0..10 {
                let all = counts_of(&exact, scope, iou_idx, 0);
                for parts in [&[1, 2, 3][..], &[4, 5]] {
                    let mut sum = Counts::default();
                    for &area_idx in parts {
                        sum += counts_of(&exact, scope, iou_idx, area_idx);
                    }
                    prop_assert_eq!(all, sum);
                }
            }
        }
    }

    /// Counts of images, of categories and of the pool are the same objects.
    #[test]
    fn images_and_categories_add_up_to_the_pool(scene in scenes(), threshold in 0.0..1.0) {
        let dataset = scene.dataset();
        let exact = exact(&dataset, &config_at(threshold));
        let pooled = counts_of(&exact, Scope::Pooled, 0, 0);
        let mut of_images = Counts::default();
        exact.images.iter().for_each(|image| of_images += image.counts);
        prop_assert_eq!(pooled, of_images);
        let mut of_categories = Counts::default();
        for category in 0..u32::try_from(dataset.categories().len()).unwrap() {
            of_categories += counts_of(&exact, Scope::Category(category), 0, 0);
        }
        prop_assert_eq!(pooled, of_categories);
        let n_counted = (0..dataset.ground_truths().len())
            .filter(|&gt| exact.objects.role(gt) == Role::Counted)
            .count();
        prop_assert_eq!(pooled.n_ground_truths(), n_counted as u64);
        let n_kept = pooled.n_detections() + pooled.n_excused;
        prop_assert_eq!(n_kept, exact.operating_point.n_kept);
    }

    /// Rows, images and categories in another order and under other ids give the same numbers.
    #[test]
    fn order_and_ids_change_nothing(scene in scenes(), seed in any::<u64>()) {
        let plain = evaluate(&scene.dataset(), &Config::default()).unwrap();
        let shuffled = evaluate(&scene.shuffled(seed).dataset(), &Config::default()).unwrap();
        let exact = |e: &Evaluation| e.exact.as_ref().unwrap().clone();
        prop_assert_eq!(plain.area_ranges.clone(), shuffled.area_ranges.clone());
        prop_assert_eq!(exact(&plain).operating_point, exact(&shuffled).operating_point);
        prop_assert_eq!(exact(&plain).distributions, exact(&shuffled).distributions);
        let pools = |e: &Evaluation| {
            let exact = exact(e);
            let averages: Vec<_> = exact
                .averages
                .into_iter()
                .filter(|row| !matches!(row.scope, AverageScope::Category(_)))
                .collect();
            let curves: Vec<_> =
                exact.curves.into_iter().filter(|c| !matches!(c.scope, Scope::Category(_))).collect();
            (averages, curves)
        };
        prop_assert_eq!(pools(&plain), pools(&shuffled));
    }

    /// One thread and four give the same bits.
    #[test]
    fn threads_change_nothing(scene in scenes()) {
        let dataset = scene.dataset();
        let run_on = |n_threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap();
            pool.install(|| evaluate(&dataset, &Config::default()).unwrap())
        };
        let (one, four) = (run_on(1), run_on(4));
        prop_assert_eq!(numbers(&one), numbers(&four));
        prop_assert_eq!(one.coco, four.coco);
        prop_assert_eq!(
            format!("{:?}", one.exact.unwrap().objects),
            format!("{:?}", four.exact.unwrap().objects)
        );
    }

    /// A stricter IoU threshold finds no more, in the pool and in every category.
    #[test]
    fn a_stricter_overlap_never_finds_more(scene in scenes()) {
        let exact = exact(&scene.dataset(), &config_at(f64::MIN));
        for average in exact.averages.iter().filter(|row| row.area_idx == 0) {
            for pair in average.average_precision.windows(2) {
                prop_assert!(pair[0].unwrap_or(0.0) >= pair[1].unwrap_or(0.0));
            }
            for pair in average.recall.windows(2) {
                prop_assert!(pair[0].unwrap_or(0.0) >= pair[1].unwrap_or(0.0));
            }
        }
    }

    /// Detections cut at a score before matching and after it give the same outcomes.
    #[test]
    fn cutting_before_is_cutting_after(scene in scenes(), threshold in 0.0..1.0) {
        let whole = exact(&scene.dataset(), &config_at(threshold));
        let cut = exact(&scene.cut_at(threshold).dataset(), &config_at(threshold));
        prop_assert_eq!(whole.counts, cut.counts);
        prop_assert_eq!(whole.images, cut.images);
    }

    /// AP is an area: it never exceeds the recall that is reached.
    #[test]
    fn ap_never_exceeds_recall(scene in scenes()) {
        let exact = exact(&scene.dataset(), &Config::default());
        for curve in &exact.curves {
            prop_assert!(curve.average_precision().unwrap() <= curve.max_recall().unwrap() + 1e-12);
        }
    }

    /// What a detection says of its match, the ground truth says too.
    #[test]
    fn both_sides_of_a_match_agree(scene in scenes()) {
        let dataset = scene.dataset();
        let objects = exact(&dataset, &Config::default()).objects;
        for iou_idx in 0..10 {
            for dt in 0..dataset.detections().len() {
                if let Verdict::TruePositive(gt) = objects.verdict(dt, iou_idx) {
                    let back = objects.matched_by(gt as usize, iou_idx);
                    prop_assert_eq!(back, Some(u32::try_from(dt).unwrap()));
                    let best = objects.best_same_category(dt).unwrap();
                    prop_assert!(objects.matched_iou(dt, iou_idx).unwrap() <= best.iou);
                }
            }
        }
    }

    /// Without best overlaps every other number is the same.
    #[test]
    fn best_overlaps_change_no_other_number(scene in scenes(), limit in 1..4_u32) {
        let limits = Some(vec![limit]);
        let protocols = Protocols::Exact;
        let with = Config { max_detections: limits, protocols, ..Config::default() };
        let without = Config { best_overlaps: false, ..with.clone() };
        let dataset = scene.dataset();
        let (with, without) = (exact(&dataset, &with), exact(&dataset, &without));
        prop_assert_eq!(&with.averages, &without.averages);
        prop_assert_eq!(&with.curves, &without.curves);
        prop_assert_eq!(&with.counts, &without.counts);
        prop_assert_eq!(&with.images, &without.images);
        prop_assert_eq!(&with.distributions, &without.distributions);
        prop_assert_eq!(with.objects.order(), without.objects.order());
        for dt in 0..dataset.detections().len() {
            for iou_idx in 0..10 {
                let verdict = |exact: &Exact| exact.objects.verdict(dt, iou_idx);
                prop_assert_eq!(verdict(&with), verdict(&without));
            }
            prop_assert_eq!(without.objects.best_same_category(dt), None);
        }
    }

    /// Without categories the pool is what matching without regard to category gives.
    #[test]
    fn class_agnostic_is_the_pool_of_one_category(scene in scenes()) {
        let with = exact(&scene.dataset(), &config_at(0.3));
        let config = Config { class_agnostic: true, ..config_at(0.3) };
        let without = exact(&scene.dataset(), &config);
        let scope = if scene.n_categories() == 1 { Scope::Pooled } else { Scope::ClassAgnostic };
        for iou_idx in 0..10 {
            let counts = |exact: &Exact, scope| counts_of(exact, scope, iou_idx, 0);
            prop_assert_eq!(counts(&with, scope), counts(&without, Scope::Pooled));
        }
    }

    /// A detection limit that does not bite changes nothing; one of 1 keeps one per cell.
    #[test]
    fn limits_hold_per_image_and_category(scene in scenes()) {
        let with_limit = |limit| Config {
            max_detections: Some(vec![limit]),
            protocols: Protocols::Exact,
            ..config_at(f64::MIN)
        };
        let dataset = scene.dataset();
        let unlimited = exact(&dataset, &config_at(f64::MIN));
        prop_assert_eq!(&unlimited.counts, &exact(&dataset, &with_limit(1000)).counts);
        let one = exact(&dataset, &with_limit(1));
        let n_cells = scene.n_cells_with_detections() as u64;
        let pooled = counts_of(&one, Scope::Pooled, 0, 0);
        prop_assert_eq!(pooled.n_detections() + pooled.n_excused, n_cells);
    }
}

#[test]
fn an_empty_dataset_is_undefined_and_not_zero() {
    let dataset = Scene::empty().dataset();
    let evaluation = evaluate(&dataset, &Config::default()).unwrap();
    let exact = evaluation.exact.unwrap();
    assert!(exact.curves.is_empty());
    assert!(exact.averages.iter().all(|row| row.mean_average_precision().is_err()));
    let statistics = evaluation.coco.unwrap().statistics();
    assert!(statistics.iter().all(|statistic| statistic.value == -1.0));
}

#[test]
fn areas_in_pixels_are_taken_as_they_are() {
    let config = Config { area_ranges: AreaRangeRequest::coco_set(), ..Config::default() };
    let evaluation = evaluate(&Scene::empty().dataset(), &config).unwrap();
    assert_eq!(evaluation.area_ranges[2].low_px2, 1024.0);
    assert_eq!(evaluation.area_ranges[3].high_px2, f64::INFINITY);
}
