//! Numbers that may not exist.

use std::fmt;

use detlens_engine as engine;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A number, or the reason why there is none: `0.5` or `{"undefined": "no ground truth"}`.
///
/// No number stands for "not defined", neither -1 nor 0 nor NaN.
///
/// # Example
///
/// ```
/// use detlens_run::schema::{Measure, Reason};
/// let precision = Measure::from(Err(detlens_engine::Undefined::NoDetection));
/// assert_eq!(precision, Measure::Undefined { undefined: Reason::NoDetection });
/// assert_eq!(precision.value(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Measure {
    /// The number.
    Defined(f64),
    /// There is none.
    Undefined {
        /// Why.
        undefined: Reason,
    },
}

/// Why a number does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Reason {
    /// No counted ground truth falls under the number.
    #[serde(rename = "no ground truth")]
    NoGroundTruth,
    /// No counted detection falls under the number.
    #[serde(rename = "no detection")]
    NoDetection,
    /// No detection that falls under the number is right.
    #[serde(rename = "no true positive")]
    NoTruePositive,
    /// No category has a value to take the mean of.
    #[serde(rename = "no category with a value")]
    NoCategory,
}

impl Measure {
    /// The number, if there is one.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        self.get().ok()
    }

    /// The number.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn get(self) -> Result<f64, Reason> {
        match self {
            Self::Defined(value) => Ok(value),
            Self::Undefined { undefined } => Err(undefined),
        }
    }
}

impl From<engine::Measure> for Measure {
    fn from(measure: engine::Measure) -> Self {
        match measure {
            Ok(value) => Self::Defined(value),
            Err(undefined) => Self::Undefined { undefined: undefined.into() },
        }
    }
}

impl From<engine::Undefined> for Reason {
    fn from(undefined: engine::Undefined) -> Self {
        match undefined {
            engine::Undefined::NoGroundTruth => Self::NoGroundTruth,
            engine::Undefined::NoDetection => Self::NoDetection,
            engine::Undefined::NoTruePositive => Self::NoTruePositive,
            engine::Undefined::NoCategory => Self::NoCategory,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}
