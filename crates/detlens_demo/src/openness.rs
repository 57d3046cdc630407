//! How open the surroundings of each pixel are: corners and gaps get less of the ambient light.
//!
//! Judged from the depths around it, for every third pixel of every third row, since it varies
//! smoothly.

use crate::blur::blurred;
use crate::nearest::Nearest;
use crate::space::{Vec3, vec3};
use crate::view::View;

/// Openness of every third pixel, row by row; 1 in the open, near 0 in a deep corner.
#[derive(Clone, Debug)]
pub(crate) struct Openness {
    width: u32,
    height: u32,
    open: Vec<f64>,
}

/// One pixel in how many is judged, along both sides.
const STEP: u32 = 3;
/// Reach of what darkens a point, in metres.
const REACH: f64 = 0.38;
/// Most pixels (of the coarse grid) to look away.
const MOST_PX: f64 = 18.0;

/// Unit steps round a point, nearer and farther; every other pixel uses the other half, and the
/// blur evens that out.
const TAPS: [[(f64, f64); 5]; 2] = [
    [(0.3, 0.1), (-0.35, 0.5), (0.0, -0.6), (0.9, 0.2), (-0.7, -0.6)],
    [(-0.3, -0.1), (0.35, -0.5), (0.1, 0.6), (0.7, -0.6), (-0.6, 0.75)],
];

impl Openness {
    /// Judges what `nearest` shows.
    pub(crate) fn judge(view: &View, nearest: &Nearest) -> Self {
        let (width, height) = (nearest.width_px / STEP, nearest.height_px / STEP);
        let points = Points::new(view, nearest);
        let mut open = Vec::with_capacity(width as usize * height as usize);
        for y in 0..height {
            for x in 0..width {
                open.push(points.openness(x, y));
            }
        }
        Self { width, height, open: blurred(&open, width as usize) }
    }

    /// The openness at a position of the full image, in px.
    pub(crate) fn at(&self, x_px: f64, y_px: f64) -> f64 {
        let (x, fx) = cell((x_px - 1.5) / f64::from(STEP), self.width);
        let (y, fy) = cell((y_px - 1.5) / f64::from(STEP), self.height);
        let get = |x: u32, y: u32| {
            let (x, y) = (x.min(self.width - 1), y.min(self.height - 1));
            self.open[y as usize * self.width as usize + x as usize]
        };
        let row = |y: u32| get(x, y) + (get(x + 1, y) - get(x, y)) * fx;
        row(y) + (row(y + 1) - row(y)) * fy
    }
}

/// The whole part of `x`, kept inside the grid, and what is left.
fn cell(x: f64, size: u32) -> (u32, f64) {
    let x = x.clamp(0.0, f64::from(size - 1));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped above")]
    let whole = x as u32;
    (whole, x - f64::from(whole))
}

/// What every third pixel shows, row by row.
struct Points<'a> {
    view: &'a View,
    width: u32,
    height: u32,
    seen: Vec<Option<Vec3>>,
}

impl<'a> Points<'a> {
    fn new(view: &'a View, nearest: &Nearest) -> Self {
        let (width, height) = (nearest.width_px / STEP, nearest.height_px / STEP);
        let mut seen = Vec::with_capacity(width as usize * height as usize);
        for y in 0..height {
            for x in 0..width {
                let ray = view.rays.ray(f64::from(STEP * x) + 1.5, f64::from(STEP * y) + 1.5);
                let depth = nearest.depth(nearest.idx(STEP * x + 1, STEP * y + 1));
                seen.push((depth < f64::INFINITY).then(|| ray.at(depth)));
            }
        }
        Self { view, width, height, seen }
    }

    fn openness(&self, x: u32, y: u32) -> f64 {
        let Some(here) = self.point(x, y) else { return 1.0 };
        let Some(normal) = self.normal(x, y, here) else { return 1.0 };
        let depth = self.view.depth(here);
        let radius = (REACH * self.view.focal_px / (f64::from(STEP) * depth)).min(MOST_PX);
        let mut blocked = 0.0;
        for (dx, dy) in TAPS[((x + y) % 2) as usize] {
            blocked +=
                self.blocked(here, normal, f64::from(x) + dx * radius, f64::from(y) + dy * radius);
        }
        (1.0 - blocked * 0.45).max(0.12)
    }

    /// How much the point seen at `(x, y)` blocks of what is above `here`.
    fn blocked(&self, here: Vec3, normal: Vec3, x: f64, y: f64) -> f64 {
        if x < 0.0 || y < 0.0 {
            return 0.0;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked above"
        )]
        let Some(there) = self.point(x as u32, y as u32) else { return 0.0 };
        let toward = there - here;
        let distance = toward.length();
        if distance == 0.0 {
            return 0.0;
        }
        let rise = normal.dot(toward) / distance - 0.12;
        let near = (1.0 - distance / (REACH * 2.2)).max(0.0);
        rise.max(0.0) * near
    }

    fn point(&self, x: u32, y: u32) -> Option<Vec3> {
        if x >= self.width || y >= self.height {
            return None;
        }
        self.seen[y as usize * self.width as usize + x as usize]
    }

    /// The normal from neighbouring points, on the side where the depth changes less.
    fn normal(&self, x: u32, y: u32, here: Vec3) -> Option<Vec3> {
        let shorter = |a: Option<Vec3>, b: Option<Vec3>| {
            let steps = [a.map(|p| p - here), b.map(|p| here - p)];
            steps.into_iter().flatten().min_by(|a, b| a.dot(*a).total_cmp(&b.dot(*b)))
        };
        let across = shorter(self.point(x + 1, y), self.point(x.wrapping_sub(1), y))?;
        let down = shorter(self.point(x, y + 1), self.point(x, y.wrapping_sub(1)))?;
        let zero = vec3(0.0, 0.0, 0.0);
        let normal = down.cross(across).normalized();
        (normal != zero).then_some(normal)
    }
}
