//! Why run lengths are refused.

use std::error::Error;
use std::fmt;

use crate::MaskSize;

/// Why run lengths, coded or plain, are not a mask.
///
/// Runs are counted from 0; run 0 is the background before the first foreground pixel.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RleError {
    /// There is no run at all.
    Empty,
    /// The string holds a character outside `'0'..='o'`.
    Character {
        /// The character, or the first byte of it.
        byte: u8,
        /// Its index in the string, in bytes.
        byte_idx: usize,
    },
    /// The string ends inside a run length: its last character announces another one.
    CutOff,
    /// A run length is spelled with more than seven characters, which hold 35 bits.
    TooLong {
        /// Which run.
        run_idx: usize,
    },
    /// A run length is negative or 2^32 px or more.
    OutOfRange {
        /// Which run.
        run_idx: usize,
        /// The length it would have.
        length_px: i64,
    },
    /// A run after the first has no pixel.
    ///
    /// pycocotools 2.0.11 misreads such masks: `rleIou` and `rleMerge` stop where both masks have
    /// an empty run, and `rleToBbox` of a mask whose foreground runs are all empty gives a box
    /// about 2^32 px wide.
    EmptyRun {
        /// Which run.
        run_idx: usize,
    },
    /// The runs do not add up to the pixels of the image.
    Total {
        /// What the runs add up to.
        total_px: u64,
        /// The size of the image.
        size: MaskSize,
    },
}

impl fmt::Display for RleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Empty => write!(f, "there are no run lengths"),
            Self::Character { byte, byte_idx } => {
                let shown = byte.escape_ascii();
                write!(f, "the character '{shown}' at [{byte_idx}] is not one of '0' to 'o'")
            }
            Self::CutOff => write!(f, "the string ends inside a run length, so it was cut off"),
            Self::TooLong { run_idx } => {
                write!(f, "run [{run_idx}] is spelled with more than 7 characters")
            }
            Self::OutOfRange { run_idx, length_px } => {
                let max = u32::MAX;
                write!(f, "run [{run_idx}] has a length of {length_px} px, outside 0 to {max}")
            }
            Self::EmptyRun { run_idx } => {
                write!(f, "run [{run_idx}] has a length of 0 px; only the first run may be empty")
            }
            Self::Total { total_px, size } => {
                let n_pixels = size.n_pixels();
                write!(f, "the runs add up to {total_px} px, but the image has {n_pixels} px")?;
                write!(f, " ({size})")
            }
        }
    }
}

impl Error for RleError {}
