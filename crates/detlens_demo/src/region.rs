//! Sets of pixels: the masks before they are written as run lengths.

use detlens_geometry::{MaskSize, PixelBox};

/// A mask as the pixels of its box; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    bounds: PixelBox,
    /// Row by row, shape `bounds.height x bounds.width`.
    bits: Vec<bool>,
    area_px: u32,
}

impl Region {
    /// The pixels of `bounds` for which `inside` holds, given column and row; `None` if there are
    /// none.
    pub(crate) fn draw(bounds: PixelBox, inside: impl Fn(u32, u32) -> bool) -> Option<Self> {
        let bits: Vec<bool> = pixels(bounds).map(|(x, y)| inside(x, y)).collect();
        let drawn = Self { bounds, bits, area_px: 0 };
        let bounds = drawn.tight_bounds()?;
        let bits: Vec<bool> = pixels(bounds).map(|(x, y)| drawn.contains(x, y)).collect();
        let area_px = bits.iter().map(|bit| u32::from(*bit)).sum();
        Some(Self { bounds, bits, area_px })
    }

    /// The smallest box that holds the mask.
    #[must_use]
    pub fn bounding_box(&self) -> PixelBox {
        self.bounds
    }

    /// Number of pixels.
    #[must_use]
    pub fn area_px(&self) -> u32 {
        self.area_px
    }

    /// Whether the pixel in column `x` and row `y` of the image belongs to the mask.
    #[must_use]
    pub fn contains(&self, x: u32, y: u32) -> bool {
        let PixelBox { x: left, y: top, width, height } = self.bounds;
        let (dx, dy) = (x.wrapping_sub(left), y.wrapping_sub(top));
        dx < width && dy < height && self.bits[dy as usize * width as usize + dx as usize]
    }

    /// The run lengths in an image of `size`, column by column, background first, in px.
    ///
    /// Only the first may be 0.
    #[must_use]
    pub fn counts(&self, size: MaskSize) -> Vec<u32> {
        // Where runs of the mask begin and end, in turn.
        let mut ends: Vec<u32> = Vec::new();
        let PixelBox { x: left, y: top, width, height } = self.bounds;
        for x in left..left + width {
            for y in (top..top + height).filter(|y| self.contains(x, *y)) {
                let position = x * size.height() + y;
                match ends.last_mut() {
                    Some(end) if *end == position => *end += 1,
                    _ => ends.extend([position, position + 1]),
                }
            }
        }
        let n_pixels = size.height() * size.width();
        ends.extend((ends.last() != Some(&n_pixels)).then_some(n_pixels));
        let starts = [0].into_iter().chain(ends.iter().copied());
        ends.iter().zip(starts).map(|(end, start)| end - start).collect()
    }

    /// IoU of two masks, in `[0, 1]`.
    #[must_use]
    pub fn iou(&self, other: &Self) -> f64 {
        let shared_px: u32 = self.pixels().map(|(x, y)| u32::from(other.contains(x, y))).sum();
        f64::from(shared_px) / f64::from(self.area_px + other.area_px - shared_px)
    }

    /// Column and row of each pixel, row by row.
    pub(crate) fn pixels(&self) -> impl Iterator<Item = (u32, u32)> {
        pixels(self.bounds).zip(&self.bits).filter(|(_, bit)| **bit).map(|(at, _)| at)
    }

    /// The pixels of either.
    pub(crate) fn union(&self, other: &Self) -> Self {
        let (a, b) = (self.bounds, other.bounds);
        let (x, y) = (a.x.min(b.x), a.y.min(b.y));
        let right = (a.x + a.width).max(b.x + b.width);
        let bottom = (a.y + a.height).max(b.y + b.height);
        let bounds = PixelBox { x, y, width: right - x, height: bottom - y };
        Self::draw(bounds, |x, y| self.contains(x, y) || other.contains(x, y))
            .unwrap_or_else(|| self.clone())
    }

    fn tight_bounds(&self) -> Option<PixelBox> {
        let (columns, rows) = (|| self.pixels().map(|at| at.0), || self.pixels().map(|at| at.1));
        let (left, right) = (columns().min()?, columns().max()?);
        let (top, bottom) = (rows().min()?, rows().max()?);
        Some(PixelBox { x: left, y: top, width: right - left + 1, height: bottom - top + 1 })
    }
}

/// Columns and rows of the pixels of a box, row by row.
fn pixels(bounds: PixelBox) -> impl Iterator<Item = (u32, u32)> {
    let PixelBox { x, y, width, height } = bounds;
    (y..y + height).flat_map(move |row| (x..x + width).map(move |column| (column, row)))
}

#[cfg(test)]
mod tests {
    use detlens_geometry::check_counts;

    use super::*;

    fn picture(rows: &[&str]) -> Region {
        let side = |n: usize| u32::try_from(n).unwrap();
        let bounds = PixelBox { x: 0, y: 0, width: side(rows[0].len()), height: side(rows.len()) };
        Region::draw(bounds, |x, y| rows[y as usize].as_bytes()[x as usize] == b'#').unwrap()
    }

    #[test]
    fn run_lengths_go_down_the_columns() {
        let region = picture(&["#..#", "#.##", "...#"]);
        assert_eq!(region.counts(MaskSize::new(3, 4).unwrap()), [0, 2, 5, 1, 1, 3]);
        assert_eq!(region.area_px(), 6);
    }

    #[test]
    fn geometry_reads_the_same_area_and_box() {
        let region = picture(&["......", "..##..", "...###", "......"]);
        let size = MaskSize::new(9, 11).unwrap();
        let measured = check_counts(&region.counts(size), size).unwrap();
        assert_eq!(measured.area_px, region.area_px());
        assert_eq!(measured.bounding_box_px, region.bounding_box());
    }

    #[test]
    fn iou_counts_shared_pixels() {
        let (a, b) = (picture(&["##.", "##."]), picture(&[".##", ".##"]));
        assert!((a.iou(&b) - 2.0 / 6.0).abs() < 1e-15);
        assert_eq!(a.union(&b).area_px(), 6);
    }
}
