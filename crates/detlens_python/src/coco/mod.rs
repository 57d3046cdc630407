//! What `detlens.coco` needs of the engine.

mod cells;
mod curves;
mod input;
mod reading;

use numpy::{PyArray4, PyArray5};
use pyo3::Bound;

pub(crate) use curves::accumulate_cells;
pub(crate) use input::{CocoInput, iou_type_of};

/// Precision, recall and scores, in the shapes of `COCOeval.eval`.
pub(crate) type Arrays<'py> =
    (Bound<'py, PyArray5<f64>>, Bound<'py, PyArray4<f64>>, Bound<'py, PyArray5<f64>>);
