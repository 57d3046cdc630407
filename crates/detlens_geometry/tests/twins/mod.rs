//! Slow twins of the crate's functions: short enough to be seen right, and built otherwise.

mod bitmap;
mod walk;

pub(crate) use bitmap::Bitmap;
pub(crate) use walk::walked;
