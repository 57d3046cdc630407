//! What `detlens.coco` needs of the engine.

mod cells;
mod curves;
mod fields;
mod input;
mod reading;

pub(crate) use curves::accumulate_cells;
pub(crate) use input::CocoInput;
