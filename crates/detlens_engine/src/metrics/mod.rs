//! The tables of the report, one file each, named as its sections are.

mod averages;
mod counts;
mod curves;
mod distributions;
mod images;

pub use averages::{AverageScope, Averages};
pub use counts::{Counts, CountsRow};
pub(crate) use curves::best_f1;
pub use curves::{BestF1, Curve, CurvePoint, CurveSample};
pub use distributions::{Distributions, Histogram};
pub use images::ImageCounts;
pub(crate) use images::image_counts;

/// Which detections and ground truths a curve or a count is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// All categories in one pool; each detection still matched inside its category (micro).
    Pooled,
    /// All categories in one pool, matched as if there were one category.
    ClassAgnostic,
    /// One category, by its index in the dataset.
    Category(u32),
}
