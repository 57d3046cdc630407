//! One picture of the sample data, from plan to pixels.

use detlens_geometry::MaskSize;

use crate::catalogue::{Category, Role};
use crate::detector::{Detection, Observed, detect};
use crate::photo::{Film, jpeg};
use crate::plan::Shot;
use crate::random::Random;
use crate::region::Region;
use crate::render::expose;
use crate::sighting::{Sighting, objects_seen, sightings};
use crate::sites::Stage;
use crate::view::View;
use crate::world::World;

/// What the sample data is made from; equal options give equal bytes, on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoOptions {
    /// Number of images.
    pub n_images: u32,
    /// Which of many warehouses.
    pub seed: u64,
}

impl Default for DemoOptions {
    /// Sixty images of warehouse 1.
    fn default() -> Self {
        Self { n_images: 60, seed: 1 }
    }
}

/// One picture with what a person marked in it and what the detector reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Path relative to the folder of the data, such as `images/aisle-03-cam-12.jpg`.
    pub file_name: String,
    /// Height and width.
    pub size: MaskSize,
    /// The pixels, shape `height x width x 3`.
    pub rgb: Vec<u8>,
    /// What there is to find.
    pub ground_truths: Vec<GroundTruth>,
    /// What the detector found, highest score first.
    pub detections: Vec<Detection>,
}

/// An object as a person marks it.
#[derive(Clone, Debug, PartialEq)]
pub struct GroundTruth {
    /// What it is.
    pub category: Category,
    /// What it counts for.
    pub role: Role,
    /// The pixels that show it, exactly.
    pub region: Region,
}

/// All scenes, one at a time.
///
/// # Example
///
/// ```
/// # use detlens_demo::{DemoOptions, scenes};
/// let scene = scenes(DemoOptions::default()).next().unwrap();
/// assert_eq!(scene.file_name, "images/belt-01-cam-01.jpg");
/// ```
#[must_use]
pub fn scenes(options: DemoOptions) -> impl ExactSizeIterator<Item = Scene> {
    (0..options.n_images).map(move |image_idx| scene(options, image_idx))
}

/// The scene number `image_idx`, from 0, whatever the others are: threads may share the work.
#[must_use]
pub fn scene(options: DemoOptions, image_idx: u32) -> Scene {
    let shot = Shot::plan(image_idx);
    let random = Random::new(options.seed, u64::from(image_idx));
    let stage = shot.site.furnish(&random, shot.wishes);
    let view = view(&shot, &stage, &random);
    let exposure = expose(&stage, &view);
    let seen = objects_seen(&stage.world, &exposure.nearest);
    let marked = marked(sightings(&view, &stage.world, &exposure.nearest, &seen));
    let observed = Observed {
        world: &stage.world,
        nearest: &exposure.nearest,
        light: &exposure.light,
        marked: &marked,
    };
    let detections = detect(&observed, shot.size, &random);
    let film = Film::random(&random);
    let rgb = film.develop(&exposure.light, shot.size, &random);
    let ground_truths = ground_truths(&stage.world, marked);
    Scene { file_name: shot.file_name, size: shot.size, rgb, ground_truths, detections }
}

impl Scene {
    /// The picture as a JPEG file.
    #[must_use]
    pub fn jpeg(&self) -> Vec<u8> {
        jpeg(&self.rgb, self.size)
    }
}

fn view(shot: &Shot, stage: &Stage, random: &Random) -> View {
    let shorter_px = shot.size.width().min(shot.size.height());
    let focal_px = stage.lens * f64::from(shorter_px);
    View::camera(shot.size, (stage.eye, stage.target), focal_px, random.bell() * 0.012)
}

/// The sightings that a person would mark: not those of which hardly anything is seen.
fn marked(mut sightings: Vec<Sighting>) -> Vec<Sighting> {
    const FEWEST_PX: u32 = 100;
    const LEAST_PART: f64 = 0.07;
    sightings.retain(|sighting| {
        sighting.region.area_px() >= FEWEST_PX && sighting.visible >= LEAST_PART
    });
    sightings
}

fn ground_truths(world: &World, marked: Vec<Sighting>) -> Vec<GroundTruth> {
    let ground_truth = |sighting: Sighting| {
        let object = world.objects[sighting.object_idx as usize];
        GroundTruth { category: object.category, role: object.role, region: sighting.region }
    };
    marked.into_iter().map(ground_truth).collect()
}
