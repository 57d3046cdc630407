//! The solids that everything in the warehouse is built from, and where a ray meets them.
//!
//! Each is a convex body: an intersection of slabs and of quadratic regions. A ray meets such a
//! region in one stretch, so the stretch inside the body is found by clipping.

use crate::paint::{Material, Surface};
use crate::space::{Frame, Vec3, vec3};
use crate::view::{NEAR, Ray};

/// A body with a place, a size and a material.
#[derive(Clone, Debug)]
pub(crate) struct Solid {
    pub(crate) shape: Shape,
    /// Centre and axes.
    pub(crate) frame: Frame,
    /// Half the extent along each axis, in metres.
    pub(crate) half: Vec3,
    pub(crate) material: Material,
    /// The object it is part of; `None` for the building.
    pub(crate) object_idx: Option<u32>,
}

/// The form of a solid inside its extent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A cuboid.
    Cuboid,
    /// A round column along z, as wide as the extent along x.
    Cylinder,
    /// A cushion: flat at the rim, thick in the middle.
    Pillow,
    /// The inside of a cuboid: walls, floor and ceiling.
    Room,
}

impl Shape {
    /// Where a ray meets a body of this form, both given around the origin.
    #[inline]
    pub(crate) fn hit(self, half: Vec3, ray: &Ray) -> Option<(f64, Face)> {
        match self {
            Self::Cuboid => Span::cuboid(half, ray).entry(),
            Self::Cylinder => Span::cylinder(half, ray).entry(),
            Self::Pillow => Span::pillow(half, ray).entry(),
            Self::Room => Span::cuboid(half, ray).exit(),
        }
    }
}

/// A side of a solid, named as seen from in front, that is from negative y.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    Left,
    Right,
    Front,
    Back,
    Bottom,
    Top,
    Round,
}

impl Face {
    /// All faces in the order of their numbers.
    pub(crate) const ALL: [Self; 7] =
        [Self::Left, Self::Right, Self::Front, Self::Back, Self::Bottom, Self::Top, Self::Round];
}

/// What a camera needs to know about the point where a ray meets a solid.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contact {
    pub(crate) point: Vec3,
    pub(crate) normal: Vec3,
    /// Directions of growing `u` and `v` of the surface.
    pub(crate) tangents: [Vec3; 2],
    pub(crate) surface: Surface,
}

impl Solid {
    /// Where a ray, given in the solid's own coordinates, meets the solid first.
    pub(crate) fn hit(&self, ray: &Ray) -> Option<(f64, Face)> {
        self.shape.hit(self.half, ray)
    }

    /// The surface at `t` on `ray`, a ray in world coordinates that [`Self::hit`] met at `face`.
    ///
    /// `focal_px` is what a metre at depth 1 measures in px.
    pub(crate) fn contact(&self, ray: &Ray, t: f64, face: Face, focal_px: f64) -> Contact {
        let point = ray.at(t);
        let place = self.frame.local_point(point);
        let normal = self.normal(place, face);
        // The same pixel covers more of a surface that it meets at a slant.
        let length = ray.dir.length();
        let footprint = t * length / (focal_px * normal.dot(ray.dir).abs().max(0.15 * length));
        let surface = Surface::new(face, place, self.half, footprint);
        Contact { point, normal, tangents: self.tangents(place, face), surface }
    }

    /// The normal in world coordinates at `place` on `face`.
    fn normal(&self, place: Vec3, face: Face) -> Vec3 {
        let [x, y, z] = self.frame.axes;
        let outward = if self.shape == Shape::Room { -1.0 } else { 1.0 };
        match face {
            Face::Left => x * -outward,
            Face::Right => x * outward,
            Face::Front => y * -outward,
            Face::Back => y * outward,
            Face::Bottom => self.bulge(place, z * -outward),
            Face::Top => self.bulge(place, z * outward),
            Face::Round => (x * place.x + y * place.y).normalized(),
        }
    }

    /// The normal of a face that would have the normal `flat` if the solid were no pillow.
    fn bulge(&self, place: Vec3, flat: Vec3) -> Vec3 {
        if self.shape != Shape::Pillow {
            return flat;
        }
        let (half, rise) = (self.half, 2.0 * CUSHION * self.half.z);
        let [x, y, _] = self.frame.axes;
        let along_x = x * (rise * place.x / (half.x * half.x));
        let along_y = y * (rise * place.y / (half.y * half.y));
        (flat + along_x + along_y).normalized()
    }

    /// The world directions of growing `u` and `v` at `place` on `face`.
    fn tangents(&self, place: Vec3, face: Face) -> [Vec3; 2] {
        let [x, y, z] = self.frame.axes;
        match face {
            Face::Left => [-y, z],
            Face::Right => [y, z],
            Face::Front => [x, z],
            Face::Back => [-x, z],
            Face::Bottom | Face::Top => [x, y],
            Face::Round => [(y * place.x - x * place.y).normalized(), z],
        }
    }
}

/// How far a pillow sinks from its middle to the middle of an edge, as a part of its half height.
const CUSHION: f64 = 0.45;

/// The stretch of a ray that lies inside everything clipped so far.
#[derive(Clone, Copy, Debug)]
struct Span {
    enter: f64,
    exit: f64,
    entered: Face,
    left: Face,
}

impl Span {
    /// All of a ray.
    const WHOLE: Self =
        Self { enter: f64::NEG_INFINITY, exit: f64::INFINITY, entered: Face::Top, left: Face::Top };

    #[inline]
    fn cuboid(half: Vec3, ray: &Ray) -> Self {
        Self::WHOLE
            .slab(ray.origin.x, ray.dir.x, half.x, [Face::Left, Face::Right])
            .slab(ray.origin.y, ray.dir.y, half.y, [Face::Front, Face::Back])
            .slab(ray.origin.z, ray.dir.z, half.z, [Face::Bottom, Face::Top])
    }

    #[inline]
    fn cylinder(half: Vec3, Ray { origin, dir }: &Ray) -> Self {
        let square = dir.x * dir.x + dir.y * dir.y;
        let half_linear = origin.x * dir.x + origin.y * dir.y;
        let rest = origin.x * origin.x + origin.y * origin.y - half.x * half.x;
        Self::WHOLE.slab(origin.z, dir.z, half.z, [Face::Bottom, Face::Top]).quadratic(
            square,
            half_linear,
            rest,
            Face::Round,
        )
    }

    #[inline]
    fn pillow(half: Vec3, ray: &Ray) -> Self {
        Self::WHOLE
            .slab(ray.origin.x, ray.dir.x, half.x, [Face::Left, Face::Right])
            .slab(ray.origin.y, ray.dir.y, half.y, [Face::Front, Face::Back])
            .cushion(half, ray, 1.0, Face::Top)
            .cushion(half, ray, -1.0, Face::Bottom)
    }

    /// Clips to `-half <= o + d t <= half`; the faces bound it below and above.
    #[inline]
    fn slab(self, o: f64, d: f64, half: f64, [below, above]: [Face; 2]) -> Self {
        let inverse = 1.0 / d;
        let (low, high) = ((-half - o) * inverse, (half - o) * inverse);
        if d >= 0.0 {
            self.clip(low, high, below, above)
        } else {
            self.clip(high, low, above, below)
        }
    }

    /// Clips to `square t² + 2 half_linear t + rest <= 0`, where `square >= 0`.
    #[inline]
    fn quadratic(self, square: f64, half_linear: f64, rest: f64, face: Face) -> Self {
        let under_root = half_linear * half_linear - square * rest;
        // A ray along the axis of a cylinder lies in it as a whole or not at all.
        let is_parallel = square == 0.0 && half_linear == 0.0;
        if under_root < 0.0 || is_parallel && rest > 0.0 {
            return Self { exit: f64::NEG_INFINITY, ..self };
        }
        if is_parallel {
            return self;
        }
        // Both roots from the sum that does not cancel; without a square term one is infinite, and
        // that clips nothing.
        let sum = -(half_linear + under_root.sqrt().copysign(half_linear));
        let (a, b) = (sum / square, rest / sum);
        self.clip(a.min(b), a.max(b), face, face)
    }

    /// Clips to one side of a cushion, on which
    /// `side z / half.z <= 1 - CUSHION (x² / half.x² + y² / half.y²)`.
    #[inline]
    fn cushion(self, half: Vec3, ray: &Ray, side: f64, face: Face) -> Self {
        let scaled = |v: Vec3| vec3(v.x / half.x, v.y / half.y, side * v.z / half.z);
        let (o, d) = (scaled(ray.origin), scaled(ray.dir));
        let square = CUSHION * (d.x * d.x + d.y * d.y);
        let half_linear = CUSHION * (o.x * d.x + o.y * d.y) + d.z / 2.0;
        let rest = CUSHION * (o.x * o.x + o.y * o.y) + o.z - 1.0;
        self.quadratic(square, half_linear, rest, face)
    }

    #[inline]
    fn clip(self, low: f64, high: f64, entered: Face, left: Face) -> Self {
        let (enter, entered) =
            if low > self.enter { (low, entered) } else { (self.enter, self.entered) };
        let (exit, left) = if high < self.exit { (high, left) } else { (self.exit, self.left) };
        Self { enter, exit, entered, left }
    }

    /// Where a body is met from outside.
    #[inline]
    fn entry(self) -> Option<(f64, Face)> {
        (self.enter < self.exit && self.enter > NEAR).then_some((self.enter, self.entered))
    }

    /// Where a body is met from inside.
    #[inline]
    fn exit(self) -> Option<(f64, Face)> {
        (self.enter < self.exit && self.exit > NEAR).then_some((self.exit, self.left))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF: Vec3 = vec3(1.0, 2.0, 3.0);

    /// A ray from (0, -10, `z`) away from the viewer.
    fn ahead(z: f64) -> Ray {
        Ray { origin: vec3(0.0, -10.0, z), dir: vec3(0.0, 1.0, 0.0) }
    }

    fn down() -> Ray {
        Ray { origin: vec3(0.0, 0.0, 10.0), dir: vec3(0.0, 0.0, -1.0) }
    }

    #[test]
    fn a_cuboid_is_met_at_its_front() {
        assert_eq!(Shape::Cuboid.hit(HALF, &ahead(0.0)), Some((8.0, Face::Front)));
        assert_eq!(Shape::Cuboid.hit(HALF, &ahead(3.5)), None);
    }

    #[test]
    fn a_cylinder_is_as_wide_as_its_extent_along_x() {
        assert_eq!(Shape::Cylinder.hit(HALF, &ahead(0.0)), Some((9.0, Face::Round)));
        assert_eq!(Shape::Cylinder.hit(HALF, &down()), Some((7.0, Face::Top)));
    }

    #[test]
    fn a_pillow_is_thick_in_the_middle_only() {
        let (t, face) = Shape::Pillow.hit(HALF, &down()).unwrap();
        assert!((t - 7.0).abs() < 1e-12 && face == Face::Top, "{t} {face:?}");
        let (_, face) = Shape::Pillow.hit(HALF, &ahead(2.9)).unwrap();
        assert_eq!(face, Face::Top, "the rim in front is thinner than that");
    }

    #[test]
    fn a_room_is_met_from_inside() {
        let up = Ray { origin: vec3(0.5, 0.5, 0.0), dir: vec3(0.0, 0.0, 1.0) };
        assert_eq!(Shape::Room.hit(HALF, &up), Some((3.0, Face::Top)));
        assert_eq!(Shape::Cuboid.hit(HALF, &up), None);
    }
}
