//! Columns of a run in the form in which the page takes them.

use detlens_run::arrow_array::types::{Float64Type, UInt32Type};
use detlens_run::schema::AreaRange;
use detlens_run::{Rows, column_suffix};

use crate::PageError;

/// Stands for "none" in a column of row numbers.
pub(crate) const NONE: u32 = u32::MAX;

/// How the columns of each IoU threshold end, length `T`.
pub(super) fn suffixes(iou_thresholds: &[f64]) -> Result<Vec<String>, PageError> {
    let suffix = |threshold: &f64| {
        let reason = || format!("{threshold} is no IoU threshold");
        let decimal = threshold.to_string().parse();
        decimal.map(column_suffix).map_err(|_| PageError::inconsistent(reason()))
    };
    iou_thresholds.iter().map(suffix).collect()
}

/// A column of row numbers, with [`NONE`] where there is none.
pub(super) fn indices(rows: &Rows, name: &str) -> Result<Vec<u32>, PageError> {
    let column = rows.numbers::<UInt32Type>(name)?;
    Ok(column.iter().map(|index| index.unwrap_or(NONE)).collect())
}

/// A column of row numbers of a table with `len` rows; every object has one.
pub(super) fn indices_into(rows: &Rows, name: &str, len: usize) -> Result<Vec<u32>, PageError> {
    let indices = indices(rows, name)?;
    match indices.iter().find(|&&index| index as usize >= len) {
        Some(index) => Err(PageError::inconsistent(format!("there is no {name} {index}"))),
        None => Ok(indices),
    }
}

/// A column of numbers; 0 where there is none, which a column of row numbers beside it tells.
pub(super) fn numbers(rows: &Rows, name: &str) -> Result<Vec<f64>, PageError> {
    let column = rows.numbers::<Float64Type>(name)?;
    Ok(column.iter().map(Option::unwrap_or_default).collect())
}

/// The columns that [`membership`] reads.
pub(super) fn membership_columns(ranges: &[AreaRange]) -> Vec<String> {
    ranges.iter().map(|range| format!("in_{}", range.name)).collect()
}

/// For each row the area ranges that it lies in, bit `a` for range `a`.
pub(super) fn membership(rows: &Rows, ranges: &[AreaRange]) -> Result<Vec<u32>, PageError> {
    let mut membership = vec![0_u32; rows.len()];
    for (bit, name) in membership_columns(ranges).iter().enumerate() {
        for (bits, is_in) in membership.iter_mut().zip(rows.flags(name)?) {
            *bits |= u32::from(is_in.unwrap_or(false)) << bit;
        }
    }
    Ok(membership)
}
