//! How a mask is lost and found again: coarse cells in an inexact box, blurred and cut at a level.
//!
//! This is how detectors with a mask head work, so the masks fail as theirs do: thin parts
//! vanish, corners become round, a wrong box shifts everything.

use detlens_geometry::{MaskSize, PixelBox};

use crate::blur::blurred;
use crate::random::Random;
use crate::region::Region;

/// How faithful a mask is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MaskHead {
    /// Cells along each side of the box.
    pub(crate) n_cells: u32,
    /// Standard deviation of each side of the box, as a part of the box's size.
    pub(crate) box_error: f64,
    /// Coverage at which a cell belongs to the mask; below 0.5 masks grow, above they shrink.
    pub(crate) level: f64,
    /// Strength of the noise in the cells.
    pub(crate) raggedness: f64,
    /// A hole of this radius, as a part of the box's size.
    pub(crate) hole: f64,
}

impl MaskHead {
    /// As good as it gets.
    pub(crate) const SHARP: Self =
        Self { n_cells: 28, box_error: 0.012, level: 0.5, raggedness: 0.05, hole: 0.0 };

    /// What comes out for the true mask `region`; `None` if nothing does.
    pub(crate) fn trace(&self, region: &Region, size: MaskSize, random: &Random) -> Option<Region> {
        let field = self.field(region, random);
        let window = field.window(size)?;
        Region::draw(window, |x, y| field.at(f64::from(x) + 0.5, f64::from(y) + 0.5) > self.level)
    }

    fn field(&self, region: &Region, random: &Random) -> Field {
        let PixelBox { x, y, width, height } = region.bounding_box();
        let ([x, y], [width, height]) = ([x, y].map(f64::from), [width, height].map(f64::from));
        // Even a perfect head is off by a part of a pixel.
        let off = |size: f64| random.bell() * (self.box_error * size + 0.3);
        let (left, right) = (x + off(width), x + width + off(width));
        let (top, bottom) = (y + off(height), y + height + off(height));
        let hole = (random.between(0.3, 0.7), random.between(0.3, 0.7));
        // One cell more on each side, so that a mask can fade out there.
        let side = self.n_cells + 2;
        let per_cell = 1.0 / f64::from(self.n_cells);
        let cell = (width * per_cell, height * per_cell);
        let middle = |idx: u32| (f64::from(idx) - 0.5) * per_cell;
        let mut cells = Vec::with_capacity((side * side) as usize);
        for b in (0..side).map(middle) {
            for a in (0..side).map(middle) {
                // The head knows the object in its own box and draws it into the wrong one.
                let covered = coverage(region, (x + a * width, y + b * height), cell);
                let kept = if self.in_hole(a - hole.0, b - hole.1) { 0.0 } else { covered };
                cells.push(kept + random.bell() * self.raggedness);
            }
        }
        let cells = blurred(&cells, side as usize);
        let cell = ((right - left).max(1.0) * per_cell, (bottom - top).max(1.0) * per_cell);
        Field { left: left - cell.0, top: top - cell.1, cell, side, cells }
    }

    fn in_hole(&self, a: f64, b: f64) -> bool {
        a * a + b * b < self.hole * self.hole
    }
}

/// How much of the cell around `(x, y)` the region covers, from nine points.
fn coverage(region: &Region, (x, y): (f64, f64), cell: (f64, f64)) -> f64 {
    const SPOTS: [f64; 3] = [-0.33, 0.0, 0.33];
    let mut n_inside = 0.0;
    for dy in SPOTS {
        for dx in SPOTS {
            let (x, y) = (x + dx * cell.0, y + dy * cell.1);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "in the box"
            )]
            let inside = x >= 0.0 && y >= 0.0 && region.contains(x as u32, y as u32);
            n_inside += f64::from(u8::from(inside));
        }
    }
    n_inside / 9.0
}

/// Coverage over a box, known in the middle of each cell.
struct Field {
    left: f64,
    top: f64,
    cell: (f64, f64),
    side: u32,
    cells: Vec<f64>,
}

impl Field {
    /// The pixels of the box inside an image of `size`.
    fn window(&self, size: MaskSize) -> Option<PixelBox> {
        let n_cells = f64::from(self.side);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
        let clamp = |x: f64, limit: u32| x.clamp(0.0, f64::from(limit)) as u32;
        let (x, y) = (clamp(self.left, size.width()), clamp(self.top, size.height()));
        let right = clamp((self.left + self.cell.0 * n_cells).ceil(), size.width());
        let bottom = clamp((self.top + self.cell.1 * n_cells).ceil(), size.height());
        (right > x && bottom > y).then(|| PixelBox { x, y, width: right - x, height: bottom - y })
    }

    /// Coverage at a point of the image, between the middles of the four nearest cells; 0 outside.
    fn at(&self, x: f64, y: f64) -> f64 {
        let last = f64::from(self.side - 1);
        let across = (x - self.left) / self.cell.0 - 0.5;
        let down = (y - self.top) / self.cell.1 - 0.5;
        let in_box = -0.5..=last + 0.5;
        if !in_box.contains(&across) || !in_box.contains(&down) {
            return 0.0;
        }
        let (across, down) = (across.clamp(0.0, last), down.clamp(0.0, last));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
        let (column, row) = (across as usize, down as usize);
        let n = self.side as usize;
        let get = |column: usize, row: usize| self.cells[row.min(n - 1) * n + column.min(n - 1)];
        let blend = |from: f64, to: f64, part: f64| from + (to - from) * part;
        let along = |row: usize| blend(get(column, row), get(column + 1, row), across.fract());
        blend(along(row), along(row + 1), down.fract())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// IoU with a rectangle of 120 x 80 px and area relative to it, as means over 50 tries.
    fn quality(head: MaskHead) -> (f64, f64) {
        let size = MaskSize::new(300, 400).unwrap();
        let bounds = PixelBox { x: 150, y: 100, width: 120, height: 80 };
        let truth = Region::draw(bounds, |_, _| true).unwrap();
        let (mut iou, mut area) = (0.0, 0.0);
        for seed in 0..50 {
            let drawn = head.trace(&truth, size, &Random::new(seed, 0)).unwrap();
            iou += drawn.iou(&truth) / 50.0;
            area += f64::from(drawn.area_px()) / f64::from(truth.area_px()) / 50.0;
        }
        (iou, area)
    }

    #[test]
    fn a_sharp_head_draws_nearly_the_truth() {
        assert!(quality(MaskHead::SHARP).0 > 0.93);
    }

    #[test]
    fn each_weakness_costs_overlap() {
        let sharp = quality(MaskHead::SHARP);
        let hole = quality(MaskHead { hole: 0.3, ..MaskHead::SHARP });
        assert!(hole.0 < sharp.0 - 0.15 && hole.1 < sharp.1 - 0.15, "{hole:?}");
        let eroded = quality(MaskHead { level: 0.95, n_cells: 10, ..MaskHead::SHARP });
        assert!(eroded.1 < sharp.1 - 0.1, "{eroded:?}");
        let misplaced = quality(MaskHead { box_error: 0.2, ..MaskHead::SHARP });
        assert!(misplaced.0 < sharp.0 - 0.15, "{misplaced:?}");
        let ragged = quality(MaskHead { raggedness: 1.5, ..MaskHead::SHARP });
        assert!(ragged.0 < sharp.0 - 0.1, "{ragged:?}");
    }
}
