//! Ids as they stood in the input.

use std::fmt;

use detlens_data as data;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An id as it stood in the input: an integer or a text.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(untagged)]
pub enum Id {
    /// An integer.
    Number(i64),
    /// A text.
    Text(String),
}

impl From<&data::Id> for Id {
    fn from(id: &data::Id) -> Self {
        match id {
            data::Id::Number(number) => Self::Number(*number),
            data::Id::Text(text) => Self::Text(text.to_string()),
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}
