//! Boxes, polygons and run-length masks: their areas and overlaps, as numbers only.
//!
//! This crate knows nothing about ids, categories, scores or files. It answers three questions:
//!
//! - What does a region cover? [`measure`] for a coded mask, [`check_counts`] for plain run
//!   lengths, [`rasterize`] for a polygon.
//! - How much do two regions share? [`box_iou`] for boxes; [`foreground_runs`],
//!   [`intersection_px`] and [`mask_iou`] for masks.
//! - How is a mask written down? [`encode_counts`] and [`decode_counts`];
//!   [`append_counts_of_pixels`] and [`fill_pixels`] for one byte per pixel,
//!   [`append_counts_of_union`] and [`append_counts_of_intersection`] for several masks in one.
//!
//! Every result has the same bits as pycocotools 2.0.11 (`maskApi.c`), for every input that is
//! accepted; what pycocotools misreads is refused with an error that says why.
//!
//! Pixels are numbered column by column: the pixel in row `y` and column `x` of an image has the
//! position `x * height + y`. Functions that write to a vector append to it.

mod bitmap;
mod boxes;
mod mask;
mod merge;
mod polygon;
mod rle;
mod runs;

pub use bitmap::{append_counts_of_pixels, fill_pixels};
pub use boxes::{BoundingBox, PixelBox, box_iou, box_overlap_of_crowd};
pub use mask::{MaskMeasure, MaskSize, SizeError};
pub use merge::{append_counts_of_intersection, append_counts_of_union};
pub use polygon::{MAX_COORDINATE_PX, MAX_CROSSINGS, PolygonError, RasterScratch, rasterize};
pub use rle::{RleError, check_counts, decode_counts, encode_counts, measure};
pub use runs::{Run, foreground_runs, intersection_px, mask_iou, mask_overlap_of_crowd};
