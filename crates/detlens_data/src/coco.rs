//! COCO's files: which keys there are, and what may stand under them.

mod fields;
mod ground_truth;
mod records;
mod results;
mod segmentation;
mod shape;

pub(crate) use ground_truth::{GroundTruthFile, read_ground_truth};
pub(crate) use results::read_results;
pub(crate) use shape::{Refusal, first_character, first_shape};
