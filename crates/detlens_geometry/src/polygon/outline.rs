//! Where the outline of a ring crosses the columns of the image.
//!
//! pycocotools puts the outline on a grid of fifths of a pixel, walks it fifth by fifth, and notes
//! each step across a line that belongs to a column of pixels. The lines lie between the
//! fifths 5c + 2 and 5c + 3, half a fifth right of the middle of column c. Everything else
//! that it walks over leaves no trace, so here an edge goes from line to line instead. The same
//! sums in the same order give the same bits as the walk, at a cost that does not grow with the
//! parts of an edge outside the image. Source: `rleFrPoly` of pycocotools 2.0.11 (`maskApi.c`).

use std::ops::Range;

use crate::MaskSize;

/// A corner of a ring, in fifths of a pixel.
#[derive(Clone, Copy)]
pub(super) struct Corner {
    x: i32,
    y: i32,
}

impl Corner {
    /// The grid point nearest to a point in px, both coordinates within `MAX_COORDINATE_PX`.
    pub(super) fn from_px(x: f64, y: f64) -> Self {
        Self { x: rounded(5.0 * x), y: rounded(5.0 * y) }
    }
}

/// A straight piece of the outline.
///
/// It is walked in the direction in which its longer extent grows, whichever way the ring runs,
/// so that a ring and its reverse have the same mask.
pub(super) struct Edge {
    start: Corner,
    /// Number of steps of one fifth along the longer extent.
    n_steps: i32,
    /// Fifths along the shorter extent for one step along the longer.
    slope: f64,
    /// Whether the longer extent is the vertical one.
    is_steep: bool,
    /// The columns whose line it crosses.
    columns: Range<u32>,
}

impl Edge {
    pub(super) fn new(from: Corner, to: Corner, size: MaskSize) -> Self {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let is_steep = dx.abs() < dy.abs();
        let is_backward = if is_steep { dy < 0 } else { dx < 0 };
        let start = if is_backward { to } else { from };
        let (longer, shorter) = if is_steep { (dy, dx) } else { (dx, dy) };
        let slope = f64::from(shorter) / f64::from(longer);
        let columns = first_pixel(from.x.min(to.x), size.width())
            ..first_pixel(from.x.max(to.x), size.width());
        Self { start, n_steps: longer.abs(), slope, is_steep, columns }
    }

    /// Number of lines it crosses.
    pub(super) fn n_crossings(&self) -> usize {
        self.columns.len()
    }

    /// The position of the first pixel below the edge, in each column whose line it crosses.
    ///
    /// In a column without a pixel below the edge it is the first position of the next column.
    pub(super) fn crossings(&self, size: MaskSize) -> impl Iterator<Item = u32> {
        self.columns.clone().map(move |column| {
            let line = middle(column);
            let y = if self.is_steep { self.steep_y(line) } else { self.flat_y(line) };
            column * size.height() + first_pixel(y, size.height())
        })
    }

    /// The y of the edge at the step across `line`, if its longer extent is horizontal: the upper
    /// one of the two ends of the step.
    fn flat_y(&self, line: i32) -> i32 {
        let step = line - self.start.x;
        let y = |step: i32| rounded(f64::from(self.start.y) + self.slope * f64::from(step));
        y(step).min(y(step + 1))
    }

    /// The y before the step across `line`, if its longer extent is vertical.
    ///
    /// The place is estimated by division, and corrected by the sum that decides.
    fn steep_y(&self, line: i32) -> i32 {
        let x = |step: i32| rounded(f64::from(self.start.x) + self.slope * f64::from(step));
        let is_across = |step: i32| (x(step) > line) == (self.slope > 0.0);
        let offset = f64::from(line - self.start.x) + 0.5;
        let mut step = rounded(offset / self.slope).clamp(1, self.n_steps);
        while step > 1 && is_across(step - 1) {
            step -= 1;
        }
        while step < self.n_steps && !is_across(step) {
            step += 1;
        }
        self.start.y + step - 1
    }
}

/// The middle of a pixel, in fifths from the image's border.
#[expect(clippy::cast_possible_wrap, reason = "an edge crosses columns below 2^21 only")]
fn middle(pixel: u32) -> i32 {
    5 * pixel as i32 + 2
}

/// The first of `n_pixels` whose middle is not before `position`, in fifths; `n_pixels` if none.
fn first_pixel(position: i32, n_pixels: u32) -> u32 {
    u32::try_from((position + 2).div_euclid(5)).unwrap_or(0).min(n_pixels)
}

/// Adds a half and cuts the fraction off, as a C cast does: below 0 that rounds up.
#[expect(clippy::cast_possible_truncation, reason = "coordinates have a limit far below 2^31")]
fn rounded(number: f64) -> i32 {
    (number + 0.5) as i32
}
