//! Runs: evaluated, opened, read as tables, shown.

mod ground_truth;
mod memory;
mod record;
mod serving;
mod tables;
mod wandb;

pub(crate) use ground_truth::GroundTruth;
pub(crate) use memory::evaluate_memory;
pub(crate) use record::{RunRecord, evaluate_files, open_run};
pub(crate) use serving::{PageServer, export_run, serve_run};
pub(crate) use tables::RunTable;
pub(crate) use wandb::wandb_live;
