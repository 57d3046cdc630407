//! The outline of a mask as polygons.
//!
//! The corners are pixel corners, so rasterizing the polygons gives the same mask again.

use crate::region::Region;

/// A polygon: its corners in px, each a column and a row.
pub(crate) type Ring = Vec<(u32, u32)>;

/// The outlines of all parts of a mask; `None` if it has a hole, which COCO polygons cannot say.
pub(crate) fn contours(region: &Region) -> Option<Vec<Ring>> {
    let mut rings = Vec::new();
    let mut known: Vec<(u32, u32)> = Vec::new();
    for start in upper_edges(region) {
        if known.binary_search(&start).is_ok() {
            continue;
        }
        let walk = Walk::around(region, start);
        if walk.twice_area < 0 {
            return None;
        }
        known.extend(walk.upper_edges);
        known.sort_unstable();
        rings.push(walk.corners);
    }
    Some(rings)
}

/// Pixels whose upper neighbour is not in the mask, as row and column.
fn upper_edges(region: &Region) -> impl Iterator<Item = (u32, u32)> {
    let bounds = region.bounding_box();
    let pixels = (bounds.y..bounds.y + bounds.height)
        .flat_map(move |y| (bounds.x..bounds.x + bounds.width).map(move |x| (y, x)));
    pixels.filter(|&(y, x)| is_upper_edge(region, x, y))
}

fn is_upper_edge(region: &Region, x: u32, y: u32) -> bool {
    region.contains(x, y) && !region.contains(x, y.wrapping_sub(1))
}

/// A direction along pixel edges, clockwise as seen with rows going down.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heading {
    Right,
    Down,
    Left,
    Up,
}

impl Heading {
    fn clockwise(self) -> Self {
        match self {
            Self::Right => Self::Down,
            Self::Down => Self::Left,
            Self::Left => Self::Up,
            Self::Up => Self::Right,
        }
    }

    fn counterclockwise(self) -> Self {
        self.clockwise().clockwise().clockwise()
    }

    /// The pixels ahead of the corner `(x, y)`: on the left hand and on the right hand.
    fn ahead(self, x: u32, y: u32) -> [(u32, u32); 2] {
        let (before_x, before_y) = (x.wrapping_sub(1), y.wrapping_sub(1));
        match self {
            Self::Right => [(x, before_y), (x, y)],
            Self::Down => [(x, y), (before_x, y)],
            Self::Left => [(before_x, y), (before_x, before_y)],
            Self::Up => [(before_x, before_y), (x, before_y)],
        }
    }

    fn step(self, x: u32, y: u32) -> (u32, u32) {
        match self {
            Self::Right => (x + 1, y),
            Self::Down => (x, y + 1),
            Self::Left => (x - 1, y),
            Self::Up => (x, y - 1),
        }
    }
}

/// One closed walk along the edge of a mask, which stays on the right hand.
struct Walk {
    corners: Ring,
    /// The upper edges that it passed, as row and column of the pixel.
    upper_edges: Vec<(u32, u32)>,
    /// Positive around a part, negative around a hole.
    twice_area: i64,
}

impl Walk {
    /// From the upper edge of the pixel in row `y` and column `x`.
    fn around(region: &Region, (y, x): (u32, u32)) -> Self {
        let mut walk = Self { corners: vec![(x, y)], upper_edges: Vec::new(), twice_area: 0 };
        let (mut at, mut heading) = ((x, y), Heading::Right);
        loop {
            if heading == Heading::Right {
                walk.upper_edges.push((at.1, at.0));
            }
            let next = heading.step(at.0, at.1);
            walk.twice_area += cross(at, next);
            at = next;
            let turned = turn(region, at, heading);
            if at == (x, y) && turned == Heading::Right {
                return walk;
            }
            if turned != heading {
                walk.corners.push(at);
            }
            heading = turned;
        }
    }
}

/// Where the edge goes on. Pixels that touch only at a corner are parts of their own.
fn turn(region: &Region, (x, y): (u32, u32), heading: Heading) -> Heading {
    let [left, right] = heading.ahead(x, y).map(|(x, y)| region.contains(x, y));
    match (left, right) {
        (_, false) => heading.clockwise(),
        (true, true) => heading.counterclockwise(),
        (false, true) => heading,
    }
}

fn cross(a: (u32, u32), b: (u32, u32)) -> i64 {
    i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1)
}

#[cfg(test)]
mod tests {
    use detlens_geometry::{MaskSize, PixelBox, RasterScratch, rasterize};

    use super::*;
    use crate::random::Random;

    fn rasterized(rings: &[Ring], size: MaskSize) -> Vec<u32> {
        let flat =
            |ring: &Ring| ring.iter().flat_map(|&(x, y)| [f64::from(x), f64::from(y)]).collect();
        let parts: Vec<Vec<f64>> = rings.iter().map(flat).collect();
        let mut counts = Vec::new();
        let parts = parts.iter().map(Vec::as_slice);
        rasterize(parts, size, &mut RasterScratch::default(), &mut counts).unwrap();
        counts
    }

    #[test]
    fn a_contour_rasterizes_to_its_mask() {
        let size = MaskSize::new(24, 31).unwrap();
        let bounds = PixelBox { x: 0, y: 0, width: 31, height: 24 };
        let mut n_with_holes = 0;
        for seed in 0..300 {
            let random = Random::new(seed, 0);
            let (x0, y0) = (random.between(5.0, 25.0), random.between(5.0, 20.0));
            let (slope, reach) = (random.bell(), random.between(2.0, 11.0));
            let inside = |x: u32, y: u32| {
                let (dx, dy) = (f64::from(x) - x0, f64::from(y) - y0);
                dx.abs() + (dy + slope * dx).abs() < reach && (x * y + x) % 11 != 3
            };
            let Some(region) = Region::draw(bounds, inside) else { continue };
            match contours(&region) {
                Some(rings) => assert_eq!(rasterized(&rings, size), region.counts(size), "{seed}"),
                None => n_with_holes += 1,
            }
        }
        assert!((1..290).contains(&n_with_holes), "{n_with_holes}");
    }

    #[test]
    fn a_ring_with_a_hole_has_no_contour() {
        let bounds = PixelBox { x: 3, y: 3, width: 3, height: 3 };
        let region = Region::draw(bounds, |x, y| (x, y) != (4, 4)).unwrap();
        assert_eq!(contours(&region), None);
        let square = Region::draw(bounds, |_, _| true).unwrap();
        assert_eq!(contours(&square), Some(vec![vec![(3, 3), (6, 3), (6, 6), (3, 6)]]));
    }
}
