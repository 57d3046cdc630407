//! What an evaluation is asked to do. Each setting has one default, stated here and nowhere else.

use crate::area_range::AreaRangeRequest;
use crate::decimal::Decimal;

/// Settings of one evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// IoU thresholds, rising, each in `(0, 1]`; default 0.5, 0.55, … 0.95.
    pub iou_thresholds: Thresholds,
    /// Recall thresholds, rising, each in `[0, 1]`; default 0, 0.01, … 1.
    pub recall_thresholds: Thresholds,
    /// Detection limits per image and category, rising; `None` (the default) is 1, 10 and 100 for
    /// the protocol `coco` and no limit for `exact`, which otherwise uses the largest.
    pub max_detections: Option<Vec<u32>>,
    /// Area ranges of the protocol `exact`, in the order of the tables; default
    /// [`AreaRangeRequest::default_set`].
    pub area_ranges: Vec<AreaRangeRequest>,
    /// Where detections are cut for counts; default [`ScoreThreshold::BestF1`].
    pub score_threshold: ScoreThreshold,
    /// Whether categories are left out of the matching; default no.
    pub class_agnostic: bool,
    /// Which protocols are computed; default both.
    pub protocols: Protocols,
    /// Whether the best overlap of each object is found also where it reaches no IoU threshold;
    /// default yes. No other number depends on it, and finding them is a fifth of an evaluation
    /// of masks.
    pub best_overlaps: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            iou_thresholds: Thresholds::default_iou(),
            recall_thresholds: Thresholds::default_recall(),
            max_detections: None,
            area_ranges: AreaRangeRequest::default_set(),
            score_threshold: ScoreThreshold::BestF1,
            class_agnostic: false,
            protocols: Protocols::Both,
            best_overlaps: true,
        }
    }
}

/// Which protocols an evaluation computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocols {
    /// Only the one with the same bits as pycocotools.
    Coco,
    /// Only the one to decide by.
    Exact,
    /// Both, side by side.
    Both,
}

impl Protocols {
    pub(crate) fn has_coco(self) -> bool {
        matches!(self, Self::Coco | Self::Both)
    }

    pub(crate) fn has_exact(self) -> bool {
        matches!(self, Self::Exact | Self::Both)
    }
}

/// The operating point: detections with a score above it are kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ScoreThreshold {
    /// A fixed score.
    Fixed(f64),
    /// The threshold with the highest pooled F1 at IoU 0.5.
    BestF1,
}

/// Thresholds as decimals, with what numpy would have made of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thresholds {
    decimals: Vec<Decimal>,
    /// Start and stop, if the thresholds were given as a grid.
    grid: Option<(Decimal, Decimal)>,
}

impl Thresholds {
    /// COCO's IoU thresholds: 0.5, 0.55, … 0.95.
    #[must_use]
    pub fn default_iou() -> Self {
        Self::constant_grid(50, 95, 5)
    }

    /// COCO's recall thresholds: 0, 0.01, … 1.
    #[must_use]
    pub fn default_recall() -> Self {
        Self::constant_grid(0, 100, 1)
    }

    fn constant_grid(start: u64, stop: u64, step: u64) -> Self {
        let hundredths = |digits| Decimal::new(digits, 2).expect("has three digits");
        Self::grid(hundredths(start), hundredths(stop), hundredths(step)).expect("is a whole grid")
    }

    /// `start, start + step, … stop`, both ends included.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Grid`] unless a whole number of steps, at most 1000, leads from `start`
    /// to `stop`.
    pub fn grid(start: Decimal, stop: Decimal, step: Decimal) -> Result<Self, ConfigError> {
        let error = || ConfigError::Grid { start, stop, step };
        let scale = start.scale().max(stop.scale()).max(step.scale());
        let at = |decimal: Decimal| decimal.digits_at(scale).ok_or_else(error);
        let (first, last, by) = (at(start)?, at(stop)?, at(step)?);
        let whole = by > 0 && last >= first && (last - first).is_multiple_of(by);
        if !whole || (last - first) / by > 1000 {
            return Err(error());
        }
        let decimals = (0..=(last - first) / by)
            .map(|i| Decimal::new(first + i * by, scale).ok_or_else(error))
            .collect::<Result<_, _>>()?;
        Ok(Self { decimals, grid: Some((start, stop)) })
    }

    /// Thresholds one by one, in rising order.
    ///
    /// # Errors
    ///
    /// [`ConfigError::NotRising`] if the list is empty or not strictly rising.
    pub fn list(decimals: Vec<Decimal>) -> Result<Self, ConfigError> {
        if decimals.is_empty() || !decimals.is_sorted_by(|a, b| a < b) {
            return Err(ConfigError::NotRising);
        }
        Ok(Self { decimals, grid: None })
    }

    /// The thresholds as decimals.
    #[must_use]
    pub fn decimals(&self) -> &[Decimal] {
        &self.decimals
    }

    /// Number of thresholds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.decimals.len()
    }

    /// Never: there is at least one threshold.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.decimals.is_empty()
    }

    /// Index of the threshold nearest to `value`, the lower of two equally near.
    #[must_use]
    pub fn nearest(&self, value: f64) -> usize {
        let distance = |t: usize| (self.decimals[t].value() - value).abs();
        (0..self.len()).min_by(|&a, &b| distance(a).total_cmp(&distance(b))).unwrap_or(0)
    }

    /// The doubles that pycocotools would hold.
    ///
    /// A grid has the bits of `np.linspace(start, stop, n)`, where 0.9 is 0.8999999999999999
    /// (`Params.setDetParams` of pycocotools 2.0.11); a list has the nearest doubles.
    #[must_use]
    pub fn numpy_values(&self) -> Vec<f64> {
        match self.grid {
            Some((start, stop)) if self.len() > 1 => {
                linspace(start.value(), stop.value(), self.len())
            }
            _ => self.decimals.iter().map(|decimal| decimal.value()).collect(),
        }
    }
}

/// `numpy.linspace(start, stop, n)` for `n > 1`: one step, multiplied, and the end set exactly.
#[expect(clippy::cast_precision_loss, reason = "n is at most 1001")]
fn linspace(start: f64, stop: f64, n: usize) -> Vec<f64> {
    let step = (stop - start) / (n - 1) as f64;
    let mut values: Vec<f64> = (0..n).map(|i| i as f64 * step + start).collect();
    values[n - 1] = stop;
    values
}

/// A setting that cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// A grid does not end on its stop, or has too many steps.
    #[error("no whole number of steps of {step}, at most 1000, leads from {start} to {stop}")]
    Grid {
        /// First threshold.
        start: Decimal,
        /// Last threshold.
        stop: Decimal,
        /// Distance between two thresholds.
        step: Decimal,
    },
    /// A list of thresholds or limits is empty or not strictly rising.
    #[error("the values must rise, and there must be at least one")]
    NotRising,
    /// An IoU threshold outside `(0, 1]`.
    #[error("an IoU threshold of {0} is not above 0 and at most 1")]
    IouThreshold(Decimal),
    /// A recall threshold above 1.
    #[error("a recall threshold of {0} is above 1")]
    RecallThreshold(Decimal),
    /// More thresholds than the engine's tables hold.
    #[error("{n} {what} are too many; at most {max} are possible")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many were asked for.
        n: usize,
        /// How many are possible.
        max: usize,
    },
    /// A detection limit of 0.
    #[error("a detection limit must be at least 1")]
    ZeroLimit,
    /// Fewer than three detection limits for the protocol `coco`.
    #[error(
        "the protocol coco needs three detection limits, as pycocotools' summary does; \
         give three, or choose the protocol exact"
    )]
    ThreeLimits,
    /// A score threshold that is not finite.
    #[error("the score threshold must be a finite number")]
    ScoreThreshold,
    /// There is no area range, or two share a name.
    #[error("{0}")]
    AreaRange(String),
}

/// Most IoU thresholds that one evaluation takes: matching keeps one bit for each.
pub(crate) const MAX_IOU_THRESHOLDS: usize = 64;
/// Most area ranges that one evaluation takes: membership is one bit each.
pub(crate) const MAX_AREA_RANGES: usize = 32;

impl Config {
    /// Checks each setting alone and against the others.
    ///
    /// # Errors
    ///
    /// The first setting that cannot be used.
    pub fn check(&self) -> Result<(), ConfigError> {
        let zero = |decimal: &&Decimal| decimal.digits() == 0;
        let above_one = |decimal: &&Decimal| decimal.digits() > decimal.denominator();
        let iou = self.iou_thresholds.decimals();
        if let Some(&bad) = iou.iter().find(|d| zero(d) || above_one(d)) {
            return Err(ConfigError::IouThreshold(bad));
        }
        if let Some(&bad) = self.recall_thresholds.decimals().iter().find(above_one) {
            return Err(ConfigError::RecallThreshold(bad));
        }
        at_most("IoU thresholds", iou.len(), MAX_IOU_THRESHOLDS)?;
        at_most("area ranges", self.area_ranges.len(), MAX_AREA_RANGES)?;
        self.check_limits()?;
        if matches!(self.score_threshold, ScoreThreshold::Fixed(score) if !score.is_finite()) {
            return Err(ConfigError::ScoreThreshold);
        }
        AreaRangeRequest::check_set(&self.area_ranges)
    }

    /// Most detections of one image and category that the protocol `exact` looks at.
    pub(crate) fn largest_limit(&self) -> usize {
        let largest = self.max_detections.as_ref().and_then(|limits| limits.last());
        largest.map_or(usize::MAX, |&limit| limit as usize)
    }

    fn check_limits(&self) -> Result<(), ConfigError> {
        let Some(limits) = &self.max_detections else { return Ok(()) };
        if limits.is_empty() || !limits.is_sorted_by(|a, b| a < b) {
            return Err(ConfigError::NotRising);
        }
        if limits[0] == 0 {
            return Err(ConfigError::ZeroLimit);
        }
        if self.protocols.has_coco() && limits.len() < 3 {
            return Err(ConfigError::ThreeLimits);
        }
        Ok(())
    }
}

pub(crate) fn at_most(what: &'static str, n: usize, max: usize) -> Result<(), ConfigError> {
    if n <= max { Ok(()) } else { Err(ConfigError::TooMany { what, n, max }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grids_have_the_bits_of_linspace() {
        let iou = Thresholds::default_iou();
        assert_eq!(iou.decimals()[8].value(), 0.9);
        assert_eq!(iou.numpy_values()[8], 0.899_999_999_999_999_9);
        assert_eq!(iou.numpy_values()[9], 0.95);
        let recall = Thresholds::default_recall();
        assert_eq!(recall.len(), 101);
        assert_eq!(recall.numpy_values()[70], 0.700_000_000_000_000_1);
    }

    #[test]
    fn a_grid_ends_on_its_stop() {
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        assert!(Thresholds::grid(decimal("0.5"), decimal("0.9"), decimal("0.15")).is_err());
        assert!(Thresholds::grid(decimal("0.5"), decimal("0.95"), decimal("0")).is_err());
    }

    #[test]
    fn the_default_is_usable() {
        assert_eq!(Config::default().check(), Ok(()));
    }
}
