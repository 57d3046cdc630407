//! The compiled half of the Python package `detlens`: it converts values and does nothing else.
//!
//! What is computed is computed by the other crates, with their defaults; what only arranges Python
//! values is in the package's Python half (`python/detlens/`).
//!
//! Objects hold no lock and are not changed after they are made, so that threads may share them,
//! with the interpreter's lock and without it.

#![allow(
    clippy::needless_pass_by_value,
    reason = "a function that Python calls is given its arguments by value"
)]

mod coco;
mod command;
mod error;
mod fields;
mod interrupt;
mod mask;
mod problems;
mod run;
mod settings;

use pyo3::prelude::*;

/// The compiled half of the package `detlens`; its names are for the package alone.
#[pymodule(gil_used = false)]
mod _detlens {
    #[pymodule_export]
    use crate::coco::{CocoInput, accumulate_cells};
    #[pymodule_export]
    use crate::command::run_command;
    #[pymodule_export]
    use crate::error::{DetlensError, InputError, MachineError, SettingsError};
    #[pymodule_export]
    use crate::mask::{
        areas, boxes_around, decode, encode, from_boxes, from_counts, from_polygons, iou_of_boxes,
        iou_of_masks, merge,
    };
    #[pymodule_export]
    use crate::run::{
        GroundTruth, PageServer, RunRecord, RunTable, evaluate_files, evaluate_memory, export_run,
        open_run, serve_run, wandb_live,
    };
}
