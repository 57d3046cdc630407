//! How the warehouse is looked at: by a camera, or along the light.

use detlens_geometry::MaskSize;

use crate::space::{Frame, Vec3};

/// A ray; the point at `t` is `origin + dir * t`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ray {
    pub(crate) origin: Vec3,
    pub(crate) dir: Vec3,
}

impl Ray {
    /// The point at `t`.
    pub(crate) fn at(&self, t: f64) -> Vec3 {
        self.origin + self.dir * t
    }

    /// The ray in the coordinates of `frame`; `t` keeps its meaning.
    pub(crate) fn local(&self, frame: &Frame) -> Self {
        Self { origin: frame.local_point(self.origin), dir: frame.local_direction(self.dir) }
    }
}

/// The rays of all pixels: origin and direction are affine in the pixel's position.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RayGrid {
    /// The ray through the image's top left corner.
    corner: Ray,
    /// What one px to the right adds.
    across: Ray,
    /// What one px down adds.
    down: Ray,
}

impl RayGrid {
    /// The ray through `(x_px, y_px)`; the centre of the first pixel is `(0.5, 0.5)`.
    pub(crate) fn ray(&self, x_px: f64, y_px: f64) -> Ray {
        Ray {
            origin: self.corner.origin + self.across.origin * x_px + self.down.origin * y_px,
            dir: self.corner.dir + self.across.dir * x_px + self.down.dir * y_px,
        }
    }

    /// The same rays in the coordinates of `frame`.
    pub(crate) fn local(&self, frame: &Frame) -> Self {
        let step = |ray: &Ray| Ray {
            origin: frame.local_direction(ray.origin),
            dir: frame.local_direction(ray.dir),
        };
        Self {
            corner: self.corner.local(frame),
            across: step(&self.across),
            down: step(&self.down),
        }
    }
}

/// A projection of the warehouse on an image, with the rays that lead back.
#[derive(Clone, Debug)]
pub(crate) struct View {
    pub(crate) width_px: u32,
    pub(crate) height_px: u32,
    pub(crate) rays: RayGrid,
    /// What a metre at depth 1 measures in px.
    pub(crate) focal_px: f64,
    x: Affine,
    y: Affine,
    weight: Affine,
    depth: Affine,
}

/// Nothing nearer than this is seen, in metres.
pub(crate) const NEAR: f64 = 0.05;

/// A linear function of a point plus a constant.
#[derive(Clone, Copy, Debug)]
struct Affine {
    slope: Vec3,
    constant: f64,
}

impl Affine {
    /// The function `slope · (p - zero) + constant`.
    fn new(slope: Vec3, zero: Vec3, constant: f64) -> Self {
        Self { slope, constant: constant - slope.dot(zero) }
    }

    fn of(&self, p: Vec3) -> f64 {
        self.slope.dot(p) + self.constant
    }
}

impl View {
    /// A pinhole camera at `eye` that has `target` in the middle of its image.
    ///
    /// `roll` is the tangent of the angle by which the camera hangs askew.
    pub(crate) fn camera(
        size: MaskSize,
        (eye, target): (Vec3, Vec3),
        focal_px: f64,
        roll: f64,
    ) -> Self {
        let (width_px, height_px) = (size.width(), size.height());
        let forward = (target - eye).normalized();
        let level = forward.cross(Vec3::UP).normalized();
        let right = (level + forward.cross(level) * roll).normalized();
        let down = forward.cross(right);
        let (centre_x, centre_y) = (f64::from(width_px) / 2.0, f64::from(height_px) / 2.0);

        let still = Vec3::UP * 0.0;
        let per_px = 1.0 / focal_px;
        let corner = forward - right * (centre_x * per_px) - down * (centre_y * per_px);
        let rays = RayGrid {
            corner: Ray { origin: eye, dir: corner },
            across: Ray { origin: still, dir: right * per_px },
            down: Ray { origin: still, dir: down * per_px },
        };
        let depth = Affine::new(forward, eye, 0.0);
        let x = Affine::new(right * focal_px + forward * centre_x, eye, 0.0);
        let y = Affine::new(down * focal_px + forward * centre_y, eye, 0.0);
        Self { width_px, height_px, rays, focal_px, x, y, weight: depth, depth }
    }

    /// A square view along `dir` of what lies within `reach` metres of `centre`.
    pub(crate) fn along(dir: Vec3, centre: Vec3, reach: f64, size_px: u32) -> Self {
        let forward = dir.normalized();
        let right = forward.cross(Vec3::UP + Vec3 { x: 0.01, y: 0.02, z: 0.0 }).normalized();
        let down = forward.cross(right);
        let half_px = f64::from(size_px) / 2.0;
        let per_px = reach / half_px;
        let back = 4.0 * reach;

        let still = Vec3::UP * 0.0;
        let corner = centre - forward * back - (right + down) * reach;
        let rays = RayGrid {
            corner: Ray { origin: corner, dir: forward },
            across: Ray { origin: right * per_px, dir: still },
            down: Ray { origin: down * per_px, dir: still },
        };
        Self {
            width_px: size_px,
            height_px: size_px,
            rays,
            focal_px: 1.0 / per_px,
            x: Affine::new(right * (1.0 / per_px), centre, half_px),
            y: Affine::new(down * (1.0 / per_px), centre, half_px),
            weight: Affine { slope: still, constant: 1.0 },
            depth: Affine::new(forward, centre, back),
        }
    }

    /// Distance of `p` along the viewing direction, in metres.
    pub(crate) fn depth(&self, p: Vec3) -> f64 {
        self.depth.of(p)
    }

    /// Whether `p` lies before the near plane.
    pub(crate) fn sees(&self, p: Vec3) -> bool {
        self.depth.of(p) >= NEAR
    }

    /// Position of `p` in the image, in px; meaningful where [`Self::sees`] holds.
    pub(crate) fn project(&self, p: Vec3) -> (f64, f64) {
        let scale = 1.0 / self.weight.of(p);
        (self.x.of(p) * scale, self.y.of(p) * scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::vec3;

    fn assert_rays_lead_back(view: &View) {
        for (x, y) in [(0.5, 0.5), (17.25, 3.0), (60.0, 39.5)] {
            let p = view.rays.ray(x, y).at(2.5);
            let (back_x, back_y) = view.project(p);
            assert!((back_x - x).abs() < 1e-9 && (back_y - y).abs() < 1e-9, "({x}, {y})");
            assert!((view.depth(p) - 2.5).abs() < 1e-9);
        }
    }

    #[test]
    fn rays_lead_back_to_their_pixels() {
        let size = MaskSize::new(40, 60).unwrap();
        let (eye, target) = (vec3(1.0, -3.0, 2.0), vec3(0.0, 2.0, 0.5));
        assert_rays_lead_back(&View::camera(size, (eye, target), 55.0, 0.02));
        assert_rays_lead_back(&View::along(vec3(0.3, 0.2, -1.0), target, 4.0, 64));
    }

    #[test]
    fn up_is_up_and_right_is_right() {
        let size = MaskSize::new(40, 60).unwrap();
        let view = View::camera(size, (vec3(0.0, 0.0, 1.0), vec3(0.0, 5.0, 1.0)), 50.0, 0.0);
        assert_eq!(view.project(vec3(0.0, 5.0, 1.0)), (30.0, 20.0));
        assert_eq!(view.project(vec3(1.0, 5.0, 2.0)), (40.0, 10.0));
    }
}
