//! Ground truth and masks against a slow twin that builds a tree and knows nothing of the reader.
#![allow(clippy::unwrap_used, reason = "a test stops at what it does not expect")]

use std::collections::BTreeSet;

use detlens_data::{Dataset, Id, IouType, Outcome, ReadOptions, Source, read};
use detlens_geometry::{
    MaskSize, RasterScratch, check_counts, decode_counts, encode_counts, rasterize,
};
use proptest::prelude::*;
use serde_json::{Value, json};

const HEIGHT: u32 = 6;
const WIDTH: u32 = 5;

/// A mask in one of the forms a file may have; some are malformed, `null` or empty.
fn segmentations() -> impl Strategy<Value = Value> {
    let runs = prop::collection::vec(1..8_u32, 1..8);
    let size = prop_oneof![9 => Just([HEIGHT, WIDTH]), 1 => Just([WIDTH, HEIGHT])];
    let ring = prop::collection::vec((-8..32_i32).prop_map(|x| f64::from(x) / 4.0), 4..12);
    prop_oneof![
        (runs.clone(), size.clone(), any::<bool>()).prop_map(|(runs, size, is_filled)| {
            json!({"size": size, "counts": filled(&runs, is_filled)})
        }),
        (runs, size).prop_map(|(runs, size)| {
            let mut coded = Vec::new();
            encode_counts(&filled(&runs, true), &mut coded);
            json!({"counts": String::from_utf8(coded).unwrap(), "extra": {"a": []}, "size": size})
        }),
        prop::collection::vec(ring, 1..3).prop_map(|rings| json!(rings)),
        prop_oneof![
            Just(json!(null)),
            Just(json!([])),
            Just(json!("no mask")),
            Just(json!([1, 2]))
        ],
    ]
}

/// Run lengths, extended to fill the image if they can be.
fn filled(runs: &[u32], is_filled: bool) -> Vec<u32> {
    let mut runs = runs.to_vec();
    let total: u32 = runs.iter().sum();
    if is_filled && total < HEIGHT * WIDTH {
        runs.push(HEIGHT * WIDTH - total);
    }
    runs
}

/// Ids as numbers and texts; the last two are nobody's.
fn ids() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![json!(0), json!(-3), json!(7.0), json!("a\\b"), json!(8), json!("7")])
}

fn annotations() -> impl Strategy<Value = Value> {
    let flag = prop::sample::select(vec![json!(0), json!(1), json!(true), json!(2), json!(null)]);
    let area = prop::sample::select(vec![json!(12.5), json!(-1), json!(null), json!("big")]);
    (0..40_i64, ids(), ids(), segmentations(), flag, area).prop_map(
        |(id, image_id, category_id, segmentation, iscrowd, area)| {
            json!({"id": id, "image_id": image_id, "category_id": category_id, "bbox": [null],
                   "segmentation": segmentation, "iscrowd": iscrowd, "area": area})
        },
    )
}

/// A kept annotation: id, image, category, coded mask, crowd, bits of the area.
type Row = (Id, Id, Id, Vec<u8>, bool, u64);

/// The annotations that are good, judged one by one from the tree.
fn rows_of_twin(annotations: &[Value]) -> Vec<Row> {
    let mut seen = BTreeSet::new();
    let rows = annotations.iter().filter_map(row_of_twin);
    rows.filter(|row| seen.insert(row.0.clone())).collect()
}

fn row_of_twin(annotation: &Value) -> Option<Row> {
    let known = [Id::from(0), Id::from(-3), Id::from(7), Id::from("a\\b")];
    let reference = |key: &str| Some(id_of(&annotation[key])).filter(|id| known.contains(id));
    let crowd = match &annotation["iscrowd"] {
        Value::Null => false,
        Value::Bool(flag) => *flag,
        number => [false, true].get(usize::try_from(number.as_u64()?).ok()?).copied()?,
    };
    let counts = counts_of_twin(&annotation["segmentation"])?;
    let pixels: u32 = counts.iter().skip(1).step_by(2).sum();
    let area_px2 = match &annotation["area"] {
        Value::Null => f64::from(pixels),
        area => area.as_f64().filter(|area_px2| *area_px2 >= 0.0)?,
    };
    let mut coded = Vec::new();
    encode_counts(&counts, &mut coded);
    let id = id_of(&annotation["id"]);
    let area_bits = area_px2.to_bits();
    Some((id, reference("image_id")?, reference("category_id")?, coded, crowd, area_bits))
}

fn id_of(value: &Value) -> Id {
    match value {
        Value::String(text) => text.as_str().into(),
        number => number.as_f64().unwrap().to_string().parse::<i64>().unwrap().into(),
    }
}

fn counts_of_twin(segmentation: &Value) -> Option<Vec<u32>> {
    let size = MaskSize::new(HEIGHT, WIDTH).unwrap();
    let mut counts = Vec::new();
    match segmentation {
        Value::Object(mask) if mask["size"] == json!([HEIGHT, WIDTH]) => match &mask["counts"] {
            Value::String(coded) => decode_counts(coded.as_bytes(), &mut counts).ok()?,
            plain => counts = serde_json::from_value(plain.clone()).ok()?,
        },
        Value::Array(parts) if !parts.is_empty() => {
            let parts: Vec<Vec<f64>> = serde_json::from_value(segmentation.clone()).ok()?;
            let rings = parts.iter().map(Vec::as_slice);
            rasterize(rings, size, &mut RasterScratch::default(), &mut counts).ok()?;
        }
        _ => return None,
    }
    check_counts(&counts, size).ok().map(|_| counts)
}

fn rows_of(dataset: &Dataset) -> Vec<Row> {
    let gts = dataset.ground_truths();
    let masks = gts.regions().masks().unwrap();
    let image = |idx: usize| dataset.images()[gts.image_idx()[idx] as usize].id.clone();
    let category = |idx: usize| dataset.categories()[gts.category_idx()[idx] as usize].id.clone();
    (0..gts.len())
        .map(|idx| {
            let (coded, crowd) = (masks.coded(idx).to_vec(), gts.is_crowd()[idx]);
            let area_bits = gts.file_area_px2()[idx].to_bits();
            (gts.ids()[idx].clone(), image(idx), category(idx), coded, crowd, area_bits)
        })
        .collect()
}

/// The ground-truth file with its lists in the order that `order` gives.
fn document(annotations: &[Value], order: &[&str]) -> String {
    let known = [json!("a\\b"), json!(7), json!(0), json!(-3)];
    let images = known.iter().map(|id| json!({"id": id, "height": HEIGHT, "width": WIDTH}));
    let images: Vec<Value> = images.collect();
    let categories: Vec<Value> = known.iter().map(|id| json!({"id": id, "name": "box"})).collect();
    let member = |key: &&str| {
        let value = match *key {
            "images" => json!(images),
            "categories" => json!(categories),
            "annotations" => json!(annotations),
            _ => json!([{"images": []}, "annotations", {"categories": {}}]),
        };
        format!("{key:?}: {value}")
    };
    format!("{{{}}}", order.iter().map(member).collect::<Vec<_>>().join(","))
}

fn read_leniently(text: &str) -> Outcome {
    let options = ReadOptions { iou_type: Some(IouType::Segm), lenient: true };
    read(Source::new("gt.json", text.as_bytes()), Vec::new(), &options)
}

proptest! {
    #[test]
    fn keeps_the_good_annotations_and_nothing_else(
        annotations in prop::collection::vec(annotations(), 0..30),
        order in Just(["images", "extra", "annotations", "categories"]).prop_shuffle(),
    ) {
        let outcome = read_leniently(&document(&annotations, &order));
        let expected = rows_of_twin(&annotations);
        let n_dropped = (annotations.len() - expected.len()) as u64;
        prop_assert_eq!(outcome.dropped.annotations, n_dropped);
        prop_assert_eq!(outcome.problems.has_errors(), n_dropped > 0);
        let dataset = outcome.dataset.unwrap();
        prop_assert_eq!(rows_of(&dataset), expected);
        let ids = dataset.images().iter().map(|image| &image.id);
        prop_assert!(ids.is_sorted());
    }

    /// The same file says the same in any order of its lists.
    #[test]
    fn the_order_of_the_lists_changes_nothing(
        annotations in prop::collection::vec(annotations(), 0..30),
        order in Just(["images", "extra", "annotations", "categories"]).prop_shuffle(),
    ) {
        let usual = read_leniently(&document(&annotations, &["images", "categories", "annotations"]));
        let other = read_leniently(&document(&annotations, &order));
        prop_assert_eq!(usual.problems, other.problems);
        prop_assert_eq!(usual.dropped, other.dropped);
    }
}
