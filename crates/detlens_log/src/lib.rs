//! What is logged of a run, whatever it is logged to.
//!
//! A [`Log`] describes a run in the terms that tracking services share: a configuration, numbers
//! with names, curves, histograms, tables, charts of tables, and example images with their
//! objects. Weights & Biases, TensorBoard and MLflow are each given this one description, so a
//! number has one name and one value in all of them. `docs/logging.md` lists the names.
//!
//! Nothing is computed here that the run does not say, and nothing is written.
//!
//! # Example
//!
//! ```no_run
//! use detlens_log::{Log, LogOptions};
//! use detlens_run::Run;
//!
//! let run = Run::open("run".as_ref())?;
//! let log = Log::new(&run, LogOptions::default())?;
//! for scalar in &log.scalars {
//!     assert!(scalar.value.is_finite(), "{} is not defined", scalar.name);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod charts;
mod config;
mod curves;
mod error;
mod examples;
mod histograms;
mod image_rows;
mod layers;
mod log;
mod names;
mod scalars;
mod table;
mod tables;
mod threshold_counts;

pub use charts::Chart;
pub use curves::{Curve, CurvePoint};
pub use error::LogError;
pub use examples::{Criterion, Example, Examples, Object, Outcome, Standing};
pub use histograms::Histogram;
pub use image_rows::ImageRow;
pub use layers::{Layer, LayerClass};
pub use log::{Log, LogOptions};
pub use scalars::Scalar;
pub use table::{Cell, Column, ColumnKind, Table};
pub use threshold_counts::ThresholdCounts;
