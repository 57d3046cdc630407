//! Sums runs up to an area and a bounding box.

use super::RleError;
use crate::{MaskMeasure, MaskSize, PixelBox};

/// What is known of a mask after some of its runs.
///
/// All numbers have 64 bits, since a malformed mask may go on past the end of its image.
///
/// The columns are found at the end, from where the foreground starts and ends. The rows need a
/// look at every run; a division only if a run covers more than the next column.
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
    /// The first and the last row with foreground.
    top: u64,
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

    /// Adds a run of at least one foreground pixel.
    #[inline]
    pub(super) fn add_foreground(&mut self, length_px: u32) {
        let last_row = self.row + u64::from(length_px) - 1;
        // A run that goes on in the next column has covered this column's last row and covers
        // that one's first.
        let goes_on = last_row >= self.height;
        self.top = self.top.min(if goes_on { 0 } else { self.row });
        self.bottom = self.bottom.max(if goes_on { self.height - 1 } else { last_row });
        self.area_px += u64::from(length_px);
        self.skip_background(length_px);
        self.foreground_end = self.total_px;
    }

    /// Adds a run of background.
    #[inline]
    pub(super) fn skip_background(&mut self, length_px: u32) {
        self.total_px += u64::from(length_px);
        self.row += u64::from(length_px);
        if self.row >= self.height {
            self.row -= self.height;
            if self.row >= self.height {
                self.row %= self.height;
            }
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
        let left = self.foreground_start / self.height;
        let right = (self.foreground_end - 1) / self.height;
        // Everything lies within an image of fewer than 2^32 px, so nothing is lost here.
        let px = |number: u64| u32::try_from(number).map_err(|_| wrong_total);
        let (width, height) = (px(right - left + 1)?, px(self.bottom - self.top + 1)?);
        let bounding_box_px = PixelBox { x: px(left)?, y: px(self.top)?, width, height };
        Ok(MaskMeasure { area_px: px(self.area_px)?, bounding_box_px })
    }
}
