//! The Parquet tables of a run.
//!
//! A table is a list of columns, and a column knows how to make any stretch of its rows. Nothing
//! is made before its row group is written, so memory stays small however large the run is.

mod averages;
mod column;
mod counts;
mod curves;
mod detections;
mod encode;
mod ground_truths;
mod images;
mod layout;
mod objects;
mod scope;
mod words;

use std::fmt;

use detlens_engine::Decimal;

pub(crate) use column::{Column, Likeness, TableColumns};
pub(crate) use encode::encode;
pub(crate) use layout::Layout;
pub use words::{DetectionOutcome, GroundTruthOutcome, Role, Scope, Word};

/// A table of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// A row for each image, in the order of their ids.
    Images,
    /// A row for each ground truth, in file order.
    GroundTruths,
    /// A row for each detection, from the highest score down.
    Detections,
    /// A row for each precision-recall curve.
    Curves,
    /// A row for each scope, IoU threshold and area range.
    Counts,
    /// A row for each scope and area range.
    Averages,
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 6] = [
        Self::Images,
        Self::GroundTruths,
        Self::Detections,
        Self::Curves,
        Self::Counts,
        Self::Averages,
    ];

    /// Name of the table's file in the run directory.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Images => "images.parquet",
            Self::GroundTruths => "ground_truths.parquet",
            Self::Detections => "detections.parquet",
            Self::Curves => "curves.parquet",
            Self::Counts => "counts.parquet",
            Self::Averages => "averages.parquet",
        }
    }

    /// Whether a run has the table even if the protocol `exact` was not asked for.
    pub(crate) fn is_of_dataset(self) -> bool {
        matches!(self, Self::Images | Self::GroundTruths | Self::Detections)
    }

    /// The columns of the table; none if it is all about a protocol that was not asked for.
    pub(crate) fn columns<'a>(self, layout: &'a Layout<'a>) -> Option<TableColumns<'a>> {
        match self {
            Self::Images => Some(images::columns(layout)),
            Self::GroundTruths => Some(ground_truths::columns(layout)),
            Self::Detections => Some(detections::columns(layout)),
            Self::Curves => layout.exact.map(|exact| curves::columns(layout, exact)),
            Self::Counts => layout.exact.map(|exact| counts::columns(layout, exact)),
            Self::Averages => layout.exact.map(|exact| averages::columns(layout, exact)),
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file_name())
    }
}

/// How the columns of an IoU threshold end: the threshold in percent, `_` for the point.
///
/// # Example
///
/// ```
/// # use detlens_run::column_suffix;
/// let suffix = |text: &str| column_suffix(text.parse().unwrap());
/// assert_eq!(suffix("0.5"), "50");
/// assert_eq!(suffix("0.925"), "92_5");
/// assert_eq!(suffix("1"), "100");
/// ```
#[must_use]
pub fn column_suffix(iou_threshold: Decimal) -> String {
    let digits = u128::from(iou_threshold.digits()) * 100;
    let denominator = u128::from(iou_threshold.denominator());
    let mut suffix = (digits / denominator).to_string();
    // The denominator is a power of ten, so the digits of the fraction come to an end.
    let mut remainder = digits % denominator;
    if remainder > 0 {
        suffix.push('_');
    }
    while remainder > 0 {
        suffix += &(remainder * 10 / denominator).to_string();
        remainder = remainder * 10 % denominator;
    }
    suffix
}
