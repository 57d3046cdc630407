//! The two COCO documents: ground truth and results.

use detlens_geometry::{MaskSize, PixelBox, encode_counts};
use serde::Serialize;

use crate::catalogue::{Category, Role};
use crate::contour::contours;
use crate::detector::Detection;
use crate::region::Region;
use crate::scene::{GroundTruth, Scene};

/// Collects scenes and writes what they hold as COCO files.
///
/// Only the records are kept, so a scene's pixels may be dropped as soon as they are saved.
///
/// # Example
///
/// ```
/// # use detlens_demo::{CocoDocuments, DemoOptions, scenes};
/// let mut documents = CocoDocuments::default();
/// for scene in scenes(DemoOptions { n_images: 1, ..DemoOptions::default() }) {
///     documents.add(&scene);
/// }
/// let ground_truth = documents.ground_truth_json();
/// assert!(ground_truth.starts_with(b"{"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct CocoDocuments {
    images: Vec<String>,
    annotations: Vec<String>,
    results: Vec<String>,
}

impl CocoDocuments {
    /// Adds the records of `scene`; ids count from 1 in the order of the calls.
    pub fn add(&mut self, scene: &Scene) {
        let image_id = self.images.len() + 1;
        let size = scene.size;
        let (width, height) = (size.width(), size.height());
        self.images.push(record(&ImageRecord {
            id: image_id,
            file_name: &scene.file_name,
            width,
            height,
        }));
        for gt in &scene.ground_truths {
            let id = self.annotations.len() + 1;
            self.annotations.push(record(&AnnotationRecord::new(id, image_id, gt, size)));
        }
        let results =
            scene.detections.iter().map(|dt| record(&ResultRecord::new(image_id, dt, size)));
        self.results.extend(results);
    }

    /// The ground-truth document: `info`, `categories`, `images`, `annotations`.
    #[must_use]
    pub fn ground_truth_json(&self) -> Vec<u8> {
        let info = record(&InfoRecord {
            description: "Rendered parcels in a warehouse: sample data of Detlens",
            version: env!("CARGO_PKG_VERSION"),
        });
        let categories: Vec<String> = Category::ALL
            .iter()
            .map(|category| record(&CategoryRecord { id: category.id(), name: category.name() }))
            .collect();
        let document = format!(
            "{{\n\"info\": {info},\n\"categories\": {},\n\"images\": {},\n\"annotations\": {}\n}}\n",
            array(&categories),
            array(&self.images),
            array(&self.annotations),
        );
        document.into_bytes()
    }

    /// The results: one array.
    #[must_use]
    pub fn detections_json(&self) -> Vec<u8> {
        (array(&self.results) + "\n").into_bytes()
    }
}

#[derive(Serialize)]
struct InfoRecord {
    description: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct CategoryRecord {
    id: u32,
    name: &'static str,
}

#[derive(Serialize)]
struct ImageRecord<'a> {
    id: usize,
    file_name: &'a str,
    width: u32,
    height: u32,
}

#[derive(Serialize)]
struct AnnotationRecord {
    id: usize,
    image_id: usize,
    category_id: u32,
    bbox: [u32; 4],
    area: u32,
    iscrowd: u8,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    ignore: bool,
    segmentation: Segmentation,
}

#[derive(Serialize)]
struct ResultRecord {
    image_id: usize,
    category_id: u32,
    score: f64,
    bbox: [u32; 4],
    segmentation: Segmentation,
}

/// The three forms in which COCO files hold masks.
#[derive(Serialize)]
#[serde(untagged)]
enum Segmentation {
    Polygons(Vec<Vec<u32>>),
    Plain { size: [u32; 2], counts: Vec<u32> },
    Coded { size: [u32; 2], counts: String },
}

impl Segmentation {
    fn coded(region: &Region, size: MaskSize) -> Self {
        let mut coded = Vec::new();
        encode_counts(&region.counts(size), &mut coded);
        let counts = coded.into_iter().map(char::from).collect();
        Self::Coded { size: [size.height(), size.width()], counts }
    }

    fn plain(region: &Region, size: MaskSize) -> Self {
        Self::Plain { size: [size.height(), size.width()], counts: region.counts(size) }
    }

    /// Polygons with exactly the mask of `region`, if they are short.
    fn polygons(region: &Region) -> Option<Self> {
        const MOST_CORNERS: usize = 180;
        let rings = contours(region)?;
        let n_corners: usize = rings.iter().map(Vec::len).sum();
        let flat = |ring: Vec<(u32, u32)>| ring.into_iter().flat_map(|(x, y)| [x, y]).collect();
        (n_corners <= MOST_CORNERS).then(|| Self::Polygons(rings.into_iter().map(flat).collect()))
    }
}

impl AnnotationRecord {
    fn new(id: usize, image_id: usize, gt: &GroundTruth, size: MaskSize) -> Self {
        let region = &gt.region;
        // As in COCO, crowds are plain run lengths and objects are polygons. Those that polygons
        // cannot hold, and every third besides, are coded run lengths, so that all forms occur.
        let segmentation = if gt.role == Role::Crowd {
            Segmentation::plain(region, size)
        } else {
            let polygons =
                (!id.is_multiple_of(3)).then(|| Segmentation::polygons(region)).flatten();
            polygons.unwrap_or_else(|| Segmentation::coded(region, size))
        };
        Self {
            id,
            image_id,
            category_id: gt.category.id(),
            bbox: bbox(region),
            area: region.area_px(),
            iscrowd: u8::from(gt.role == Role::Crowd),
            ignore: gt.role == Role::Ignored,
            segmentation,
        }
    }
}

impl ResultRecord {
    fn new(image_id: usize, dt: &Detection, size: MaskSize) -> Self {
        Self {
            image_id,
            category_id: dt.category.id(),
            score: dt.score,
            bbox: bbox(&dt.region),
            segmentation: Segmentation::coded(&dt.region, size),
        }
    }
}

fn bbox(region: &Region) -> [u32; 4] {
    let PixelBox { x, y, width, height } = region.bounding_box();
    [x, y, width, height]
}

fn record(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("records of numbers and text always serialize")
}

/// One record on each line.
fn array(records: &[String]) -> String {
    format!("[\n{}\n]", records.join(",\n"))
}
