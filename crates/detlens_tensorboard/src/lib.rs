//! A run as events for TensorBoard.
//!
//! [`write()`] makes one event file: scalars, precision-recall curves, histograms, the settings as
//! a text, and the example images with their objects drawn on them, since TensorBoard has no
//! layers to draw over an image.
//!
//! What is logged is [`detlens_log::Log`]; this crate only gives it TensorBoard's form.

mod error;
mod event;
mod frame;
mod overlay;
mod summaries;
mod tensor;
mod write;

pub use error::TensorboardError;
pub use write::{TensorboardOptions, Written, write};
