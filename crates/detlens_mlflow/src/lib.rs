//! A run on an MLflow tracking server, by its REST interface.
//!
//! [`log()`] makes a run there: metrics, parameters, and as artifacts the report page, the record
//! and the Parquet tables. A run that could not be logged completely is marked as failed.
//!
//! What is logged is [`detlens_log::Log`]; this crate only gives it MLflow's form.

mod client;
mod error;
mod names;
mod run;

pub use client::{Credentials, TrackingServer};
pub use error::MlflowError;
pub use run::{Logged, MlflowOptions, log};
