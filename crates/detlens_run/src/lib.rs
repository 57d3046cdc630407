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
//! [`write()`] makes one, [`Run::open`] reads it back. Everything that shows numbers reads them
//! from here, so that no two places can disagree; [`RunFile::new`] gives the same record without
//! touching the disk. No other crate serializes.
//!
//! Nothing in a run depends on the machine, the clock, the number of threads or a path that the
//! user did not give. The format is described in `docs/run-format.md`, `run.json` also in
//! `docs/run.schema.json`.
//!
//! # Example
//!
//! ```
//! use detlens_data::{ReadOptions, Source, read};
//! use detlens_engine::{Config, evaluate};
//! use detlens_run::{DetectionOutcome, Run, RunInput, Table, write};
//!
//! let ground_truth = br#"{
//!     "images": [{"id": 1}],
//!     "categories": [{"id": 1, "name": "box"}],
//!     "annotations": [
//!         {"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 9, 9], "iscrowd": 0, "area": 81}
//!     ]
//! }"#;
//! let results = br#"[{"image_id": 1, "category_id": 1, "bbox": [0, 0, 9, 8], "score": 0.7}]"#;
//! let sources = (Source::new("gt", &ground_truth[..]), vec![Source::new("dt", &results[..])]);
//! let dataset = read(sources.0, sources.1, &ReadOptions::default()).dataset.unwrap();
//!
//! let config = Config::default();
//! let evaluation = evaluate(&dataset, &config)?;
//! let (dataset, config, evaluation) = (&dataset, &config, &evaluation);
//! let input =
//!     RunInput { settings: &[], files: &[], problems: &[], dataset, config, evaluation };
//! # let parent = tempfile::tempdir()?;
//! # let dir = parent.path().join("run");
//! write(&dir, &input, false)?;
//!
//! let run = Run::open(&dir)?;
//! let exact = run.record().exact.as_ref().unwrap();
//! assert_eq!(exact.averages[0].averages.ap_50.unwrap().value(), Some(1.0));
//! let detections = run.read(Table::Detections, &["outcome_50", "outcome_90"])?;
//! let outcomes: Vec<DetectionOutcome> = detections.words("outcome_90")?;
//! assert_eq!(outcomes, [DetectionOutcome::FalsePositive]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

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
