//! Area ranges: named, half open, asked for in percentiles or in px².

use crate::config::ConfigError;

/// A range as the user asks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaRangeRequest {
    /// Name in every table.
    pub name: String,
    /// What is asked for.
    pub bounds: Bounds,
}

/// Bounds of a range; the low one belongs to the range, the high one does not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bounds {
    /// Percentiles of ground-truth area, `0 <= low < high <= 100`; 100 is no upper bound.
    Percentiles {
        /// Lower percentile.
        low: f64,
        /// Upper percentile.
        high: f64,
    },
    /// Areas in px²; `f64::INFINITY` is no upper bound.
    Pixels {
        /// Smallest area in the range, px².
        low_px2: f64,
        /// Smallest area above the range, px².
        high_px2: f64,
    },
}

/// A range as it became: pixel bounds, and what they hold.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaRange {
    /// Name in every table.
    pub name: String,
    /// What was asked for.
    pub asked: Bounds,
    /// Smallest area in the range, px².
    pub low_px2: f64,
    /// Smallest area above the range, px²; infinite for the last range.
    pub high_px2: f64,
    /// Counted ground truths whose area lies in the range.
    pub n_ground_truths: u64,
    /// Their share of all counted ground truths, `[0, 1]`; 0 if there are none.
    pub share: f64,
}

impl AreaRange {
    /// Whether an area in px² lies in the range.
    #[must_use]
    pub fn contains(&self, area_px2: f64) -> bool {
        self.low_px2 <= area_px2 && area_px2 < self.high_px2
    }
}

impl AreaRangeRequest {
    /// A percentile range.
    #[must_use]
    pub fn percentiles(name: &str, low: f64, high: f64) -> Self {
        Self { name: name.to_owned(), bounds: Bounds::Percentiles { low, high } }
    }

    /// A range in px².
    #[must_use]
    pub fn pixels(name: &str, low_px2: f64, high_px2: f64) -> Self {
        Self { name: name.to_owned(), bounds: Bounds::Pixels { low_px2, high_px2 } }
    }

    /// The default set: all, small, medium, large, smallest, corrected.
    ///
    /// "corrected" is all but the smallest.
    #[must_use]
    pub fn default_set() -> Vec<Self> {
        vec![
            Self::percentiles("all", 0.0, 100.0),
            Self::percentiles("small", 0.0, 25.0),
            Self::percentiles("medium", 25.0, 75.0),
            Self::percentiles("large", 75.0, 100.0),
            Self::percentiles("smallest", 0.0, 7.5),
            Self::percentiles("corrected", 7.5, 100.0),
        ]
    }

    /// COCO's set: all, small, medium and large with the edges 0, 32² and 96² px².
    #[must_use]
    pub fn coco_set() -> Vec<Self> {
        let edges = [0.0, 1024.0, 9216.0, f64::INFINITY];
        vec![
            Self::pixels("all", edges[0], edges[3]),
            Self::pixels("small", edges[0], edges[1]),
            Self::pixels("medium", edges[1], edges[2]),
            Self::pixels("large", edges[2], edges[3]),
        ]
    }

    /// Checks that a set can stand in one table.
    pub(crate) fn check_set(requests: &[Self]) -> Result<(), ConfigError> {
        let error = |text: String| Err(ConfigError::AreaRange(text));
        if requests.is_empty() {
            return error("at least one area range is needed".to_owned());
        }
        for (idx, request) in requests.iter().enumerate() {
            if request.name.is_empty() {
                return error("an area range needs a name".to_owned());
            }
            if requests[..idx].iter().any(|other| other.name == request.name) {
                return error(format!("two area ranges are named {:?}", request.name));
            }
            if !request.bounds.is_rising() {
                return error(format!(
                    "the bounds of the area range {:?} must rise; percentiles lie in 0 to 100, \
                     areas at 0 or above",
                    request.name
                ));
            }
        }
        Ok(())
    }
}

impl Bounds {
    fn is_rising(self) -> bool {
        match self {
            Self::Percentiles { low, high } => 0.0 <= low && low < high && high <= 100.0,
            Self::Pixels { low_px2, high_px2 } => {
                0.0 <= low_px2 && low_px2 < high_px2 && low_px2.is_finite()
            }
        }
    }
}
