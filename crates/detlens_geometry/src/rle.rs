//! COCO's run-length masks: measured, checked, decoded and encoded.
//!
//! A mask is a list of run lengths in px, column by column, background and foreground in turn,
//! starting with background. In a COCO file it stands as a list of counts or as a string that
//! spells them ([`encode_counts`] says how). Source: `maskApi.c` of pycocotools 2.0.11.
//!
//! A mask is accepted if its runs add up to the image exactly and none but the first is empty.
//! pycocotools checks neither; what it makes of other masks is chance (see [`RleError`]).

mod error;
mod meter;
mod number;
mod pairs;

pub use error::RleError;
pub(crate) use pairs::RunPairs;

use crate::{MaskMeasure, MaskSize};
use meter::Meter;
use number::{append_number, find_foreign_character, is_cut_off, read_number};

/// Checks a coded mask and measures it, in one pass and without allocation.
///
/// The area and the box are those of `rleArea` and `rleToBbox` of pycocotools 2.0.11.
///
/// # Errors
///
/// An [`RleError`] if `coded` is not a mask of `size`.
///
/// # Example
///
/// ```
/// # use detlens_geometry::{MaskSize, PixelBox, RleError, measure};
/// let size = MaskSize::new(4, 5).unwrap();
/// let measured = measure(b"522O8", size)?; // 5, 2, 2, 1, 10
/// assert_eq!(measured.area_px, 3);
/// assert_eq!(measured.bounding_box_px, PixelBox { x: 1, y: 1, width: 2, height: 2 });
/// # Ok::<(), RleError>(())
/// ```
pub fn measure(coded: &[u8], size: MaskSize) -> Result<MaskMeasure, RleError> {
    measure_well_formed(coded, size).map_or_else(|| measure_plainly(coded, size), Ok)
}

/// The measure of a mask without mistakes.
fn measure_well_formed(coded: &[u8], size: MaskSize) -> Option<MaskMeasure> {
    let (first_run_px, pairs) = RunPairs::after_first_run(coded)?;
    let mut meter = Meter::new(size, first_run_px);
    pairs.for_each(|foreground_px, background_px| meter.add(foreground_px, background_px))?;
    meter.finish().ok()
}

/// The measure of any mask, or its first mistake.
#[cold]
fn measure_plainly(coded: &[u8], size: MaskSize) -> Result<MaskMeasure, RleError> {
    let mut counts = Vec::new();
    append_counts(coded, &mut counts)?;
    check_counts(&counts, size)
}

/// Checks plain run lengths and measures their mask; the twin of [`measure`].
///
/// # Errors
///
/// An [`RleError`] if `counts` is not a mask of `size`.
///
/// # Example
///
/// ```
/// # use detlens_geometry::{MaskSize, PixelBox, RleError, check_counts};
/// let size = MaskSize::new(4, 5).unwrap();
/// let measured = check_counts(&[5, 2, 2, 1, 10], size)?;
/// assert_eq!(measured.area_px, 3);
/// assert_eq!(measured.bounding_box_px, PixelBox { x: 1, y: 1, width: 2, height: 2 });
///
/// let error = check_counts(&[5, 2], size).unwrap_err();
/// assert_eq!(error.to_string(), "the runs add up to 7 px, but the image has 20 px (4 x 5)");
/// # Ok::<(), RleError>(())
/// ```
pub fn check_counts(counts: &[u32], size: MaskSize) -> Result<MaskMeasure, RleError> {
    let (&first_run_px, later_runs) = counts.split_first().ok_or(RleError::Empty)?;
    if let Some(idx) = later_runs.iter().position(|&length_px| length_px == 0) {
        return Err(RleError::EmptyRun { run_idx: idx + 1 });
    }
    let mut meter = Meter::new(size, first_run_px);
    for pair in later_runs.chunks(2) {
        let background_px = pair.get(1).copied().unwrap_or(0);
        meter.add(pair[0], background_px);
    }
    meter.finish()
}

/// Appends the run lengths of a coded mask to `counts`.
///
/// The sum is not checked, since no size is known here.
///
/// # Errors
///
/// An [`RleError`] if `coded` is malformed; `counts` is then as it was.
///
/// # Example
///
/// ```
/// # use detlens_geometry::{RleError, decode_counts};
/// let mut counts = Vec::new();
/// decode_counts(b"522O8", &mut counts)?;
/// assert_eq!(counts, [5, 2, 2, 1, 10]);
/// # Ok::<(), RleError>(())
/// ```
pub fn decode_counts(coded: &[u8], counts: &mut Vec<u32>) -> Result<(), RleError> {
    let n_before = counts.len();
    append_counts(coded, counts).inspect_err(|_| counts.truncate(n_before))
}

fn append_counts(coded: &[u8], counts: &mut Vec<u32>) -> Result<(), RleError> {
    if let Some(byte_idx) = find_foreign_character(coded) {
        return Err(RleError::Character { byte: coded[byte_idx], byte_idx });
    }
    if is_cut_off(coded) {
        return Err(RleError::CutOff);
    }
    let n_before = counts.len();
    let mut rest = coded;
    while !rest.is_empty() {
        let run_idx = counts.len() - n_before;
        let (number, after) = read_number(rest).ok_or(RleError::TooLong { run_idx })?;
        let same_color_px = same_color_px(run_idx, &counts[n_before..]);
        counts.push(check_length(run_idx, same_color_px + number)?);
        rest = after;
    }
    if counts.len() == n_before { Err(RleError::Empty) } else { Ok(()) }
}

fn check_length(run_idx: usize, length_px: i64) -> Result<u32, RleError> {
    match u32::try_from(length_px) {
        Ok(0) if run_idx > 0 => Err(RleError::EmptyRun { run_idx }),
        Ok(length_px) => Ok(length_px),
        Err(_) => Err(RleError::OutOfRange { run_idx, length_px }),
    }
}

/// Appends the coded form of run lengths to `coded`, the text that stands under `counts`.
///
/// From the fourth on, a run is spelled as its difference to the run two before, which is small
/// where an outline is smooth. A number is cut into groups of five bits, the lowest first; each
/// becomes one character, `'0'` plus the group, plus 0x20 if another one follows. The highest bit
/// of the last group is the sign. Source: `rleToString` of pycocotools 2.0.11.
///
/// # Example
///
/// ```
/// # use detlens_geometry::encode_counts;
/// let mut coded = Vec::new();
/// encode_counts(&[5, 2, 2, 1, 10], &mut coded);
/// assert_eq!(coded, b"522O8");
/// ```
pub fn encode_counts(counts: &[u32], coded: &mut Vec<u8>) {
    for (run_idx, &length_px) in counts.iter().enumerate() {
        append_number(i64::from(length_px) - same_color_px(run_idx, counts), coded);
    }
}

/// The length that a run is spelled as a difference to: the run two before it, or 0 for the first
/// three runs.
fn same_color_px(run_idx: usize, counts: &[u32]) -> i64 {
    if run_idx > 2 { counts[run_idx - 2].into() } else { 0 }
}
