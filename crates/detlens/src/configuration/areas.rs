//! Area ranges as text: `percentile`, `coco`, or `NAME=LOW-HIGH[%],…`.

use std::fmt;
use std::str::FromStr;

use detlens_engine::{AreaRangeRequest, Bounds};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// `--areas`: the ranges in the order of the tables.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Areas(pub(crate) Vec<AreaRangeRequest>);

const PERCENTILE: &str = "percentile";
const COCO: &str = "coco";

impl FromStr for Areas {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim() {
            PERCENTILE => Ok(Self(AreaRangeRequest::default_set())),
            COCO => Ok(Self(AreaRangeRequest::coco_set())),
            ranges => ranges.split(',').map(request).collect::<Result<_, _>>().map(Self),
        }
    }
}

/// Reads `NAME=LOW-HIGH[%]`.
fn request(text: &str) -> Result<AreaRangeRequest, String> {
    let text = text.trim();
    let error = || {
        format!(
            "{text:?} is not an area range; write percentile, coco, or ranges such as \
             small=0-1024 in px², large=9216- without an upper bound, tiny=0-5% in percentiles"
        )
    };
    // The name comes first and may hold an equals sign; bounds never do.
    let (name, bounds) = text.rsplit_once('=').ok_or_else(error)?;
    Ok(AreaRangeRequest {
        name: name.trim().to_owned(),
        bounds: bounds_of(bounds).ok_or_else(error)?,
    })
}

fn bounds_of(text: &str) -> Option<Bounds> {
    let text = text.trim();
    let (range, is_percentile) = match text.strip_suffix('%') {
        Some(range) => (range, true),
        None => (text, false),
    };
    let (low, high) = range.split_once('-')?;
    let low = number(low)?;
    match (is_percentile, high.trim()) {
        (true, high) => Some(Bounds::Percentiles { low, high: number(high)? }),
        (false, "") => Some(Bounds::Pixels { low_px2: low, high_px2: f64::INFINITY }),
        (false, high) => Some(Bounds::Pixels { low_px2: low, high_px2: number(high)? }),
    }
}

/// A number written with digits and a point only, so that a hyphen always separates two bounds.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.').then(|| text.parse().ok())?
}

impl fmt::Display for Areas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.word() {
            Some(word) => f.write_str(word),
            None => f.write_str(&self.texts().join(",")),
        }
    }
}

impl Areas {
    /// The word for a whole set.
    fn word(&self) -> Option<&'static str> {
        if self.0 == AreaRangeRequest::default_set() {
            Some(PERCENTILE)
        } else if self.0 == AreaRangeRequest::coco_set() {
            Some(COCO)
        } else {
            None
        }
    }

    fn texts(&self) -> Vec<String> {
        self.0
            .iter()
            .map(|request| format!("{}={}", request.name, text_of(request.bounds)))
            .collect()
    }
}

fn text_of(bounds: Bounds) -> String {
    match bounds {
        Bounds::Percentiles { low, high } => format!("{low}-{high}%"),
        Bounds::Pixels { low_px2, high_px2 } if high_px2.is_infinite() => format!("{low_px2}-"),
        Bounds::Pixels { low_px2, high_px2 } => format!("{low_px2}-{high_px2}"),
    }
}

impl Serialize for Areas {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.word() {
            Some(word) => serializer.serialize_str(word),
            None => serializer.collect_seq(self.texts()),
        }
    }
}

impl<'de> Deserialize<'de> for Areas {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::texts::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_value_agree() {
        let own = "all=0-,tiny=0-5%,mid=100-2500,half=0.5-1012.25,a=b=7-8";
        for text in ["percentile", "coco", own] {
            assert_eq!(text.parse::<Areas>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_set_given_in_full_gets_its_word() {
        let areas: Areas = "all=0-, small=0-1024, medium=1024-9216, large=9216-".parse().unwrap();
        assert_eq!(areas.to_string(), "coco");
    }

    #[test]
    fn bounds_are_kept_to_the_last_bit() {
        let areas = Areas(vec![AreaRangeRequest::pixels("odd", 1.0 / 3.0, 1e15 + 0.3)]);
        assert_eq!(areas.to_string().parse::<Areas>().unwrap(), areas);
    }

    #[test]
    fn refuses_with_a_reason() {
        for text in ["", "small", "small=5", "small=1e3-2e3", "small=-5", "a=0-5%,", "a=50-%"] {
            let error = text.parse::<Areas>().unwrap_err();
            assert!(error.contains("is not an area range"), "{text:?}: {error}");
        }
    }
}
