//! `run.json`: the record of a run that a person can read.
//!
//! One file for each section of the report, named as in `detlens_engine::metrics`.
//! Every list of objects is a table: a list of rows with the same keys. The rules that hold
//! everywhere are in `docs/run-format.md`.

mod area_ranges;
mod averages;
mod categories;
mod coco;
mod configuration;
mod counts;
mod curves;
mod dataset;
mod distributions;
mod exact;
mod files;
mod id;
mod images;
mod measure;
mod operating_point;

use std::io;

use detlens_data as data;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use area_ranges::{AreaRange, AskedUnit};
pub use averages::{AverageScope, Averages, AveragesAtIou, AveragesRow};
pub use categories::CategoryRow;
pub use coco::{Coco, CocoAreaRange, CocoCategory, CocoMetric, CocoSettings, CocoStatistic};
pub use configuration::{Origin, Setting, SettingValue};
pub use counts::{Counts, CountsRow};
pub use curves::{BestF1, CurveRow};
pub use dataset::{Category, Dataset};
pub use distributions::{Distributions, Histogram};
pub use exact::{Exact, PoolScope};
pub use files::{InputFile, InputRole, Problem, Severity};
pub use id::Id;
pub use images::{ImageErrors, Images, Spread};
pub use measure::{Measure, Reason};
pub use operating_point::{ChosenBy, OperatingPoint};

use crate::{RunInput, json};

/// Version of the schema that is written here, and the only one that is read.
///
/// Every change to `run.json` or to a table raises it, an added key or column included.
pub const SCHEMA_VERSION: u32 = 1;

/// The record of a run: `run.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "run.json of a Detlens run")]
pub struct RunFile {
    /// Says what the file is.
    pub format: Format,
    /// Version of the schema.
    pub schema_version: u32,
    /// The version of Detlens that made the run.
    pub detlens_version: String,
    /// What was compared.
    pub iou_type: IouType,
    /// The IoU thresholds, rising.
    pub iou_thresholds: Vec<f64>,
    /// The recall thresholds, rising: the places of a curve's samples.
    pub recall_thresholds: Vec<f64>,
    /// Section 0: every setting in force; the same as `config.toml`.
    pub configuration: Vec<Setting>,
    /// Section 0: the files that were read.
    pub inputs: Vec<InputFile>,
    /// Section 0: what was found wrong with them, or worth knowing.
    pub problems: Vec<Problem>,
    /// Section 0: the dataset in numbers.
    pub dataset: Dataset,
    /// Section 0: the area ranges of the protocol `exact`, as they became.
    pub area_ranges: Vec<AreaRange>,
    /// The protocol `coco`; `null` if it was not asked for.
    pub coco: Option<Coco>,
    /// The protocol `exact`; `null` if it was not asked for.
    pub exact: Option<Exact>,
}

/// The mark by which a run is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Format {
    /// A run of Detlens.
    #[serde(rename = "detlens run")]
    DetlensRun,
}

/// What is compared when a detection meets a ground truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IouType {
    /// Bounding boxes.
    Bbox,
    /// Masks.
    Segm,
}

impl RunFile {
    /// The record of an evaluation; nothing is read or written.
    #[must_use]
    pub fn new(input: &RunInput<'_>) -> Self {
        let evaluation = input.evaluation;
        let recall_thresholds = input.config.recall_thresholds.decimals();
        Self {
            format: Format::DetlensRun,
            schema_version: SCHEMA_VERSION,
            detlens_version: env!("CARGO_PKG_VERSION").to_owned(),
            iou_type: input.dataset.iou_type().into(),
            iou_thresholds: input.iou_thresholds().collect(),
            recall_thresholds: recall_thresholds.iter().map(|decimal| decimal.value()).collect(),
            configuration: input.settings.to_vec(),
            inputs: input.files.to_vec(),
            problems: input.problems.to_vec(),
            dataset: input.dataset.into(),
            area_ranges: evaluation.area_ranges.iter().map(AreaRange::from).collect(),
            coco: evaluation.coco.as_ref().map(|coco| Coco::new(coco, input.dataset)),
            exact: evaluation.exact.as_ref().map(|exact| Exact::new(input, exact)),
        }
    }

    /// Writes the record as JSON, indented so that each row of a table is one line.
    ///
    /// # Errors
    ///
    /// What the writer answers.
    pub fn write_json(&self, writer: impl io::Write) -> io::Result<()> {
        json::write(self, writer)
    }
}

impl From<data::IouType> for IouType {
    fn from(iou_type: data::IouType) -> Self {
        match iou_type {
            data::IouType::Bbox => Self::Bbox,
            data::IouType::Segm => Self::Segm,
        }
    }
}
