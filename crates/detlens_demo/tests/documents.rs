//! The two COCO documents: they parse, refer to each other, and hold the masks of the scenes.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use detlens_demo::{CocoDocuments, DemoOptions, Region, Scene, scenes};
use detlens_geometry::{MaskSize, RasterScratch, decode_counts, rasterize};
use serde::Deserialize;

#[derive(Deserialize)]
struct GroundTruthFile {
    categories: Vec<CategoryRow>,
    images: Vec<ImageRow>,
    annotations: Vec<AnnotationRow>,
}

#[derive(Deserialize)]
struct CategoryRow {
    id: u32,
}

#[derive(Deserialize)]
struct ImageRow {
    id: u32,
    file_name: String,
    width: u32,
    height: u32,
}

#[derive(Deserialize)]
struct AnnotationRow {
    id: u32,
    image_id: u32,
    category_id: u32,
    bbox: [u32; 4],
    area: u32,
    segmentation: Segmentation,
}

#[derive(Deserialize)]
struct ResultRow {
    image_id: u32,
    category_id: u32,
    bbox: [u32; 4],
    score: f64,
    segmentation: Segmentation,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Segmentation {
    Polygons(Vec<Vec<f64>>),
    Coded { size: [u32; 2], counts: String },
    Plain { size: [u32; 2], counts: Vec<u32> },
}

impl Segmentation {
    fn form(&self) -> &'static str {
        match self {
            Self::Polygons(_) => "polygons",
            Self::Coded { .. } => "coded",
            Self::Plain { .. } => "plain",
        }
    }

    /// The run lengths that it stands for in an image of `size`.
    fn counts(&self, size: MaskSize) -> Vec<u32> {
        let mut read = Vec::new();
        match self {
            Self::Polygons(parts) => {
                let parts = parts.iter().map(Vec::as_slice);
                rasterize(parts, size, &mut RasterScratch::default(), &mut read)
                    .expect("the polygons are rings");
            }
            Self::Coded { size: [height, width], counts } => {
                assert_eq!((*height, *width), (size.height(), size.width()));
                decode_counts(counts.as_bytes(), &mut read).expect("the run lengths are coded");
            }
            Self::Plain { size: [height, width], counts } => {
                assert_eq!((*height, *width), (size.height(), size.width()));
                read.extend(counts);
            }
        }
        read
    }
}

struct Sample {
    scenes: Vec<Scene>,
    ground_truth: GroundTruthFile,
    results: Vec<ResultRow>,
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let options = DemoOptions { n_images: 5, ..DemoOptions::default() };
    let scenes: Vec<Scene> = scenes(options).collect();
    let mut documents = CocoDocuments::default();
    for scene in &scenes {
        documents.add(scene);
    }
    let ground_truth = serde_json::from_slice(&documents.ground_truth_json());
    let results = serde_json::from_slice(&documents.detections_json());
    Sample {
        scenes,
        ground_truth: ground_truth.expect("the ground truth is JSON of this shape"),
        results: results.expect("the results are JSON of this shape"),
    }
});

fn bbox(region: &Region) -> [u32; 4] {
    let bounds = region.bounding_box();
    [bounds.x, bounds.y, bounds.width, bounds.height]
}

#[test]
fn references_resolve_and_ids_are_unique() {
    let Sample { ground_truth, results, .. } = &*SAMPLE;
    let images: BTreeSet<u32> = ground_truth.images.iter().map(|row| row.id).collect();
    let categories: BTreeSet<u32> = ground_truth.categories.iter().map(|row| row.id).collect();
    let ids: BTreeSet<u32> = ground_truth.annotations.iter().map(|row| row.id).collect();
    assert_eq!((images.len(), categories.len()), (5, 5));
    assert_eq!(ids.len(), ground_truth.annotations.len());
    let from_annotations =
        ground_truth.annotations.iter().map(|row| (row.image_id, row.category_id));
    let from_results = results.iter().map(|row| (row.image_id, row.category_id));
    for (image_id, category_id) in from_annotations.chain(from_results) {
        assert!(images.contains(&image_id) && categories.contains(&category_id));
    }
}

#[test]
fn ground_truths_are_those_of_the_scenes_in_all_three_forms() {
    let mut rows = SAMPLE.ground_truth.annotations.iter();
    let mut forms = BTreeSet::new();
    for scene in &SAMPLE.scenes {
        for (gt, row) in scene.ground_truths.iter().zip(&mut rows) {
            assert_eq!(row.segmentation.counts(scene.size), gt.region.counts(scene.size));
            assert_eq!((row.area, row.bbox), (gt.region.area_px(), bbox(&gt.region)));
            assert_eq!(row.category_id, gt.category.id());
            forms.insert(row.segmentation.form());
        }
    }
    assert_eq!(rows.len(), 0);
    assert_eq!(forms, BTreeSet::from(["polygons", "coded", "plain"]));
}

#[test]
fn results_are_the_detections_of_the_scenes() {
    let mut rows = SAMPLE.results.iter();
    for scene in &SAMPLE.scenes {
        for (dt, row) in scene.detections.iter().zip(&mut rows) {
            assert_eq!(row.segmentation.counts(scene.size), dt.region.counts(scene.size));
            assert_eq!(row.bbox, bbox(&dt.region));
            assert_eq!(row.category_id, dt.category.id());
            assert_eq!(row.score.to_bits(), dt.score.to_bits());
        }
    }
    assert_eq!(rows.len(), 0);
}

#[test]
fn images_say_their_name_and_size() {
    for (scene, row) in SAMPLE.scenes.iter().zip(&SAMPLE.ground_truth.images) {
        assert_eq!(row.file_name, scene.file_name);
        assert_eq!((row.width, row.height), (scene.size.width(), scene.size.height()));
    }
}
