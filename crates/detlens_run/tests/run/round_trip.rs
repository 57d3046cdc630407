//! What is read back from a run is what was written.

use std::collections::HashMap;

use detlens_data::{Id, IouType};
use detlens_engine::exact::{Exact, Verdict};
use detlens_engine::{Config, Protocols, ScoreThreshold};
use detlens_run::arrow_array::types::{Float64Type, Int64Type, UInt32Type};
use detlens_run::arrow_array::{Array, cast::AsArray};
use detlens_run::schema::{self, Measure, PoolScope};
use detlens_run::{DetectionOutcome, GroundTruthOutcome, Role, Rows, Run, RunFile, Scope, Table};
use tempfile::TempDir;

use crate::scene::{self, Scene};

/// A run on disk and what it was made of.
struct Written {
    scene: Scene,
    run: Run,
    _parent: TempDir,
}

impl Written {
    fn new(scene: Scene) -> Self {
        let parent = tempfile::tempdir().unwrap();
        let dir = parent.path().join("run");
        scene.write(&dir).unwrap();
        Self { scene, run: Run::open(&dir).unwrap(), _parent: parent }
    }

    fn of(iou_type: IouType) -> Self {
        Self::new(Scene::new(iou_type, Config::default()))
    }

    fn exact(&self) -> &Exact {
        self.scene.evaluation.exact.as_ref().unwrap()
    }

    fn read(&self, table: Table, columns: &[&str]) -> Rows {
        self.run.read(table, columns).unwrap()
    }
}

fn row_numbers(rows: &Rows, name: &str) -> Vec<Option<u32>> {
    rows.numbers::<UInt32Type>(name).unwrap().iter().collect()
}

fn floats(rows: &Rows, name: &str) -> Vec<Option<f64>> {
    rows.numbers::<Float64Type>(name).unwrap().iter().collect()
}

#[test]
fn the_record_reads_back() {
    for iou_type in [IouType::Bbox, IouType::Segm] {
        let written = Written::of(iou_type);
        let record = RunFile::new(&written.scene.input());
        assert_eq!(written.run.record(), &record);
        let exact = record.exact.unwrap();
        assert_eq!(exact.counts.len(), 2 * 10 * 6);
        assert_eq!(exact.categories.len(), 3 * 6);
        assert_eq!(record.coco.unwrap().statistics.len(), 12);
    }
}

#[test]
fn detections_stand_by_falling_score_with_their_verdicts() {
    let config = Config { score_threshold: ScoreThreshold::Fixed(0.5), ..Config::default() };
    let written = Written::new(Scene::new(IouType::Segm, config));
    let (objects, dataset) = (&written.exact().objects, &written.scene.dataset);
    let columns = ["input_row", "score", "is_kept", "outcome_50", "match_50", "outcome_95", "iou"];
    let rows = written.read(Table::Detections, &columns);
    let (scores, ious) = (floats(&rows, "score"), floats(&rows, "iou"));
    assert!(scores.is_sorted_by(|a, b| a >= b));

    let outcomes: Vec<DetectionOutcome> = rows.words("outcome_50").unwrap();
    let strict_outcomes: Vec<DetectionOutcome> = rows.words("outcome_95").unwrap();
    assert!(outcomes != strict_outcomes);
    let matches = row_numbers(&rows, "match_50");
    for (row, input_row) in row_numbers(&rows, "input_row").into_iter().enumerate() {
        let dt_idx = input_row.unwrap() as usize;
        assert_eq!(dt_idx, objects.order()[row] as usize);
        assert_eq!(scores[row], Some(dataset.detections().scores()[dt_idx]));
        let expected = match objects.verdict(dt_idx, 0) {
            Verdict::TruePositive(gt_idx) => (DetectionOutcome::TruePositive, Some(gt_idx)),
            Verdict::Excused(gt_idx) => (DetectionOutcome::Excused, Some(gt_idx)),
            Verdict::FalsePositive => (DetectionOutcome::FalsePositive, None),
            Verdict::BeyondLimit => (DetectionOutcome::BeyondLimit, None),
        };
        assert_eq!((outcomes[row], matches[row]), expected);
        assert_eq!(ious[row], objects.matched_iou(dt_idx, 0));
    }
    let n_kept = rows.flags("is_kept").unwrap().true_count() as u64;
    assert_eq!(n_kept, written.exact().operating_point.n_kept);
    assert!(0 < n_kept && n_kept < rows.len() as u64);
}

#[test]
fn ground_truths_and_detections_point_at_each_other() {
    let written = Written::of(IouType::Bbox);
    let dts = written.read(Table::Detections, &["match_50", "score", "image_row", "iou"]);
    let columns = ["match_50", "match_score_50", "outcome_50", "role", "image_row", "iou"];
    let gts = written.read(Table::GroundTruths, &columns);
    let (dt_of_gt, gt_of_dt) = (row_numbers(&gts, "match_50"), row_numbers(&dts, "match_50"));
    let roles: Vec<Role> = gts.words("role").unwrap();
    let outcomes: Vec<GroundTruthOutcome> = gts.words("outcome_50").unwrap();
    let mut n_found = 0;
    for (gt, dt) in dt_of_gt.iter().enumerate() {
        let expected = match (roles[gt], dt) {
            (Role::Counted, Some(_)) => GroundTruthOutcome::Found,
            (Role::Counted, None) => GroundTruthOutcome::Missed,
            (Role::Ignored | Role::Crowd, _) => GroundTruthOutcome::NotCounted,
        };
        assert_eq!(outcomes[gt], expected);
        let Some(dt) = dt.map(|dt| dt as usize) else { continue };
        assert_eq!(gt_of_dt[dt], u32::try_from(gt).ok());
        for (of_gt, of_dt) in [("match_score_50", "score"), ("iou", "iou")] {
            assert_eq!(floats(&gts, of_gt)[gt], floats(&dts, of_dt)[dt]);
        }
        assert_eq!(row_numbers(&gts, "image_row")[gt], row_numbers(&dts, "image_row")[dt]);
        n_found += 1;
    }
    assert!(n_found > 10 && roles.contains(&Role::Crowd) && roles.contains(&Role::Ignored));
}

#[test]
fn regions_are_those_of_the_dataset() {
    for iou_type in [IouType::Bbox, IouType::Segm] {
        let written = Written::of(iou_type);
        let regions = written.scene.dataset.ground_truths().regions();
        let columns = ["area_px2", "x", "y", "width", "height", "rle_counts", "in_small"];
        let rows = written.read(Table::GroundTruths, &columns);
        let small = &written.scene.evaluation.area_ranges[1];
        for gt in 0..rows.len() {
            let bbox = regions.bounding_box(gt);
            let expected = [bbox.x, bbox.y, bbox.width, bbox.height].map(Some);
            assert_eq!(["x", "y", "width", "height"].map(|name| floats(&rows, name)[gt]), expected);
            assert_eq!(floats(&rows, "area_px2")[gt], Some(regions.area_px2(gt)));
            let is_small = rows.flags("in_small").unwrap().value(gt);
            assert_eq!(is_small, small.contains(regions.area_px2(gt)));
        }
        match regions.masks() {
            None => assert!(rows.texts("rle_counts").is_err()),
            Some(masks) => {
                let coded = (0..rows.len()).map(|gt| std::str::from_utf8(masks.coded(gt)).ok());
                assert_eq!(rows.texts("rle_counts").unwrap(), coded.collect::<Vec<_>>());
            }
        }
    }
}

#[test]
fn ids_are_integers_unless_one_is_a_text() {
    let number = |number| Id::Number(i64::from(number) - 1);
    let mixed = |number| match number {
        2 => Id::Text("two".into()),
        _ => Id::Number(number.into()),
    };
    let ids = |id| {
        let dataset = scene::dataset(IouType::Bbox, id, 10, 10);
        let written = Written::new(Scene::of(dataset, Config::default()));
        let images = written.read(Table::Images, &["image_id"]);
        let dts = written.read(Table::Detections, &["image_id", "image_row"]);
        let of_images = images.ids("image_id").unwrap();
        let of_dts = dts.ids("image_id").unwrap();
        for (id, row) in of_dts.iter().zip(row_numbers(&dts, "image_row")) {
            assert_eq!(id, &of_images[row.unwrap() as usize]);
        }
        of_images.into_iter().map(Option::unwrap).collect::<Vec<_>>()
    };
    assert_eq!(ids(number), [0, 1, 2, 3].map(schema::Id::Number));
    // Numbers order before texts.
    assert_eq!(ids(mixed), ["1", "3", "4", "two"].map(|id| schema::Id::Text(id.to_owned())));
}

#[test]
fn curves_hold_their_points_and_samples() {
    let written = Written::of(IouType::Bbox);
    let lists = ["precision", "point_score", "point_n_tp"];
    let columns = ["scope", "category_row", "iou_threshold", "ap", "ap_101", "best_f1"];
    let rows = written.read(Table::Curves, &[&lists[..], &columns].concat());
    let curves = &written.exact().curves;
    assert_eq!(rows.len(), curves.len());
    let list =
        |name: &str, row| rows.batch().column_by_name(name).unwrap().as_list::<i32>().value(row);
    for (row, curve) in curves.iter().enumerate() {
        assert_eq!(floats(&rows, "ap")[row], curve.average_precision().ok());
        assert_eq!(floats(&rows, "best_f1")[row], curve.best_f1.map(|best| best.f1));
        let scores = curve.points.iter().map(|point| &point.score);
        let n_tp = curve.points.iter().map(|point| &point.n_true_positives);
        let points = (list("point_score", row), list("point_n_tp", row));
        assert!(points.0.as_primitive::<Float64Type>().values().iter().eq(scores));
        assert!(points.1.as_primitive::<UInt32Type>().values().iter().eq(n_tp));
        let precision = list("precision", row);
        assert_eq!(precision.len(), 101);
        let at_half = precision.as_primitive::<Float64Type>().iter().nth(50).unwrap();
        assert_eq!(at_half, curve.sample(0.5).map(|sample| sample.precision));
    }
    let scopes: Vec<Scope> = rows.words("scope").unwrap();
    assert_eq!(row_numbers(&rows, "category_row")[0], None);
    assert_eq!((scopes[0], scopes[rows.len() - 1]), (Scope::Pooled, Scope::Category));
}

#[test]
fn tables_and_record_agree() {
    let written = Written::of(IouType::Segm);
    let record = written.run.record().exact.as_ref().unwrap();
    let rows = written.read(Table::Counts, &["scope", "iou_threshold", "area_range", "n_fp", "f1"]);
    let scopes: Vec<Scope> = rows.words("scope").unwrap();
    let (thresholds, f1) = (floats(&rows, "iou_threshold"), floats(&rows, "f1"));
    let (area_ranges, n_fp) =
        (rows.texts("area_range").unwrap(), rows.numbers::<Int64Type>("n_fp").unwrap());
    let table: HashMap<_, _> = (0..rows.len())
        .filter(|&row| scopes[row] == Scope::Pooled)
        .map(|row| ((thresholds[row].unwrap().to_bits(), area_ranges[row].unwrap()), row))
        .collect();
    let mut pooled = record.counts.iter().filter(|row| row.scope == PoolScope::Pooled);
    assert_eq!(pooled.clone().count(), table.len());
    assert!(pooled.all(|counts| {
        let row = table[&(counts.iou_threshold.to_bits(), counts.area_range.as_str())];
        u64::try_from(n_fp.value(row)) == Ok(counts.counts.n_fp)
            && f1[row] == counts.counts.f1.value()
    }));
    let averages = written.read(Table::Averages, &["ap", "ap_50", "ap_101", "ar", "recall_95"]);
    let first = &record.averages[0];
    assert_eq!(floats(&averages, "ap")[0], first.averages.ap.value());
    assert_eq!(floats(&averages, "ap_50")[0], first.averages.ap_50.and_then(Measure::value));
    assert_eq!(floats(&averages, "recall_95")[0], first.by_iou_threshold[9].recall.value());
}

#[test]
fn categories_add_up_to_the_pool() {
    let record = RunFile::new(&Scene::new(IouType::Segm, Config::default()).input());
    let exact = record.exact.unwrap();
    let reference = exact.operating_point.reference_iou_threshold;
    for range in &record.area_ranges {
        let is_pool = |row: &&schema::CountsRow| {
            row.scope == PoolScope::Pooled
                && row.iou_threshold.to_bits() == reference.to_bits()
                && row.area_range == range.name
        };
        let pool = exact.counts.iter().find(is_pool).unwrap().counts;
        let categories = exact.categories.iter().filter(|row| row.area_range == range.name);
        let sum = |count: fn(&schema::Counts) -> u64| {
            categories.clone().map(|row| count(&row.counts)).sum::<u64>()
        };
        let sums = [sum(|c| c.n_tp), sum(|c| c.n_fp), sum(|c| c.n_fn), sum(|c| c.n_excused)];
        assert_eq!(sums, [pool.n_tp, pool.n_fp, pool.n_fn, pool.n_excused]);
        // A category is at its best at least as good as at the common operating point.
        let mut pairs = categories.clone().map(|row| (row.counts.f1, row.best_f1.best_f1));
        assert!(pairs.all(|(f1, best)| f1.value() <= best.value()));
    }
}

#[test]
fn images_hold_their_counts() {
    let written = Written::of(IouType::Bbox);
    let rows = written.read(Table::Images, &["n_tp", "n_fn", "precision", "width", "file_name"]);
    for (row, image) in written.exact().images.iter().enumerate() {
        let count = |name: &str| {
            u64::try_from(rows.numbers::<Int64Type>(name).unwrap().value(row)).unwrap()
        };
        assert_eq!(count("n_tp"), image.counts.n_true_positives);
        assert_eq!(count("n_fn"), image.counts.n_false_negatives);
        assert_eq!(count("width"), 40);
        assert_eq!(floats(&rows, "precision")[row], image.counts.precision().ok());
    }
    assert_eq!(rows.texts("file_name").unwrap()[3], Some("4.jpg"));
}

#[test]
fn without_the_exact_protocol_only_the_dataset_has_tables() {
    let config = Config { protocols: Protocols::Coco, ..Config::default() };
    let written = Written::new(Scene::new(IouType::Bbox, config));
    assert!(written.run.record().exact.is_none());
    let has = Table::ALL.map(|table| written.run.has(table));
    assert_eq!(has, [true, true, true, false, false, false]);
    assert!(written.run.read(Table::Curves, &["ap"]).is_err());
    let rows = written.read(Table::Detections, &["score", "outcome_50"]);
    assert!(floats(&rows, "score").is_sorted_by(|a, b| a >= b));
    assert!(rows.words::<DetectionOutcome>("outcome_50").is_err());
}

#[test]
fn a_dataset_without_objects_has_a_run() {
    let dataset = scene::dataset(IouType::Segm, |number| Id::Number(number.into()), 0, 0);
    let written = Written::new(Scene::of(dataset, Config::default()));
    let record = written.run.record();
    assert_eq!((record.dataset.n_images, record.dataset.lowest_score), (4, None));
    let rows = written.read(Table::Detections, &["score", "rle_counts"]);
    assert!(rows.is_empty() && rows.texts("rle_counts").unwrap().is_empty());
    let exact = record.exact.as_ref().unwrap();
    let undefined = Measure::Undefined { undefined: schema::Reason::NoCategory };
    assert_eq!(exact.averages[0].averages.ap, undefined);
}
