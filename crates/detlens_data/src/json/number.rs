//! Numbers, read to the nearest `f64` or to the exact integer.

use super::Stop;
use super::cursor::broken_at;

/// A number as it stands in the text: `mantissa * 10^exponent`, and its sign.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number<'a> {
    text: &'a [u8],
    is_negative: bool,
    mantissa: u64,
    exponent: i64,
    /// Whether all digits fit into `mantissa`.
    is_whole_mantissa: bool,
}

/// The powers of ten that `f64` holds exactly.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// Exponents beyond this make any number 0 or infinite, so larger ones need not be told apart.
const MAX_EXPONENT: u64 = 1 << 32;

/// As many digits always fit into a mantissa.
const MAX_DIGITS: usize = 19;

impl<'a> Number<'a> {
    /// Reads the number at `text[start..]` and gives the position after it.
    #[inline]
    pub(super) fn scan(text: &'a [u8], start: usize) -> Result<(Self, usize), Stop> {
        let is_negative = text.get(start) == Some(&b'-');
        let mut digits = Digits { text, pos: start + usize::from(is_negative), mantissa: 0 };
        let first = digits.pos;
        let mut n_digits = digits.read("a digit is missing in the number")?;
        if text[first] == b'0' && n_digits > 1 {
            return Err(broken_at(first, "a number starts with a needless 0"));
        }
        let mut exponent = 0;
        if text.get(digits.pos) == Some(&b'.') {
            digits.pos += 1;
            let n_decimals = digits.read("a digit is missing after the decimal point")?;
            n_digits += n_decimals;
            // A slice is never longer than `isize::MAX`.
            exponent = -n_decimals.cast_signed() as i64;
        }
        let mantissa = digits.mantissa;
        if matches!(text.get(digits.pos), Some(b'e' | b'E')) {
            exponent += digits.read_exponent()?;
        }
        let end = digits.pos;
        if end == text.len() {
            return Err(Stop::Incomplete);
        }
        let is_whole_mantissa = n_digits <= MAX_DIGITS;
        let text = &text[start..end];
        Ok((Self { text, is_negative, mantissa, exponent, is_whole_mantissa }, end))
    }

    /// The nearest `f64`, as Python's `float` gives it; infinite if the number is too large.
    #[inline]
    pub(crate) fn to_f64(self) -> f64 {
        let exponent = usize::try_from(self.exponent.unsigned_abs());
        let power = exponent.ok().and_then(|exponent| POWERS_OF_TEN.get(exponent));
        match (power, self.exact_mantissa()) {
            // Both operands are exact, so the one operation rounds once, to the nearest value
            // (Clinger, "How to read floating point numbers accurately", PLDI 1990).
            (Some(power), Some(mantissa)) if self.exponent < 0 => mantissa / power,
            (Some(power), Some(mantissa)) => mantissa * power,
            _ => std::str::from_utf8(self.text)
                .ok()
                .and_then(|text| text.parse().ok())
                .unwrap_or(f64::NAN),
        }
    }

    /// The digits with their sign, if `f64` holds them exactly.
    #[inline]
    fn exact_mantissa(self) -> Option<f64> {
        if !self.is_whole_mantissa || self.mantissa > 1 << f64::MANTISSA_DIGITS {
            return None;
        }
        #[allow(clippy::cast_precision_loss, reason = "it is exact up to 2^53")]
        let mantissa = self.mantissa as f64;
        Some(if self.is_negative { -mantissa } else { mantissa })
    }

    /// The integer, if the number is one in the range of `i64`, however it is written (`7`, `7.0`).
    pub(crate) fn to_i64(self) -> Option<i64> {
        let (mut mantissa, mut exponent) = (self.mantissa, self.exponent);
        if !self.is_whole_mantissa {
            return None;
        }
        while exponent < 0 && mantissa.is_multiple_of(10) && mantissa > 0 {
            mantissa /= 10;
            exponent += 1;
        }
        if mantissa == 0 {
            return Some(0);
        }
        let power = 10_u64.checked_pow(u32::try_from(exponent).ok()?)?;
        let magnitude = mantissa.checked_mul(power)?;
        if self.is_negative {
            0_i64.checked_sub_unsigned(magnitude)
        } else {
            magnitude.try_into().ok()
        }
    }
}

/// Decimal digits, gathered into a mantissa, which wraps if they are more than [`MAX_DIGITS`].
struct Digits<'a> {
    text: &'a [u8],
    pos: usize,
    mantissa: u64,
}

impl Digits<'_> {
    /// Reads one digit or more and gives their number.
    #[inline]
    fn read(&mut self, what: &'static str) -> Result<usize, Stop> {
        let start = self.pos;
        while let Some(digit) = self.next_digit() {
            self.mantissa = self.mantissa.wrapping_mul(10).wrapping_add(digit);
        }
        if self.pos > start {
            return Ok(self.pos - start);
        }
        match self.text.get(self.pos) {
            Some(_) => Err(broken_at(self.pos, what)),
            None => Err(Stop::Incomplete),
        }
    }

    /// Reads the `e`, the sign and the digits of an exponent.
    fn read_exponent(&mut self) -> Result<i64, Stop> {
        self.pos += 1;
        let is_negative = self.text.get(self.pos) == Some(&b'-');
        self.pos += usize::from(matches!(self.text.get(self.pos), Some(b'+' | b'-')));
        let mut digits = Digits { mantissa: 0, ..*self };
        let n_digits = digits.read("a digit is missing in the exponent")?;
        self.pos = digits.pos;
        let exponent = if n_digits > MAX_DIGITS { u64::MAX } else { digits.mantissa };
        let exponent = exponent.min(MAX_EXPONENT).cast_signed();
        Ok(if is_negative { -exponent } else { exponent })
    }

    #[inline]
    fn next_digit(&mut self) -> Option<u64> {
        let digit = self.text.get(self.pos)?.wrapping_sub(b'0');
        (digit < 10).then(|| {
            self.pos += 1;
            digit.into()
        })
    }
}
