//! Detection limits as text: `1,10,100` or `none`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Highest-scoring detections kept per image and category, rising; `None` is the word `none`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DetectionLimits(pub(crate) Option<Vec<u32>>);

impl FromStr for DetectionLimits {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim() == "none" {
            return Ok(Self(None));
        }
        let limit = |item: &str| {
            let item = item.trim();
            item.parse().map_err(|_| {
                format!("{item:?} is not a whole number; give a list such as 1,10,100, or none")
            })
        };
        text.split(',').map(limit).collect::<Result<_, _>>().map(|limits| Self(Some(limits)))
    }
}

impl fmt::Display for DetectionLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            None => f.write_str("none"),
            Some(limits) => {
                let texts: Vec<_> = limits.iter().map(u32::to_string).collect();
                f.write_str(&texts.join(","))
            }
        }
    }
}

impl Serialize for DetectionLimits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            None => serializer.collect_str(self),
            Some(limits) => serializer.collect_seq(limits),
        }
    }
}

impl<'de> Deserialize<'de> for DetectionLimits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::texts::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_value_agree() {
        for text in ["none", "100", "1,10,100"] {
            assert_eq!(text.parse::<DetectionLimits>().unwrap().to_string(), text);
        }
        assert!("1,-10".parse::<DetectionLimits>().unwrap_err().contains("\"-10\""));
    }
}
