//! A run on disk: its schema, its writer and its reader.
//!
//! A run is a directory that holds everything one evaluation said, written whole or not at all:
//!
//! - `run.json`, a [`RunFile`]: the configuration, what was read, and every table that fits on
//!   a page;
//! - `config.toml`: the settings in force, ready to be used again;
//! - a Parquet file for each [`Table`]: a row for each image, ground truth, detection, curve,
//!   count and average.
//!
//! [`write`] makes one, [`Run::open`] reads it back. Everything that shows numbers reads them
//! from here, so that no two places can disagree; [`RunFile::new`] gives the same record without
//! touching the disk. No other crate serializes.
//!
//! Nothing in a run depends on the machine, the clock, the number of threads or a path that the
//! user did not give. The format is described in `docs/run-format.md`, `run.json` also in
//! `docs/run.schema.json`.

mod config_toml;
mod destination;
mod error;
mod input;
mod json;
mod open;
pub mod schema;
mod tables;
mod write;

pub use arrow_array;
pub use destination::check_destination;
pub use error::RunError;
pub use input::RunInput;
pub use open::{Rows, Run};
pub use schema::RunFile;
pub use tables::{DetectionOutcome, GroundTruthOutcome, Role, Scope, Table, Word, column_suffix};
pub use write::write;
