//! Numbers that may not exist.

use detlens_run::schema;
use serde::Serialize;

/// A number or, where it does not exist, the reason as a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum Measure {
    Number(f64),
    Reason(String),
}

impl From<schema::Measure> for Measure {
    fn from(measure: schema::Measure) -> Self {
        match measure.get() {
            Ok(number) => Self::Number(number),
            Err(reason) => Self::Reason(reason.to_string()),
        }
    }
}

impl Measure {
    /// A number that does not exist where there is nothing to find.
    pub(super) fn or_no_ground_truth(number: Option<f64>) -> Self {
        number.map_or_else(|| Self::reason(schema::Reason::NoGroundTruth), Self::Number)
    }

    /// A mean that does not exist where no category has a number.
    pub(super) fn or_no_category(number: Option<f64>) -> Self {
        number.map_or_else(|| Self::reason(schema::Reason::NoCategory), Self::Number)
    }

    fn reason(reason: schema::Reason) -> Self {
        Self::Reason(reason.to_string())
    }
}
