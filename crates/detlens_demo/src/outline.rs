//! The pixels that a solid can touch, so that only their rays are tried.

use std::ops::Range;

use crate::solid::Solid;
use crate::space::{Vec3, vec3};
use crate::view::{NEAR, View};

/// Rows of pixels, and in each the columns between a solid's outermost edges.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outline {
    pub(crate) top: u32,
    /// The columns in row `top` and in those below it.
    pub(crate) rows: Vec<Range<u32>>,
    spans: Vec<(f64, f64)>,
}

/// The corners at the two ends of each edge of a cuboid; see [`corners`] for their numbers.
const EDGES: [(usize, usize); 12] = [
    (0, 1),
    (2, 3),
    (4, 5),
    (6, 7),
    (0, 2),
    (1, 3),
    (4, 6),
    (5, 7),
    (0, 4),
    (1, 5),
    (2, 6),
    (3, 7),
];

impl Outline {
    /// Makes this the outline of `solid`; no rows if it is out of sight.
    pub(crate) fn trace(&mut self, view: &View, solid: &Solid) {
        let corners = corners(solid);
        let edges = EDGES.map(|(a, b)| clipped(view, corners[a], corners[b]));
        let ends = || edges.iter().flatten().flatten();
        let reach = |values: &mut dyn Iterator<Item = f64>| {
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            })
        };
        let rows = centres(reach(&mut ends().map(|end| end.1)), view.height_px);
        self.top = rows.start;
        self.spans.clear();
        self.spans.resize(rows.len(), (f64::INFINITY, f64::NEG_INFINITY));
        if corners.iter().all(|corner| view.sees(*corner)) {
            for [a, b] in edges.into_iter().flatten() {
                self.widen(a, b);
            }
        } else {
            // The edges along the near plane are not among the twelve; their box holds them.
            self.spans.fill(reach(&mut ends().map(|end| end.0)));
        }
        self.rows.clear();
        self.rows.extend(self.spans.iter().map(|span| centres(*span, view.width_px)));
    }

    /// Takes in the edge from `a` to `b`, in px.
    fn widen(&mut self, a: (f64, f64), b: (f64, f64)) {
        let ((x0, y0), (x1, y1)) = if a.1 <= b.1 { (a, b) } else { (b, a) };
        let slope = if y1 > y0 { (x1 - x0) / (y1 - y0) } else { 0.0 };
        let start = f64::from(self.top);
        let n_rows = u32::try_from(self.spans.len()).unwrap_or(u32::MAX);
        for row in centres((y0 - start, y1 - start), n_rows) {
            let y = (start + f64::from(row) + 0.5).clamp(y0, y1);
            let x = x0 + (y - y0) * slope;
            // A level edge is met along its whole length.
            let other = if y1 - y0 < 2.0 * SLACK { x1 } else { x };
            let span = &mut self.spans[row as usize];
            *span = (span.0.min(x).min(other), span.1.max(x).max(other));
        }
    }
}

/// The ends of an edge in the image, in px, without what lies before the near plane.
fn clipped(view: &View, a: Vec3, b: Vec3) -> Option<[(f64, f64); 2]> {
    let cut = |from: Vec3, to: Vec3| {
        let (seen, unseen) = (view.depth(from) - NEAR, NEAR - view.depth(to));
        view.project(from + (to - from) * (seen / (seen + unseen)))
    };
    match (view.sees(a), view.sees(b)) {
        (true, true) => Some([view.project(a), view.project(b)]),
        (true, false) => Some([view.project(a), cut(a, b)]),
        (false, true) => Some([cut(b, a), view.project(b)]),
        (false, false) => None,
    }
}

/// The eight corners of a solid's extent; bits 0, 1, 2 of the index choose the side along x, y, z.
fn corners(solid: &Solid) -> [Vec3; 8] {
    let sign = |idx: usize, bit: usize| if idx & bit == 0 { -1.0 } else { 1.0 };
    let h = solid.half;
    std::array::from_fn(|idx| {
        solid.frame.point(vec3(sign(idx, 1) * h.x, sign(idx, 2) * h.y, sign(idx, 4) * h.z))
    })
}

/// Positions are rounded; so much, in px, is surely more than that.
const SLACK: f64 = 0.01;

/// The pixels in `0..size` whose centre lies from `low` to `high`.
fn centres((low, high): (f64, f64), size: u32) -> Range<u32> {
    let clamp = |x: f64| x.clamp(0.0, f64::from(size));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let whole = |x: f64| x as u32;
    let start = whole(clamp((low - SLACK - 0.5).ceil()));
    start..whole(clamp((high + SLACK + 0.5).floor())).max(start)
}

#[cfg(test)]
mod tests {
    use detlens_geometry::MaskSize;

    use super::*;
    use crate::color::Color;
    use crate::paint::{Material, Wood};
    use crate::random::Random;
    use crate::solid::Shape;
    use crate::space::Frame;

    fn random_solid(random: &Random) -> Solid {
        let far = |reach: f64| random.between(-reach, reach);
        let origin = vec3(far(2.0), random.between(-1.0, 4.0), far(2.0));
        let (up, ahead) = (vec3(far(1.0), far(1.0), 1.0), vec3(1.0, far(1.0), 0.0));
        let half = [(); 3].map(|()| random.between(0.01, 1.2));
        Solid {
            shape: *random.pick(&[Shape::Cuboid, Shape::Cylinder, Shape::Pillow]),
            frame: Frame::tilted(origin, up, ahead),
            half: vec3(half[0], half[0], half[2]),
            material: Material::Wood(Wood { color: Color::grey(0.5), seed: 0 }),
            object_idx: None,
        }
    }

    #[test]
    fn no_ray_outside_the_outline_meets_the_solid() {
        let size = MaskSize::new(40, 50).unwrap();
        let eye = vec3(0.0, -1.0, 0.5);
        let view = View::camera(size, (eye, vec3(0.0, 3.0, 0.0)), 35.0, 0.1);
        let (mut outline, mut n_met, mut n_inside) = (Outline::default(), 0, 0);
        for seed in 0..400 {
            let solid = random_solid(&Random::new(seed, 0));
            outline.trace(&view, &solid);
            for (y, x) in (0..40_u32).flat_map(|y| (0..50).map(move |x| (y, x))) {
                let ray = view.rays.ray(f64::from(x) + 0.5, f64::from(y) + 0.5);
                let met = solid.hit(&ray.local(&solid.frame)).is_some();
                let row = y.checked_sub(outline.top).map(|row| row as usize);
                let columns = row.and_then(|row| outline.rows.get(row));
                let inside = columns.is_some_and(|columns| columns.contains(&x));
                assert!(inside || !met, "solid {seed} is met at ({x}, {y})");
                n_met += u32::from(met);
                n_inside += u32::from(inside);
            }
        }
        assert!(n_met > 10_000 && n_inside < 4 * n_met, "{n_met} of {n_inside}");
    }
}
