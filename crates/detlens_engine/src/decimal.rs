//! Decimal numbers as a person writes them: 0.9 is nine tenths and nothing else.

use std::fmt;
use std::str::FromStr;

/// A non-negative decimal number, `digits / 10^scale`, without trailing zeros.
///
/// # Example
///
/// ```
/// use detlens_engine::Decimal;
/// let nine_tenths: Decimal = "0.90".parse()?;
/// assert_eq!((nine_tenths.digits(), nine_tenths.denominator()), (9, 10));
/// assert_eq!(nine_tenths.value(), 0.9);
/// # Ok::<(), detlens_engine::ParseDecimalError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    digits: u64,
    scale: u32,
}

/// The text is not a non-negative decimal number of at most 15 digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a decimal number such as 0.5 (at most 15 digits, no sign, no exponent)")]
pub struct ParseDecimalError {
    /// The text that was read.
    pub text: String,
}

/// Digits that fit a double exactly and leave room for every sum made of them.
const MAX_DIGITS: u32 = 15;
/// The first number with more digits.
const END: u64 = 10_u64.pow(MAX_DIGITS);

impl Decimal {
    /// `digits / 10^scale`, reduced; `None` where either has more than 15 digits.
    #[must_use]
    pub fn new(mut digits: u64, mut scale: u32) -> Option<Self> {
        while scale > 0 && digits.is_multiple_of(10) {
            digits /= 10;
            scale -= 1;
        }
        (digits < END && scale <= MAX_DIGITS).then_some(Self { digits, scale })
    }

    /// Numerator.
    #[must_use]
    pub fn digits(self) -> u64 {
        self.digits
    }

    /// Denominator, a power of ten.
    #[must_use]
    pub fn denominator(self) -> u64 {
        10_u64.pow(self.scale)
    }

    /// The nearest double: both parts are exact, so one division rounds once.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "both parts have at most 15 digits")]
    pub fn value(self) -> f64 {
        self.digits as f64 / self.denominator() as f64
    }

    /// Digits when written with `scale` places; `None` if that needs more than 15.
    pub(crate) fn digits_at(self, scale: u32) -> Option<u64> {
        let digits =
            self.digits.checked_mul(10_u64.checked_pow(scale.checked_sub(self.scale)?)?)?;
        (digits < END).then_some(digits)
    }

    /// Places after the point.
    pub(crate) fn scale(self) -> u32 {
        self.scale
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let left = u128::from(self.digits) * u128::from(other.denominator());
        let right = u128::from(other.digits) * u128::from(self.denominator());
        left.cmp(&right)
    }
}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ParseDecimalError { text: text.to_owned() };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let fraction = fraction.trim_end_matches('0');
        let digits: String = [whole, fraction].concat();
        let well_formed = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let scale = u32::try_from(fraction.len()).map_err(|_| error())?;
        if !well_formed || scale > MAX_DIGITS {
            return Err(error());
        }
        digits.parse().ok().and_then(|digits| Self::new(digits, scale)).ok_or_else(error)
    }
}

impl fmt::Display for Decimal {
    /// Writes the shortest form: `0.5`, `1`, `0.925`; a precision pads with zeros (`{:.2}`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = (self.scale as usize).max(f.precision().unwrap_or(0));
        let whole = self.digits / self.denominator();
        let fraction = self.digits % self.denominator();
        if places == 0 {
            return write!(f, "{whole}");
        }
        let mut text = format!("{fraction:0width$}", width = self.scale as usize);
        if self.scale == 0 {
            text.clear();
        }
        write!(f, "{whole}.{text:0<places$}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn reads_what_a_person_writes() {
        for (text, shown) in [("0.50", "0.5"), (".5", "0.5"), ("1", "1"), ("1.0", "1"), ("0", "0")]
        {
            assert_eq!(decimal(text).to_string(), shown);
        }
        assert_eq!(format!("{:.2}", decimal("0.5")), "0.50");
        assert_eq!(format!("{:.2}", decimal("1")), "1.00");
        assert_eq!(format!("{:.2}", decimal("0.925")), "0.925");
    }

    #[test]
    fn refuses_everything_else() {
        for text in ["", ".", "-1", "+1", "1e3", "0.5.5", "NaN", " 1", "0.1234567890123456"] {
            assert!(text.parse::<Decimal>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn value_is_the_nearest_double() {
        for percent in 0..=100_u32 {
            let text = format!("0.{percent:02}");
            assert_eq!(decimal(&text).value().to_bits(), text.parse::<f64>().unwrap().to_bits());
        }
    }

    #[test]
    fn orders_by_value() {
        assert!(decimal("0.5") < decimal("0.55"));
        assert!(decimal("0.9") < decimal("1"));
    }
}
