//! Sums runs up to an area and a bounding box.

use super::RleError;
use crate::{MaskMeasure, MaskSize, PixelBox};

/// What is known of a mask after some of its runs.
///
/// All numbers have 64 bits, since a malformed mask may go on past the end of its image.
///
/// The columns are found at the end, from where the foreground starts and ends. The rows need a
/// look at every run, but a division only where the next foreground is two columns away.
pub(super) struct Meter {
    size: MaskSize,
    height: u64,
    /// Where the foreground starts, if there is any.
    foreground_start: u64,
    /// Where the last foreground run ends.
    foreground_end: u64,
    /// Pixels of the foreground.
    area_px: u64,
    /// Pixels of all runs, which is the position of the next pixel.
    total_px: u64,
    /// The row of the next pixel.
    row: u64,
    /// The first row with foreground.
    top: u64,
    /// The row after the last one with foreground; past the image if a run goes on in the column
    /// after its first.
    bottom: u64,
}

impl Meter {
    /// A mask that begins with `first_run_px` of background.
    pub(super) fn new(size: MaskSize, first_run_px: u32) -> Self {
        let (height, first_run_px) = (u64::from(size.height()), u64::from(first_run_px));
        Self {
            size,
            height,
            foreground_start: first_run_px,
            foreground_end: 0,
            area_px: 0,
            total_px: first_run_px,
            row: first_run_px % height,
            top: height,
            bottom: 0,
        }
    }

    /// Adds a run of at least one foreground pixel, and the background run after it, if any.
    #[inline]
    pub(super) fn add(&mut self, foreground_px: u32, background_px: u32) {
        let (foreground_px, background_px) = (u64::from(foreground_px), u64::from(background_px));
        let run_bottom = self.row + foreground_px;
        self.top = self.top.min(self.row);
        self.bottom = self.bottom.max(run_bottom);
        self.area_px += foreground_px;
        self.foreground_end = self.total_px + foreground_px;
        self.total_px = self.foreground_end + background_px;
        // Below 0 a row wraps to a huge number, so the smaller one is the one in the next column,
        // if the next foreground is there.
        let row = run_bottom + background_px;
        self.row = row.min(row.wrapping_sub(self.height));
        if self.row >= self.height {
            self.row = row_in_far_column(self.row, self.height);
        }
    }

    /// The measure of the mask.
    ///
    /// # Errors
    ///
    /// [`RleError::Total`] if the runs do not add up to the image.
    pub(super) fn finish(self) -> Result<MaskMeasure, RleError> {
        let wrong_total = RleError::Total { total_px: self.total_px, size: self.size };
        if self.total_px != self.size.n_pixels() {
            return Err(wrong_total);
        }
        if self.area_px == 0 {
            return Ok(MaskMeasure::default());
        }
        // A run that goes on in the next column has covered this column's last row, and covers
        // that one's first.
        let goes_on = self.bottom > self.height;
        let (top, bottom) = if goes_on { (0, self.height) } else { (self.top, self.bottom) };
        let (left, right) =
            (self.foreground_start / self.height, (self.foreground_end - 1) / self.height + 1);
        // Everything lies in an image of fewer than 2^32 px, so each number has its place.
        let px = |number| u32::try_from(number).map_err(|_| wrong_total);
        let (x, y, width, height) = (px(left)?, px(top)?, px(right - left)?, px(bottom - top)?);
        let bounding_box_px = PixelBox { x, y, width, height };
        Ok(MaskMeasure { area_px: px(self.area_px)?, bounding_box_px })
    }
}

/// The row that is `row` rows below a column's first, going on in the columns after it.
#[cold]
fn row_in_far_column(row: u64, height: u64) -> u64 {
    row % height
}
