//! The exact IoU thresholds, ready to be compared without rounding.

use crate::config::Thresholds;
use crate::decimal::Decimal;

/// Rising IoU thresholds.
#[derive(Clone, Debug)]
pub(crate) struct IouThresholds {
    decimals: Vec<Decimal>,
    values: Vec<f64>,
}

impl IouThresholds {
    pub(crate) fn new(thresholds: &Thresholds) -> Self {
        let decimals = thresholds.decimals().to_vec();
        let values = decimals.iter().map(|decimal| decimal.value()).collect();
        Self { decimals, values }
    }

    /// The lowest threshold, as the nearest double.
    pub(crate) fn lowest(&self) -> f64 {
        self.values[0]
    }

    /// How many thresholds a ratio of doubles reaches.
    #[expect(clippy::cast_possible_truncation, reason = "there are at most 64 thresholds")]
    pub(crate) fn n_passed(&self, iou: f64) -> u16 {
        self.values.partition_point(|&threshold| threshold <= iou) as u16
    }

    /// How many thresholds `part / whole` reaches, in integers, so that no rounding decides.
    #[expect(clippy::cast_possible_truncation, reason = "there are at most 64 thresholds")]
    pub(crate) fn n_passed_of(&self, part: u64, whole: u64) -> u16 {
        let reaches = |threshold: &Decimal| {
            u128::from(threshold.digits()) * u128::from(whole)
                <= u128::from(threshold.denominator()) * u128::from(part)
        };
        self.decimals.partition_point(reaches) as u16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_tenths_is_reached_by_nine_of_ten() {
        let thresholds = IouThresholds::new(&Thresholds::default_iou());
        assert_eq!(thresholds.n_passed_of(9, 10), 9);
        assert_eq!(thresholds.n_passed_of(8_999, 10_000), 8);
        assert_eq!(thresholds.n_passed(0.9), 9);
        assert_eq!(thresholds.n_passed(0.899_999_999_999_999_9), 8);
        assert_eq!(thresholds.n_passed_of(0, 1), 0);
    }
}
