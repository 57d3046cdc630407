//! One evaluation of a dataset: matching, curves and every number of the report.
//!
//! [`evaluate`] is pure: it reads a [`Dataset`](detlens_data::Dataset) and a [`Config`] and
//! gives an [`Evaluation`]. It does no IO, prints nothing and reads no clock, and gives the same
//! bits for any number of threads.
//!
//! Two protocols stand beside each other and share functions, not flags: [`coco`] has the same
//! bits as pycocotools, [`exact`] gives the numbers to decide by.

mod area_range;
pub mod coco;
mod config;
mod decimal;
mod evaluation;
pub mod exact;
mod image_pass;
pub mod metrics;
mod pairs;
mod rows;
mod similarity;
mod sorting;
mod undefined;

pub use area_range::{AreaRange, AreaRangeRequest, Bounds};
pub use config::{Config, ConfigError, Protocols, ScoreThreshold, Thresholds};
pub use decimal::{Decimal, ParseDecimalError};
pub use evaluation::{CocoMatches, Evaluation, evaluate, evaluate_coco, match_coco};
pub use undefined::{Measure, Undefined};
