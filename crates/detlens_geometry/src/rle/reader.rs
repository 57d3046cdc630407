//! Reads the run lengths out of a coded string, one after the other.
//!
//! A number is spelled with five bits a character, the lowest first. Each character is `'0'` plus
//! six bits: the five, and 0x20 if another character follows. In the last one 0x10 is the sign.
//! Source: `rleFrString` of pycocotools 2.0.11 (`maskApi.c`).

use super::RleError;

/// More than any run length needs; seven characters hold 35 bits.
const MAX_CHARACTERS: u32 = 7;

/// The run lengths that a coded string has not given up yet.
///
/// The first two runs and the second background run stand as they are; every later run is coded
/// as its difference to the run of the same color before it.
pub(crate) struct RunReader<'a> {
    coded: &'a [u8],
    rest: &'a [u8],
    /// The last run of the color that comes next, or 0 if that one is not coded as a difference.
    same_color_px: i64,
    /// The last run of the other color, with the same exception.
    other_color_px: i64,
}

impl<'a> RunReader<'a> {
    pub(crate) fn new(coded: &'a [u8]) -> Self {
        Self { coded, rest: coded, same_color_px: 0, other_color_px: 0 }
    }

    /// The length of run 0, which is the only one that may be empty.
    ///
    /// No later run is coded as a difference to it, so it is not remembered.
    #[inline]
    pub(crate) fn first_run_px(&mut self) -> Result<u32, RleError> {
        let length_px = self.number()?.ok_or(RleError::Empty)?;
        u32::try_from(length_px).map_err(|_| RleError::OutOfRange { run_idx: 0, length_px })
    }

    /// The length of the next run, at least 1, or `None` at the end of the string.
    #[inline]
    pub(crate) fn next_run_px(&mut self) -> Result<Option<u32>, RleError> {
        let Some(difference_px) = self.number()? else { return Ok(None) };
        let length_px = self.same_color_px + difference_px;
        match u32::try_from(length_px) {
            Ok(length) if length > 0 => {
                self.same_color_px = self.other_color_px;
                self.other_color_px = length_px;
                Ok(Some(length))
            }
            _ => Err(self.length_error(length_px)),
        }
    }

    /// The next number as it is spelled.
    #[inline]
    fn number(&mut self) -> Result<Option<i64>, RleError> {
        let Some((&character, rest)) = self.rest.split_first() else { return Ok(None) };
        let bits = character.wrapping_sub(b'0');
        if bits < 0x20 {
            self.rest = rest;
            return Ok(Some(sign_extended(bits.into(), 5)));
        }
        self.long_number().map(Some)
    }

    /// The next number, if it has several characters or is wrong.
    fn long_number(&mut self) -> Result<i64, RleError> {
        let (mut number, mut n_bits) = (0, 0);
        for (idx, &character) in self.rest.iter().enumerate() {
            let bits = character.wrapping_sub(b'0');
            if bits >= 0x40 {
                return Err(self.character_error(idx));
            }
            if n_bits == 5 * MAX_CHARACTERS {
                return Err(RleError::TooLong { run_idx: self.run_idx() });
            }
            number |= i64::from(bits & 0x1f) << n_bits;
            n_bits += 5;
            if bits < 0x20 {
                self.rest = &self.rest[idx + 1..];
                return Ok(sign_extended(number, n_bits));
            }
        }
        Err(RleError::CutOff)
    }

    #[cold]
    fn character_error(&self, idx: usize) -> RleError {
        let byte_idx = self.coded.len() - self.rest.len() + idx;
        RleError::Character { byte: self.coded[byte_idx], byte_idx }
    }

    /// What is wrong with the run that was just read and has a length of `length_px`.
    #[cold]
    fn length_error(&self, length_px: i64) -> RleError {
        let run_idx = self.run_idx() - 1;
        if length_px == 0 {
            RleError::EmptyRun { run_idx }
        } else {
            RleError::OutOfRange { run_idx, length_px }
        }
    }

    /// The index of the next run: each one before it has one character that ends it.
    fn run_idx(&self) -> usize {
        let read = &self.coded[..self.coded.len() - self.rest.len()];
        read.iter().filter(|&&character| character.wrapping_sub(b'0') < 0x20).count()
    }
}

/// Takes the highest of `n_bits` bits for the sign.
#[inline]
fn sign_extended(number: i64, n_bits: u32) -> i64 {
    let unused = i64::BITS - n_bits;
    number << unused >> unused
}
