//! Numbers that may not exist.

use std::fmt;

/// A number, or the reason why there is none.
pub type Measure = Result<f64, Undefined>;

/// Why a number does not exist. No number stands for it, neither -1 nor 0 nor NaN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Undefined {
    /// No counted ground truth falls under the number.
    NoGroundTruth,
    /// No counted detection falls under the number.
    NoDetection,
    /// No category has a value to take the mean of.
    NoCategory,
    /// No detection is right, so there is no overlap to take the mean of.
    NoTruePositive,
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoGroundTruth => "no ground truth",
            Self::NoDetection => "no detection",
            Self::NoCategory => "no category with a value",
            Self::NoTruePositive => "no true positive",
        })
    }
}
