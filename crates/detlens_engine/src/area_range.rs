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

/// Turns what was asked for into pixel bounds and counts what each range holds.
///
/// `areas_px2` are those of the counted ground truths, in any order.
pub(crate) fn resolve(requests: &[AreaRangeRequest], mut areas_px2: Vec<f64>) -> Vec<AreaRange> {
    areas_px2.sort_unstable_by(f64::total_cmp);
    let cuts = Cuts::new(&areas_px2);
    requests
        .iter()
        .map(|request| {
            let (low_px2, high_px2) = match request.bounds {
                Bounds::Pixels { low_px2, high_px2 } => (low_px2, high_px2),
                Bounds::Percentiles { low, high } => (cuts.at(low), cuts.at(high)),
            };
            let below = |edge: f64| areas_px2.partition_point(|&area| area < edge);
            let n_ground_truths = below(high_px2) - below(low_px2);
            AreaRange {
                name: request.name.clone(),
                asked: request.bounds,
                low_px2,
                high_px2,
                n_ground_truths: n_ground_truths as u64,
                share: share(n_ground_truths, areas_px2.len()),
            }
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of objects are far below 2^53")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Places between distinct areas where a range may begin or end.
#[derive(Debug)]
struct Cuts {
    /// Areas below the cut, and the cut in px², both rising.
    cuts: Vec<(usize, f64)>,
    n_areas: usize,
}

impl Cuts {
    fn new(sorted_areas_px2: &[f64]) -> Self {
        let cuts = (1..sorted_areas_px2.len())
            .filter(|&n| sorted_areas_px2[n - 1] < sorted_areas_px2[n])
            .map(|n| (n, midway(sorted_areas_px2[n - 1], sorted_areas_px2[n])))
            .collect();
        Self { cuts, n_areas: sorted_areas_px2.len() }
    }

    /// The cut whose share of areas below is nearest to a percentile, the lower of two equally
    /// near. 0 and 100 are open ends.
    ///
    /// Where all areas are equal there is no cut; 0 stands for it, so that the range from there
    /// on holds everything and those below nothing.
    #[expect(clippy::cast_precision_loss, reason = "counts of objects are far below 2^53")]
    fn at(&self, percentile: f64) -> f64 {
        if percentile <= 0.0 {
            return 0.0;
        }
        if percentile >= 100.0 {
            return f64::INFINITY;
        }
        let distance =
            |n_below: usize| (n_below as f64 * 100.0 - percentile * self.n_areas as f64).abs();
        let nearest = self.cuts.iter().min_by(|a, b| distance(a.0).total_cmp(&distance(b.0)));
        nearest.map_or(0.0, |&(_, cut)| cut)
    }
}

/// A cut above `low` and not above `high`, so that neither changes sides.
fn midway(low: f64, high: f64) -> f64 {
    let middle = f64::midpoint(low, high);
    if middle > low { middle } else { high }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(areas: &[f64]) -> Vec<u64> {
        let ranges = resolve(&AreaRangeRequest::default_set(), areas.to_vec());
        ranges.iter().map(|range| range.n_ground_truths).collect()
    }

    #[test]
    fn three_sizes_leave_no_range_empty() {
        let areas = [vec![100.0; 10], vec![200.0; 40], vec![300.0; 50]].concat();
        assert_eq!(counts(&areas), [100, 10, 40, 50, 10, 90]);
    }

    #[test]
    fn one_size_falls_into_the_ranges_that_reach_the_top() {
        assert_eq!(counts(&[64.0; 5]), [5, 0, 0, 5, 0, 5]);
    }

    #[test]
    fn no_object_lies_on_a_cut() {
        let areas: Vec<f64> = (1..=40).map(f64::from).collect();
        let ranges = resolve(&AreaRangeRequest::default_set(), areas);
        assert_eq!((ranges[1].low_px2, ranges[1].high_px2), (0.0, 10.5));
        assert_eq!((ranges[3].low_px2, ranges[3].high_px2), (30.5, f64::INFINITY));
        assert_eq!(ranges[4].high_px2, 3.5);
        assert!(ranges[1].contains(0.0) && !ranges[1].contains(10.5));
    }

    #[test]
    fn bounds_must_rise() {
        let bad = [AreaRangeRequest::pixels("a", 5.0, 5.0)];
        assert!(AreaRangeRequest::check_set(&bad).is_err());
        let twice =
            [AreaRangeRequest::pixels("a", 0.0, 5.0), AreaRangeRequest::pixels("a", 5.0, 9.0)];
        assert!(AreaRangeRequest::check_set(&twice).is_err());
    }
}
