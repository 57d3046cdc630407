//! Runs the cases in `cases/geometry`.

use std::fs;
use std::path::Path;

use detlens_geometry::{
    BoundingBox, MaskMeasure, MaskSize, PixelBox, RasterScratch, RleError, Run, box_iou,
    box_overlap_of_crowd, check_counts, decode_counts, encode_counts, foreground_runs,
    intersection_px, mask_iou, mask_overlap_of_crowd, measure, rasterize,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A case file: any number of cases of one kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases<C> {
    case: Vec<Named<C>>,
}

/// What every case has, besides its numbers.
#[derive(Deserialize)]
struct Named<C> {
    name: String,
    /// The rule that the case pins, for the reader.
    #[serde(rename = "source")]
    _source: String,
    #[serde(flatten)]
    case: C,
}

/// Calls `check` with the name and the numbers of each case in a file.
fn for_each_case<C: DeserializeOwned>(file: &str, check: impl Fn(&str, C)) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/geometry").join(file);
    let text = fs::read_to_string(&path).expect("the case file is there");
    let cases: Cases<C> = toml::from_str(&text).expect("the case file has the form of its kind");
    assert!(!cases.case.is_empty(), "{file} has cases");
    for Named { name, case, .. } in cases.case {
        check(&name, case);
    }
}

fn mask_size([height, width]: [u32; 2]) -> MaskSize {
    MaskSize::new(height, width).expect("the size of a case is one that a mask can have")
}

fn encoded(counts: &[u32]) -> Vec<u8> {
    let mut coded = Vec::new();
    encode_counts(counts, &mut coded);
    coded
}

fn decoded(coded: &[u8]) -> Result<Vec<u32>, RleError> {
    let mut counts = Vec::new();
    decode_counts(coded, &mut counts).map(|()| counts)
}

fn runs_of(counts: &[u32]) -> Vec<Run> {
    let mut runs = Vec::new();
    foreground_runs(&encoded(counts), &mut runs);
    runs
}

fn area_px(counts: &[u32]) -> u32 {
    counts.iter().skip(1).step_by(2).sum()
}

#[derive(Deserialize)]
struct BoxCase {
    dt: [f64; 4],
    gt: [f64; 4],
    iou: f64,
    of_crowd: f64,
}

#[test]
fn boxes() {
    let bounding_box = |[x, y, width, height]: [f64; 4]| BoundingBox { x, y, width, height };
    for_each_case("boxes.toml", |name, case: BoxCase| {
        let (dt, gt) = (bounding_box(case.dt), bounding_box(case.gt));
        assert_eq!(box_iou(&dt, &gt).to_bits(), case.iou.to_bits(), "{name}");
        assert_eq!(box_overlap_of_crowd(&dt, &gt).to_bits(), case.of_crowd.to_bits(), "{name}");
    });
}

#[derive(Deserialize)]
struct MaskCase {
    size: [u32; 2],
    counts: Vec<u32>,
    coded: String,
    #[serde(default = "yes")]
    is_shortest: bool,
    area_px: u32,
    bounding_box_px: [u32; 4],
}

fn yes() -> bool {
    true
}

#[test]
fn masks() {
    for_each_case("masks.toml", |name, case: MaskCase| {
        let (size, coded) = (mask_size(case.size), case.coded.as_bytes());
        let [x, y, width, height] = case.bounding_box_px;
        let bounding_box_px = PixelBox { x, y, width, height };
        let expected = MaskMeasure { area_px: case.area_px, bounding_box_px };
        assert_eq!(measure(coded, size), Ok(expected), "{name}");
        assert_eq!(check_counts(&case.counts, size), Ok(expected), "{name}");
        assert_eq!(decoded(coded).as_ref(), Ok(&case.counts), "{name}");
        assert_eq!(encoded(&case.counts) == coded, case.is_shortest, "{name}");
    });
}

#[derive(Deserialize)]
struct MalformedMask {
    size: [u32; 2],
    #[serde(flatten)]
    run_lengths: RunLengths,
    message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum RunLengths {
    Coded(String),
    Counts(Vec<u32>),
}

#[test]
fn malformed_masks() {
    for_each_case("malformed_masks.toml", |name, case: MalformedMask| {
        let size = mask_size(case.size);
        let measured = match &case.run_lengths {
            RunLengths::Coded(coded) => measure(coded.as_bytes(), size),
            RunLengths::Counts(counts) => check_counts(counts, size),
        };
        assert_eq!(measured.expect_err(name).to_string(), case.message, "{name}");
    });
}

#[derive(Deserialize)]
struct MaskOverlap {
    dt_counts: Vec<u32>,
    gt_counts: Vec<u32>,
    intersection_px: u64,
    iou: [f64; 2],
    of_crowd: [f64; 2],
}

#[test]
fn mask_overlaps() {
    for_each_case("mask_overlaps.toml", |name, case: MaskOverlap| {
        let (dt, gt) = (runs_of(&case.dt_counts), runs_of(&case.gt_counts));
        let shared_px = intersection_px(&dt, &gt);
        assert_eq!(shared_px, case.intersection_px, "{name}");
        let (dt_area_px, gt_area_px) = (area_px(&case.dt_counts), area_px(&case.gt_counts));
        let iou = mask_iou(shared_px, dt_area_px, gt_area_px);
        let of_crowd = mask_overlap_of_crowd(shared_px, dt_area_px);
        let bits = |[numerator, denominator]: [f64; 2]| (numerator / denominator).to_bits();
        assert_eq!(iou.to_bits(), bits(case.iou), "{name}");
        assert_eq!(of_crowd.to_bits(), bits(case.of_crowd), "{name}");
    });
}

#[derive(Deserialize)]
struct Polygon {
    size: [u32; 2],
    parts: Vec<Vec<f64>>,
    counts: Vec<u32>,
}

#[test]
fn polygons() {
    for_each_case("polygons.toml", |name, case: Polygon| {
        let (size, mut counts) = (mask_size(case.size), Vec::new());
        let parts = case.parts.iter().map(Vec::as_slice);
        rasterize(parts, size, &mut RasterScratch::default(), &mut counts).expect(name);
        assert_eq!(counts, case.counts, "{name}");
    });
}

#[derive(Deserialize)]
struct MalformedPolygon {
    parts: Vec<Vec<f64>>,
    message: String,
}

#[test]
fn malformed_polygons() {
    for_each_case("malformed_polygons.toml", |name, case: MalformedPolygon| {
        let (size, mut counts) = (mask_size([10, 10]), vec![7]);
        let parts = case.parts.iter().map(Vec::as_slice);
        let rasterized = rasterize(parts, size, &mut RasterScratch::default(), &mut counts);
        assert_eq!(rasterized.expect_err(name).to_string(), case.message, "{name}");
        assert_eq!(counts, [7], "{name}: nothing is written");
    });
}

#[derive(Deserialize)]
struct Size {
    size: [u32; 2],
    message: String,
}

#[test]
fn sizes() {
    for_each_case("sizes.toml", |name, Size { size: [height, width], message }| {
        let error = MaskSize::new(height, width).expect_err(name);
        assert_eq!(error.to_string(), message, "{name}");
    });
}
