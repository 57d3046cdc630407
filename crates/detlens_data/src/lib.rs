//! COCO files in, a checked data set out.
//!
//! [`read()`] takes a ground-truth file and result files as bytes and gives a [`Dataset`] and
//! everything that is wrong with the files, as [`Problems`]. [`DatasetBuilder`] makes the same from
//! values in memory, with the same checks. `docs/input-files.md` says what the files may hold.
//!
//! The crate opens no file and prints nothing.

mod builder;
mod coco;
mod columns;
mod dataset;
mod fault;
mod health;
mod json;
mod masks;
mod problem;
mod problems;
mod read;
mod resolve;
mod rows;
mod select;

pub use builder::{
    DatasetBuilder, DetectionBuilder, DetectionInput, GroundTruthInput, RegionInput,
};
pub use dataset::{Category, Dataset, Detections, GroundTruths, Id, Image, IouType, Regions};
pub use health::{CUT_SCORE, CategoryHealth, Health, Spread};
pub use masks::Masks;
pub use problem::{List, Place, Problem, ProblemKind, Severity};
pub use problems::{ProblemGroup, Problems};
pub use read::{DroppedRecords, Outcome, ReadOptions, Source, read};
pub use select::UnknownCategory;
