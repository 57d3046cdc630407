//! The shards hold the run: counted as the page counts, they give the run's own numbers.

#![expect(clippy::unwrap_used, reason = "a test may stop at what it does not expect")]

mod decode;
mod scene;

use decode::Shard;
use detlens_data::IouType;
use detlens_engine::Config;
use detlens_page::{PageData, ShardName};
use detlens_run::Run;
use detlens_run::schema::PoolScope;
use scene::{Scene, image_names};
use serde_json::{Value, json};

const NONE: f64 = 4_294_967_295.0;

fn data(scene: &Scene) -> PageData {
    PageData::new(Run::open(&scene.run()).unwrap(), None).unwrap()
}

fn shard(data: &PageData, name: ShardName) -> Shard {
    Shard::decode(&data.shard(name).unwrap())
}

fn meta(data: &PageData) -> Value {
    serde_json::from_slice(&data.shard(ShardName::Meta).unwrap()).unwrap()
}

/// TP, FP, FN and excused detections.
type Counts = [u64; 4];

/// Counts as `docs/page-data.md` says the page does.
fn count(data: &PageData, score_threshold: f64, iou_idx: usize, area_idx: usize) -> Counts {
    let detections = shard(data, ShardName::Detections);
    let ground_truths = shard(data, ShardName::GroundTruths);
    let matches = shard(data, ShardName::Matches);
    let is_in = |shard: &Shard, row: usize| (shard.integer("ranges", row) >> area_idx) & 1 == 1;
    let n_kept = detections.numbers("score").iter().filter(|&&s| s > score_threshold).count();

    let mut partner = vec![None; detections.length];
    for row in 0..matches.length {
        let stretch = matches.integer("iou_first", row)..matches.integer("iou_end", row);
        if stretch.contains(&iou_idx) {
            partner[matches.integer("detection", row)] = Some(matches.integer("ground_truth", row));
        }
    }
    let mut counts = [0; 4];
    let mut is_found = vec![false; ground_truths.length];
    for (row, partner) in partner.iter().enumerate().take(n_kept) {
        let is_beyond =
            detections.has("beyond_limit") && detections.integer("beyond_limit", row) == 1;
        match *partner {
            _ if is_beyond => {}
            Some(gt) if ground_truths.integer("role", gt) == 0 => {
                is_found[gt] = true;
                counts[0] += u64::from(is_in(&ground_truths, gt));
            }
            Some(_) => counts[3] += u64::from(is_in(&detections, row)),
            None => counts[1] += u64::from(is_in(&detections, row)),
        }
    }
    let is_missed = |gt: &usize| {
        ground_truths.integer("role", *gt) == 0 && !is_found[*gt] && is_in(&ground_truths, *gt)
    };
    counts[2] = (0..ground_truths.length).filter(is_missed).count() as u64;
    counts
}

#[test]
fn the_page_counts_what_the_run_counted() {
    let limited = Config { max_detections: Some(vec![1, 2, 3]), ..Config::default() };
    for config in [Config::default(), limited] {
        for iou_type in [IouType::Bbox, IouType::Segm] {
            let scene = Scene::new(iou_type, &config);
            let data = data(&scene);
            let record = data.run().record();
            let exact = record.exact.as_ref().unwrap();
            let mut n_tp = 0;
            for row in exact.counts.iter().filter(|row| row.scope == PoolScope::Pooled) {
                let iou = record.iou_thresholds.iter().position(|&iou| iou == row.iou_threshold);
                let area = record.area_ranges.iter().position(|range| range.name == row.area_range);
                let point = exact.operating_point.score_threshold;
                let expected = &row.counts;
                assert_eq!(
                    count(&data, point, iou.unwrap(), area.unwrap()),
                    [expected.n_tp, expected.n_fp, expected.n_fn, expected.n_excused],
                    "{iou_type:?} {row:?}"
                );
                n_tp += expected.n_tp;
            }
            assert!(n_tp > 100);
        }
    }
}

#[test]
fn a_limit_shows_in_a_column_of_its_own() {
    let limited = Config { max_detections: Some(vec![1, 2, 3]), ..Config::default() };
    let has_column = |config: &Config| {
        let scene = Scene::new(IouType::Bbox, config);
        shard(&data(&scene), ShardName::Detections).has("beyond_limit")
    };
    assert!(has_column(&limited));
    assert!(!has_column(&Config::default()));
}

#[test]
fn matches_overlap_as_the_run_says() {
    let scene = Scene::new(IouType::Segm, &Config::default());
    let data = data(&scene);
    let exact = data.run().record().exact.as_ref().unwrap();
    let rows = data.run().read(detlens_run::Table::Detections, &["iou", "match_50"]).unwrap();
    let iou = rows.numbers::<detlens_run::arrow_array::types::Float64Type>("iou").unwrap();
    assert_eq!(exact.operating_point.reference_iou_threshold, 0.5);
    let matches = shard(&data, ShardName::Matches);
    let mut n_compared = 0;
    for row in (0..matches.length).filter(|&row| matches.integer("iou_first", row) == 0) {
        let detection = matches.integer("detection", row);
        assert_eq!(matches.numbers("iou")[row], iou.value(detection));
        n_compared += 1;
    }
    assert_eq!(n_compared, iou.iter().flatten().count());
}

#[test]
fn details_point_at_each_other() {
    let scene = Scene::new(IouType::Bbox, &Config::default());
    let data = data(&scene);
    let gts = shard(&data, ShardName::GroundTruthsDetail);
    let dts = shard(&data, ShardName::DetectionsDetail);
    let (gt_common, dt_common) =
        (shard(&data, ShardName::GroundTruths), shard(&data, ShardName::Detections));
    assert_eq!(gts.texts("id")[17], "17");
    assert_eq!(gts.numbers("x")[17], f64::from(17 * 7 % 31));
    assert_eq!(gts.numbers("height")[17], f64::from(4 + 17));
    let mut n_pairs = 0;
    for (row, &best) in gts.numbers("best").iter().enumerate().filter(|(_, best)| **best != NONE) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a row")]
        let dt = best as usize;
        for column in ["image", "category"] {
            assert_eq!(gt_common.integer(column, row), dt_common.integer(column, dt));
        }
        assert!(dts.numbers("best_same_iou")[dt] >= gts.numbers("best_iou")[row]);
        n_pairs += 1;
    }
    assert!(n_pairs > 100);
    assert!(dts.numbers("best_other").iter().any(|&row| row != NONE));
}

#[test]
fn every_mask_is_in_the_shard_of_its_image() {
    let scene = Scene::new(IouType::Segm, &Config::default());
    let data = data(&scene);
    let masks = data.masks().unwrap().unwrap();
    assert_eq!(masks.names().collect::<Vec<_>>(), [ShardName::Masks(0), ShardName::Masks(1)]);
    let (gts, dts) = (shard(&data, ShardName::GroundTruths), shard(&data, ShardName::Detections));
    let rows = data.run().read(detlens_run::Table::Detections, &["rle_counts"]).unwrap();
    let coded = rows.texts("rle_counts").unwrap();
    let mut n_seen = [0, 0];
    for chunk in 0..2_usize {
        let name = ShardName::Masks(u32::try_from(chunk).unwrap());
        let shard = shard(&data, name);
        for (side, (column, objects)) in
            [("ground_truth", &gts), ("detection", &dts)].into_iter().enumerate()
        {
            for (place, &row) in shard.integers(column).iter().enumerate() {
                assert_eq!(objects.integer("image", row) / 64, chunk);
                if side == 1 {
                    assert_eq!(Some(shard.texts(column)[place].as_str()), coded[row]);
                }
                n_seen[side] += 1;
            }
        }
    }
    assert_eq!(n_seen, [gts.length, dts.length]);
    assert!(data.shard(ShardName::Masks(2)).is_err());
    let boxes = Scene::new(IouType::Bbox, &Config::default());
    assert!(self::data(&boxes).shard(ShardName::Masks(0)).is_err());
}

#[test]
fn images_are_named_as_in_the_run() {
    let scene = Scene::new(IouType::Bbox, &Config::default());
    let data = data(&scene);
    let images = shard(&data, ShardName::Images);
    assert_eq!(images.texts("file_name"), image_names());
    assert_eq!((images.integer("width", 0), images.texts("id")[3].as_str()), (64, "3"));
    assert!(data.shard(ShardName::Thumbs).is_err());
}

#[test]
fn meta_says_what_the_record_says() {
    let scene = Scene::new(IouType::Bbox, &Config::default());
    let data = data(&scene);
    let meta = meta(&data);
    let record = data.run().record();
    let exact = record.exact.as_ref().unwrap();
    assert_eq!(meta["name"], "my run");
    assert_eq!(meta["iou_type"], "bbox");
    assert_eq!(
        [&meta["n_images"], &meta["n_ground_truths"], &meta["n_detections"]],
        [71, 400, 900]
    );
    assert_eq!(meta["iou_thresholds"][1], "0.55");
    assert_eq!(meta["operating_point"]["asked"], "best-f1");
    assert_eq!(meta["operating_point"]["reference_iou_idx"], 0);
    assert_eq!(
        meta["settings"][1],
        json!({"key": "max-detections", "value": "1, 10", "origin": "flag"})
    );
    assert_eq!(meta["area_ranges"][1]["asked"], json!({"percentiles": [0.0, 25.0]}));
    let expected = json!({"full": true, "thumbnails": true, "root": scene.images().to_str()});
    assert_eq!(meta["images"], expected);

    let coco = record.coco.as_ref().unwrap();
    assert_eq!(meta["coco"]["statistics"][0]["value"], coco.statistics[0].value);
    let wording = "Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ]";
    assert_eq!(meta["coco"]["statistics"][0]["wording"], wording);
    let by_category = &meta["coco"]["category_average_precision"];
    assert_eq!(by_category[1][0], coco.categories[1].ap);
    assert!(coco.categories[1].ap > 0.0);
    assert_eq!(by_category[2][0], "no ground truth");

    let averages = meta["averages"].as_array().unwrap();
    assert_eq!(averages.len(), 6 * (3 + 3));
    for row in exact.categories.iter().filter(|row| row.averages.ap_75.is_some()) {
        let area = record.area_ranges.iter().position(|range| range.name == row.area_range);
        let is_row = |found: &&Value| {
            found["scope"] == row.category_row && found["area_idx"] == area.unwrap()
        };
        let found = averages.iter().find(is_row).unwrap();
        let expected = row.averages.ap_75.unwrap();
        let expected =
            expected.get().map_or_else(|reason| json!(reason.to_string()), |ap| json!(ap));
        assert_eq!(found["average_precision"][5], expected);
    }
}

#[test]
fn a_damaged_run_is_an_error() {
    let scene = Scene::new(IouType::Segm, &Config::default());
    let data = data(&scene);
    for table in ["detections", "ground_truths", "averages", "images"] {
        std::fs::write(scene.run().join(format!("{table}.parquet")), "PAR1").unwrap();
    }
    for name in ["meta", "images", "detections", "ground_truths", "matches", "masks_0"] {
        let error = data.shard(name.parse().unwrap()).unwrap_err();
        assert!(error.to_string().contains("damaged"), "{error}");
    }
}

#[test]
fn a_run_of_coco_alone_is_refused() {
    let config = Config { protocols: detlens_engine::Protocols::Coco, ..Config::default() };
    let scene = Scene::new(IouType::Bbox, &config);
    let error = PageData::new(Run::open(&scene.run()).unwrap(), None).unwrap_err();
    assert!(matches!(error, detlens_page::PageError::NoExact));
}
