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
mod reader;

pub use error::RleError;
pub(crate) use reader::RunReader;

use crate::{MaskMeasure, MaskSize};
use meter::Meter;

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
    let mut reader = RunReader::new(coded);
    let mut meter = Meter::new(size, reader.first_run_px()?);
    while let Some(length_px) = reader.next_run_px()? {
        meter.add_foreground(length_px);
        let Some(length_px) = reader.next_run_px()? else { break };
        meter.skip_background(length_px);
    }
    meter.finish()
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
        meter.add_foreground(pair[0]);
        if let Some(&length_px) = pair.get(1) {
            meter.skip_background(length_px);
        }
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
    let mut reader = RunReader::new(coded);
    counts.push(reader.first_run_px()?);
    while let Some(length_px) = reader.next_run_px()? {
        counts.push(length_px);
    }
    Ok(())
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
    for (idx, &count) in counts.iter().enumerate() {
        let same_color = if idx > 2 { counts[idx - 2] } else { 0 };
        append_number(i64::from(count) - i64::from(same_color), coded);
    }
}

fn append_number(mut number: i64, coded: &mut Vec<u8>) {
    loop {
        let bits = number.to_le_bytes()[0] & 0x1f;
        let is_last = (-0x10..0x10).contains(&number);
        coded.push(b'0' + if is_last { bits } else { bits | 0x20 });
        if is_last {
            return;
        }
        number >>= 5;
    }
}
