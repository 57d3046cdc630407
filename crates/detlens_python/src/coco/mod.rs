//! What `detlens.coco` needs of the engine.

mod cells;
mod curves;
mod input;
mod reading;

pub(crate) use curves::accumulate_cells;
pub(crate) use input::{CocoInput, iou_type_of};
