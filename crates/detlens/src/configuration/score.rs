//! The score threshold as text: a number or `best-f1`.

use std::fmt;
use std::str::FromStr;

use detlens_engine::ScoreThreshold;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// `--score-threshold`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ScoreChoice(pub(crate) ScoreThreshold);

const BEST_F1: &str = "best-f1";

impl FromStr for ScoreChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text == BEST_F1 {
            return Ok(Self(ScoreThreshold::BestF1));
        }
        match text.parse::<f64>() {
            Ok(score) if score.is_finite() => Ok(Self(ScoreThreshold::Fixed(score))),
            _ => Err(format!("{text:?} is neither a finite number nor {BEST_F1}")),
        }
    }
}

impl fmt::Display for ScoreChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            ScoreThreshold::BestF1 => f.write_str(BEST_F1),
            ScoreThreshold::Fixed(score) => score.fmt(f),
        }
    }
}

impl Serialize for ScoreChoice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            ScoreThreshold::BestF1 => serializer.collect_str(self),
            ScoreThreshold::Fixed(score) => serializer.serialize_f64(score),
        }
    }
}

impl<'de> Deserialize<'de> for ScoreChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::texts::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_value_agree() {
        for text in ["best-f1", "0.8", "-3.25", "0"] {
            assert_eq!(text.parse::<ScoreChoice>().unwrap().to_string(), text);
        }
        for text in ["NaN", "inf", "best_f1", ""] {
            assert!(text.parse::<ScoreChoice>().is_err(), "{text:?}");
        }
    }
}
