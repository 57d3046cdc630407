//! A small evaluated dataset with ties, crowds, ignored objects and an empty image.

use std::path::Path;

use detlens_data::{
    Category, Dataset, DatasetBuilder, DetectionInput, GroundTruthInput, Id, Image, IouType,
    RegionInput,
};
use detlens_engine::{Config, Evaluation, evaluate};
use detlens_geometry::{BoundingBox, MaskSize};
use detlens_run::schema::{InputFile, InputRole, Origin, Problem, Setting, Severity};
use detlens_run::{RunError, RunFile, RunInput};

/// Side of every image, px.
const SIDE: u32 = 40;
const N_IMAGES: u32 = 4;
const N_CATEGORIES: u32 = 3;

/// Everything a run is made of.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) dataset: Dataset,
    pub(crate) config: Config,
    pub(crate) evaluation: Evaluation,
    settings: Vec<Setting>,
    files: Vec<InputFile>,
    problems: Vec<Problem>,
}

impl Scene {
    /// A dataset of both sides, evaluated as `config` says.
    pub(crate) fn new(iou_type: IouType, config: Config) -> Self {
        Self::of(dataset(iou_type, |number| Id::Number(i64::from(number)), 40, 90), config)
    }

    /// A dataset, evaluated as `config` says.
    pub(crate) fn of(dataset: Dataset, config: Config) -> Self {
        let evaluation = evaluate(&dataset, &config).unwrap();
        let setting = |name: &str, value, origin| Setting { name: name.to_owned(), value, origin };
        Self {
            dataset,
            config,
            evaluation,
            settings: vec![
                setting("gt", "ground_truth.json".into(), Origin::Flag),
                setting("lenient", false.into(), Origin::Default),
            ],
            files: vec![InputFile {
                role: InputRole::GroundTruth,
                path: "ground_truth.json".to_owned(),
                size_bytes: 1234,
                xxh3_128: "0123456789abcdef0123456789abcdef".to_owned(),
                n_records: 40,
            }],
            problems: vec![Problem {
                severity: Severity::Note,
                kind: "default-applied".to_owned(),
                file: "ground_truth.json".to_owned(),
                count: 40,
                text: "ground_truth.json: annotation 0: \"iscrowd\" is missing, 0 is taken"
                    .to_owned(),
            }],
        }
    }

    pub(crate) fn input(&self) -> RunInput<'_> {
        RunInput {
            settings: &self.settings,
            files: &self.files,
            problems: &self.problems,
            dataset: &self.dataset,
            config: &self.config,
            evaluation: &self.evaluation,
        }
    }

    pub(crate) fn write(&self, dir: &Path) -> Result<RunFile, RunError> {
        detlens_run::write(dir, &self.input(), false)
    }
}

/// A dataset whose ids `id` makes of numbers from 1; the last image has no object and the last
/// category neither.
pub(crate) fn dataset(
    iou_type: IouType,
    id: fn(u32) -> Id,
    n_ground_truths: u32,
    n_detections: u32,
) -> Dataset {
    let mut builder = DatasetBuilder::new(iou_type);
    for number in 1..=N_IMAGES {
        let size = Some(MaskSize::new(SIDE, SIDE).unwrap());
        builder.image(&Image { id: id(number), file_name: format!("{number}.jpg"), size });
    }
    for number in 1..=N_CATEGORIES {
        // The first and the last category share a name.
        let name = ["box", "tote", "box"][number as usize - 1].to_owned();
        builder.category(&Category { id: id(number), name });
    }
    for i in 0..n_ground_truths {
        let (counts, region) = region(iou_type, i, 0);
        let (image, category) = (id(1 + i % (N_IMAGES - 1)), id(1 + i % (N_CATEGORIES - 1)));
        let mut gt = GroundTruthInput::new(id(100 + i), image, category, region.with(&counts));
        (gt.is_crowd, gt.is_ignored) = (i % 13 == 5, i % 11 == 7);
        builder.ground_truth(&gt);
    }
    for i in 0..n_detections {
        let (counts, region) = region(iou_type, i % 47, i % 3);
        let (image, category) = (id(1 + i % (N_IMAGES - 1)), id(1 + i % (N_CATEGORIES - 1)));
        let score = f64::from(1 + i * 37 % 16) / 16.0;
        builder.detection(&DetectionInput::new(image, category, score, region.with(&counts)));
    }
    builder.build().unwrap()
}

/// A box, or the fact that there are run lengths instead.
#[derive(Clone, Copy)]
enum Region {
    Box(BoundingBox),
    Mask,
}

impl Region {
    fn with(self, counts: &[u32]) -> RegionInput<'_> {
        match self {
            Self::Box(bbox) => RegionInput::Box(bbox),
            Self::Mask => RegionInput::Counts { size: MaskSize::new(SIDE, SIDE).unwrap(), counts },
        }
    }
}

/// The `i`-th rectangle, moved to the right, as a box or as run lengths.
fn region(iou_type: IouType, i: u32, moved_px: u32) -> (Vec<u32>, Region) {
    let (x, y) = (i * 7 % 23 + moved_px, i * 5 % 19);
    let (width, height) = (3 + i % 9, 4 + i % 12);
    if iou_type == IouType::Segm {
        return (rectangle_counts(x, y, width, height), Region::Mask);
    }
    let [x, y, width, height] = [x, y, width, height].map(f64::from);
    (Vec::new(), Region::Box(BoundingBox { x, y, width, height }))
}

fn rectangle_counts(x: u32, y: u32, width: u32, height: u32) -> Vec<u32> {
    let mut counts = vec![x * SIDE + y];
    for column in 1..=width {
        counts.push(height);
        let is_last = column == width;
        counts.push(if is_last { (SIDE - x - width) * SIDE + SIDE - y } else { SIDE } - height);
    }
    counts
}
