//! Small random datasets with many ties, crowds, ignored objects and empty corners.

use detlens_data::{
    Category, Dataset, DatasetBuilder, DetectionInput, GroundTruthInput, Image, IouType,
    RegionInput,
};
use detlens_geometry::{BoundingBox, MaskSize};
use proptest::prelude::*;

/// Side of every image, px.
const SIDE: u32 = 12;

/// A rectangle in an image: left, top, width, height in px.
type Rectangle = (u32, u32, u32, u32);

#[derive(Clone, Debug)]
struct Object {
    image: usize,
    category: usize,
    rectangle: Rectangle,
    is_crowd: bool,
    is_ignored: bool,
}

#[derive(Clone, Debug)]
struct Found {
    image: usize,
    category: usize,
    rectangle: Rectangle,
    score: f64,
}

/// A dataset before it is one. Images and categories are numbered; ids are given at the end.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    iou_type: IouType,
    image_ids: Vec<i64>,
    category_ids: Vec<i64>,
    objects: Vec<Object>,
    found: Vec<Found>,
}

fn rectangles() -> impl Strategy<Value = Rectangle> {
    (0..SIDE - 2, 0..SIDE - 2, 1..6_u32, 1..6_u32)
        .prop_map(|(x, y, w, h)| (x, y, w.min(SIDE - x), h.min(SIDE - y)))
}

/// Scenes of up to 3 images, 3 categories, 14 objects and 24 detections.
pub(crate) fn scenes() -> impl Strategy<Value = Scene> {
    let iou_type = prop_oneof![Just(IouType::Bbox), Just(IouType::Segm)];
    (iou_type, 1..4_usize, 1..4_usize).prop_flat_map(|(iou_type, n_images, n_categories)| {
        let object = (0..n_images, 0..n_categories, rectangles(), 0..10_u8).prop_map(
            |(image, category, rectangle, kind)| Object {
                image,
                category,
                rectangle,
                is_crowd: kind == 0,
                is_ignored: kind == 1,
            },
        );
        // Few distinct scores, so that most detections tie with another.
        let found = (0..n_images, 0..n_categories, rectangles(), 1..8_u8).prop_map(
            |(image, category, rectangle, score)| Found {
                image,
                category,
                rectangle,
                score: f64::from(score) / 8.0,
            },
        );
        let objects = prop::collection::vec(object, 0..14);
        let found = prop::collection::vec(found, 0..24);
        (objects, found).prop_map(move |(objects, found)| Scene {
            iou_type,
            image_ids: (0..).take(n_images).collect(),
            category_ids: (0..).take(n_categories).collect(),
            objects,
            found,
        })
    })
}

impl Scene {
    /// One image, one category, nothing in it.
    pub(crate) fn empty() -> Self {
        Self {
            iou_type: IouType::Bbox,
            image_ids: vec![0],
            category_ids: vec![0],
            objects: Vec::new(),
            found: Vec::new(),
        }
    }

    pub(crate) fn n_categories(&self) -> usize {
        self.category_ids.len()
    }

    pub(crate) fn n_cells_with_detections(&self) -> usize {
        let mut cells: Vec<_> = self.found.iter().map(|dt| (dt.image, dt.category)).collect();
        cells.sort_unstable();
        cells.dedup();
        cells.len()
    }

    /// Only the detections above a score.
    pub(crate) fn cut_at(&self, score_threshold: f64) -> Self {
        let mut scene = self.clone();
        scene.found.retain(|dt| dt.score > score_threshold);
        scene
    }

    /// The same content with rows in another order and other ids.
    pub(crate) fn shuffled(&self, seed: u64) -> Self {
        let mut random = Shuffler(seed);
        let mut scene = self.clone();
        random.shuffle(&mut scene.objects);
        random.shuffle(&mut scene.found);
        random.shuffle(&mut scene.image_ids);
        random.shuffle(&mut scene.category_ids);
        scene
    }

    pub(crate) fn dataset(&self) -> Dataset {
        let size = MaskSize::new(SIDE, SIDE).unwrap();
        let mut builder = DatasetBuilder::new(self.iou_type);
        for &id in &self.image_ids {
            let file_name = format!("{id}.png");
            builder.image(&Image { id: id.into(), file_name, size: Some(size) });
        }
        for &id in &self.category_ids {
            builder.category(&Category { id: id.into(), name: format!("category {id}") });
        }
        for (id, object) in (0..).zip(&self.objects) {
            let counts = counts(object.rectangle);
            let region = region(self.iou_type, object.rectangle, size, &counts);
            let (image, category) =
                (self.image_ids[object.image], self.category_ids[object.category]);
            builder.ground_truth(&GroundTruthInput {
                is_crowd: object.is_crowd,
                is_ignored: object.is_ignored,
                ..GroundTruthInput::new(id, image, category, region)
            });
        }
        for dt in &self.found {
            let counts = counts(dt.rectangle);
            let region = region(self.iou_type, dt.rectangle, size, &counts);
            let (image, category) = (self.image_ids[dt.image], self.category_ids[dt.category]);
            builder.detection(&DetectionInput::new(image, category, dt.score, region));
        }
        builder.build().unwrap()
    }
}

fn region(
    iou_type: IouType,
    (x, y, width, height): Rectangle,
    size: MaskSize,
    counts: &[u32],
) -> RegionInput<'_> {
    let [x, y, width, height] = [x, y, width, height].map(f64::from);
    match iou_type {
        IouType::Bbox => RegionInput::Box(BoundingBox { x, y, width, height }),
        IouType::Segm => RegionInput::Counts { size, counts },
    }
}

/// Run lengths of a filled rectangle, column by column.
fn counts((x, y, width, height): Rectangle) -> Vec<u32> {
    let mut pixels = vec![false; (SIDE * SIDE) as usize];
    for column in x..x + width {
        for row in y..y + height {
            pixels[(column * SIDE + row) as usize] = true;
        }
    }
    let mut counts = Vec::new();
    if pixels[0] {
        counts.push(0);
    }
    counts.extend(pixels.chunk_by(|a, b| a == b).map(|run| u32::try_from(run.len()).unwrap()));
    counts
}

/// A small generator of pseudo-random numbers: splitmix64.
struct Shuffler(u64);

impl Shuffler {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn shuffle<T>(&mut self, values: &mut [T]) {
        for end in (1..values.len()).rev() {
            let other = usize::try_from(self.next() % (end as u64 + 1)).unwrap();
            values.swap(end, other);
        }
    }
}
