//! A small run on disk with images, for tests of the page and of the server.

#![expect(clippy::unwrap_used, reason = "a test may stop at what it does not expect")]
#![allow(dead_code, reason = "no test uses everything")]

use std::fs;
use std::path::{Path, PathBuf};

use detlens_data::{
    Category, Dataset, DatasetBuilder, DetectionInput, GroundTruthInput, Id, Image, IouType,
    RegionInput,
};
use detlens_engine::{Config, evaluate};
use detlens_geometry::{BoundingBox, MaskSize};
use detlens_run::RunInput;
use detlens_run::schema::{Origin, Setting, SettingValue};
use tempfile::TempDir;

/// Side of every image, px.
const SIDE: u32 = 64;
const N_CATEGORIES: u32 = 3;

/// Names of the images; the last one has no file. There are more than one shard of masks holds.
pub(crate) fn image_names() -> Vec<String> {
    let plain = (2..70).map(|number| format!("{number}.png"));
    let odd = ["straße 1/a & b?#%41.png".to_owned(), "../outside.png".to_owned()];
    odd.into_iter().chain(plain).chain(["missing.png".to_owned()]).collect()
}

/// A run, its images beside it, and a secret that neither may give away.
pub(crate) struct Scene {
    pub(crate) dir: TempDir,
}

impl Scene {
    /// Evaluates and writes a run.
    pub(crate) fn new(iou_type: IouType, config: &Config) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let scene = Self { dir };
        let dataset = dataset(iou_type);
        let evaluation = evaluate(&dataset, config).unwrap();
        let images = scene.images().to_str().unwrap().to_owned();
        let setting = |name: &str, value: SettingValue| Setting {
            name: name.to_owned(),
            value,
            origin: Origin::Flag,
        };
        let settings = [
            setting("images", images.as_str().into()),
            setting("max-detections", vec![1_i64, 10].into()),
        ];
        let input = RunInput {
            settings: &settings,
            files: &[],
            problems: &[],
            dataset: &dataset,
            config,
            evaluation: &evaluation,
        };
        detlens_run::write(&scene.run(), &input, false).unwrap();
        scene.write_images();
        scene
    }

    /// The run directory.
    pub(crate) fn run(&self) -> PathBuf {
        self.path("my run")
    }

    /// The image folder.
    pub(crate) fn images(&self) -> PathBuf {
        self.path("images")
    }

    /// A path beside the run.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write_images(&self) {
        fs::write(self.path("outside.png"), png(3)).unwrap();
        for (idx, name) in image_names().iter().enumerate() {
            if name.starts_with("..") || name == "missing.png" {
                continue;
            }
            let path = self.images().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, png(idx)).unwrap();
        }
    }
}

/// A PNG whose color tells `idx`.
pub(crate) fn png(idx: usize) -> Vec<u8> {
    let level = u8::try_from(idx * 3 % 256).unwrap();
    let image = image::RgbImage::from_pixel(SIDE, SIDE, image::Rgb([level, 255 - level, 90]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Objects all over the images, with ties, crowds, ignored ones and a category without any.
fn dataset(iou_type: IouType) -> Dataset {
    let names = image_names();
    let n_images = u32::try_from(names.len()).unwrap();
    let id = |number: u32| Id::Number(i64::from(number));
    let size = MaskSize::new(SIDE, SIDE).unwrap();
    let mut builder = DatasetBuilder::new(iou_type);
    for (number, file_name) in (0..).zip(names) {
        builder.image(&Image { id: id(number), file_name, size: Some(size) });
    }
    for number in 0..N_CATEGORIES {
        let name = ["box", "tote \"2\"", "</script>"][number as usize].to_owned();
        builder.category(&Category { id: id(number), name });
    }
    for i in 0..400_u32 {
        let (image, category) = (id(i * i % (n_images - 1)), id(i % (N_CATEGORIES - 1)));
        let rectangle = rectangle(i, 0);
        let counts = counts(rectangle);
        let region = region(iou_type, rectangle, &counts);
        let mut gt = GroundTruthInput::new(id(i), image, category, region);
        (gt.is_crowd, gt.is_ignored) = (i % 13 == 5, i % 11 == 7);
        builder.ground_truth(&gt);
    }
    for i in 0..900_u32 {
        let of = i % 400;
        let category = (of + u32::from(i % 10 == 0)) % (N_CATEGORIES - 1);
        let rectangle = rectangle(of, i % 4);
        let counts = counts(rectangle);
        let region = region(iou_type, rectangle, &counts);
        let score = f64::from(1 + i * 37 % 64) / 64.0 - 0.001;
        let image = id(of * of % (n_images - 1));
        builder.detection(&DetectionInput::new(image, id(category), score, region));
    }
    builder.build().unwrap()
}

/// Left, top, width and height in px of the `i`-th object, moved to the right.
fn rectangle(i: u32, moved_px: u32) -> [u32; 4] {
    [i * 7 % 31 + moved_px, i * 5 % 29, 5 + i % 19, 4 + i % 23]
}

fn region(iou_type: IouType, rectangle: [u32; 4], counts: &[u32]) -> RegionInput<'_> {
    if iou_type == IouType::Segm {
        return RegionInput::Counts { size: MaskSize::new(SIDE, SIDE).unwrap(), counts };
    }
    let [x, y, width, height] = rectangle.map(f64::from);
    RegionInput::Box(BoundingBox { x, y, width, height })
}

/// The rectangle as run lengths, column by column, 0s first.
fn counts([x, y, width, height]: [u32; 4]) -> Vec<u32> {
    let mut counts = vec![x * SIDE + y];
    for column in 1..=width {
        counts.push(height);
        let rest = if column == width { (SIDE - x - width) * SIDE + SIDE - y } else { SIDE };
        counts.push(rest - height);
    }
    counts
}

/// Everything that lies in a folder: names with `/`, and bytes.
pub(crate) fn files_in(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(dir).unwrap().to_str().unwrap().replace('\\', "/");
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}
