//! Slow twins of the crate's functions: short enough to be seen right, and built otherwise.

mod bitmap;
mod walk;

pub use bitmap::Bitmap;
pub use walk::walked;
