//! Where the outline of a ring crosses the middles of the image's columns.
//!
//! pycocotools puts the outline on a grid of fifths of a pixel, walks it fifth by fifth, and notes
//! each step across the middle of a column, which lies between the fifths 5c + 2 and 5c + 3. The
//! other steps leave no trace, so here an edge goes from middle to middle instead. The same sums
//! in the same order give the same bits as the walk, at a cost that does not grow with what lies
//! outside the image. Source: `rleFrPoly` of pycocotools 2.0.11 (`maskApi.c`).

use std::ops::Range;

use crate::MaskSize;

/// A corner of a ring, in fifths of a pixel.
#[derive(Clone, Copy, Debug)]
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
/// so a ring and its reverse have the same mask. On the walk x never turns back, as rounding keeps
/// the order of numbers; so the middle of a column is crossed once or not at all.
#[derive(Debug)]
pub(super) struct Edge {
    start: Corner,
    /// Number of steps of one fifth along the longer extent.
    n_steps: i32,
    /// Fifths along the shorter extent for one step; NaN if there is no step.
    slope: f64,
    /// Whether the longer extent is the vertical one.
    is_steep: bool,
    /// The columns whose middle it crosses.
    pub(super) columns: Range<u32>,
}

impl Edge {
    pub(super) fn new(from: Corner, to: Corner, size: MaskSize) -> Self {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let is_steep = dx.abs() < dy.abs();
        let (longer, shorter) = if is_steep { (dy, dx) } else { (dx, dy) };
        let start = if longer < 0 { to } else { from };
        let slope = f64::from(shorter) / f64::from(longer);
        let column = |x| first_pixel(x, size.width());
        let columns = column(from.x.min(to.x))..column(from.x.max(to.x));
        Self { start, n_steps: longer.abs(), slope, is_steep, columns }
    }

    /// Number of middles of columns it crosses.
    pub(super) fn n_crossings(&self) -> usize {
        self.columns.len()
    }

    /// Each column whose middle it crosses, and the position of the first pixel there below the
    /// edge.
    ///
    /// In a column without a pixel below the edge it is the first position of the next column.
    pub(super) fn crossings(&self, size: MaskSize) -> impl Iterator<Item = (u32, u32)> {
        self.columns.clone().map(move |column| {
            let x = before_middle(column);
            let y = if self.is_steep { self.steep_crossing_y(x) } else { self.flat_crossing_y(x) };
            (column, column * size.height() + first_pixel(y, size.height()))
        })
    }

    /// The smaller y of the step between `x` and `x + 1`, if each step moves by one in x.
    ///
    /// Rounding keeps the order of numbers, so the slope tells which end of the step that is.
    fn flat_crossing_y(&self, x: i32) -> i32 {
        let step = x - self.start.x + i32::from(self.slope < 0.0);
        rounded(f64::from(self.start.y) + self.slope * f64::from(step))
    }

    /// The smaller y of the step between `x` and `x + 1`, if each step moves by one in y.
    ///
    /// A division tells about where the step is, or ends one before; the sum of the walk decides.
    fn steep_crossing_y(&self, x: i32) -> i32 {
        let x_at = |step: i32| rounded(f64::from(self.start.x) + self.slope * f64::from(step));
        let is_across = |step: i32| (x_at(step) > x) == (self.slope > 0.0);
        let middle = f64::from(x - self.start.x) + 0.5;
        let mut step = rounded(middle / self.slope).clamp(1, self.n_steps);
        while step < self.n_steps && !is_across(step) {
            step += 1;
        }
        self.start.y + step - 1
    }
}

/// The last fifth before the middle of a pixel.
#[expect(clippy::cast_possible_wrap, reason = "an edge crosses columns below 2^21 only")]
fn before_middle(pixel: u32) -> i32 {
    5 * pixel as i32 + 2
}

/// The first of `n_pixels` whose middle comes after `position`, in fifths; `n_pixels` if none.
fn first_pixel(position: i32, n_pixels: u32) -> u32 {
    ((position + 2).max(0).unsigned_abs() / 5).min(n_pixels)
}

/// Adds a half and cuts the fraction off, as a C cast does: below 0 that rounds up.
#[expect(clippy::cast_possible_truncation, reason = "coordinates have a limit far below 2^31")]
fn rounded(number: f64) -> i32 {
    (number + 0.5) as i32
}
