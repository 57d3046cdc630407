//! `COCOeval` of pycocotools 2.0.11 cell by cell, for whoever wants to see or change the steps.
//!
//! [`evaluate_coco`](crate::evaluate_coco) goes from the dataset to the arrays at once. Here each
//! step gives what pycocotools gives there: [`overlaps`] is `computeIoU`, [`match_cell`] is
//! `evaluateImg`, [`curves`] is the inside of `accumulate`. Thresholds and ranges may come in any
//! order and number, and a cell may come from elsewhere, such as from another process.
//!
//! It is slower, and is the twin that the faster way is tested against.

mod curves;
mod matching;
mod overlaps;

pub use curves::{CellOutcomes, PlainCurves, curves};
pub use matching::{Cell, CellMatches, match_cell};
pub use overlaps::overlaps;
