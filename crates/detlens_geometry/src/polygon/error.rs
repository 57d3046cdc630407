//! Why a polygon is refused.

use std::error::Error;
use std::fmt;

use super::{MAX_COORDINATE_PX, MAX_CROSSINGS};

/// Why a polygon has no mask. Parts and numbers are counted from 0.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PolygonError {
    /// There is no part.
    NoParts,
    /// A part has fewer than three points, so it encloses nothing.
    TooFewPoints {
        /// Which part.
        part_idx: usize,
        /// How many numbers it has; three points have six.
        n_numbers: usize,
    },
    /// A part has an x without a y.
    OddLength {
        /// Which part.
        part_idx: usize,
        /// How many numbers it has.
        n_numbers: usize,
    },
    /// A coordinate is not finite, or further from 0 than [`MAX_COORDINATE_PX`].
    Coordinate {
        /// Which part.
        part_idx: usize,
        /// Which of its numbers; `x` has an even index, `y` an odd one.
        number_idx: usize,
        /// The coordinate.
        value_px: f64,
    },
    /// The outline, all parts together, crosses columns of the image more than [`MAX_CROSSINGS`]
    /// times.
    TooManyCrossings,
}

impl fmt::Display for PolygonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NoParts => write!(f, "the polygon has no parts"),
            Self::TooFewPoints { part_idx, n_numbers } => write!(
                f,
                "part [{part_idx}] has {n_numbers} numbers; \
                 it needs at least 6 (x and y of three points)"
            ),
            Self::OddLength { part_idx, n_numbers } => write!(
                f,
                "part [{part_idx}] has {n_numbers} numbers, so one x has no y; \
                 it needs an even number of them"
            ),
            Self::Coordinate { part_idx, number_idx, value_px } => write!(
                f,
                "number [{number_idx}] of part [{part_idx}] is {value_px}; \
                 coordinates must lie between -{MAX_COORDINATE_PX} and {MAX_COORDINATE_PX} px"
            ),
            Self::TooManyCrossings => write!(
                f,
                "the outline crosses the image's columns more than {MAX_CROSSINGS} times; \
                 simplify the polygon or store the mask as run lengths"
            ),
        }
    }
}

impl Error for PolygonError {}
