//! Points and frames of the warehouse, in metres: x to the right, y away, z up.
//!
//! Everything here uses `+ - * /` and the square root only. IEEE 754 fixes their results to the
//! bit, unlike those of `sin` or `powf`, so a mask has the same pixels on every machine.

use std::ops::{Add, Mul, Neg, Sub};

/// A point or a direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Vec3 {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) z: f64,
}

/// Shorthand for a [`Vec3`].
pub(crate) const fn vec3(x: f64, y: f64, z: f64) -> Vec3 {
    Vec3 { x, y, z }
}

impl Vec3 {
    pub(crate) const UP: Self = vec3(0.0, 0.0, 1.0);

    pub(crate) fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    pub(crate) fn cross(self, other: Self) -> Self {
        vec3(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )
    }

    pub(crate) fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// The same direction with length 1; a zero vector stays as it is.
    pub(crate) fn normalized(self) -> Self {
        let length = self.length();
        if length > 0.0 { self * (1.0 / length) } else { self }
    }
}

impl Add for Vec3 {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        vec3(self.x + other.x, self.y + other.y, self.z + other.z)
    }
}

impl Sub for Vec3 {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        vec3(self.x - other.x, self.y - other.y, self.z - other.z)
    }
}

impl Mul<f64> for Vec3 {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        vec3(self.x * factor, self.y * factor, self.z * factor)
    }
}

impl Neg for Vec3 {
    type Output = Self;
    fn neg(self) -> Self {
        self * -1.0
    }
}

/// A turn about the vertical.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn {
    cos: f64,
    sin: f64,
}

impl Turn {
    pub(crate) const NONE: Self = Self { cos: 1.0, sin: 0.0 };
    pub(crate) const QUARTER: Self = Self { cos: 0.0, sin: 1.0 };

    /// The turn whose half angle has the tangent `t`: about `2t` radians while `t` is small, a
    /// quarter turn for 1.
    pub(crate) fn from_half_tangent(t: f64) -> Self {
        let scale = 1.0 / (1.0 + t * t);
        Self { cos: (1.0 - t * t) * scale, sin: 2.0 * t * scale }
    }

    /// `v`, turned.
    pub(crate) fn apply(self, v: Vec3) -> Vec3 {
        vec3(self.cos * v.x - self.sin * v.y, self.sin * v.x + self.cos * v.y, v.z)
    }
}

/// Where something stands: an origin and three orthonormal axes, right-handed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) origin: Vec3,
    pub(crate) axes: [Vec3; 3],
}

impl Frame {
    /// Upright at `origin`, after `turn`.
    pub(crate) fn upright(origin: Vec3, turn: Turn) -> Self {
        let axes = [vec3(1.0, 0.0, 0.0), vec3(0.0, 1.0, 0.0), Vec3::UP].map(|v| turn.apply(v));
        Self { origin, axes }
    }

    /// At `origin` with its z axis along `up` and its x axis as near to `ahead` as that allows.
    pub(crate) fn tilted(origin: Vec3, up: Vec3, ahead: Vec3) -> Self {
        let z = up.normalized();
        let y = z.cross(ahead).normalized();
        Self { origin, axes: [y.cross(z), y, z] }
    }

    /// The same axes at the point that has the coordinates `local` in this frame.
    pub(crate) fn moved(self, local: Vec3) -> Self {
        Self { origin: self.point(local), ..self }
    }

    /// This frame turned about its own z axis.
    pub(crate) fn turned(self, turn: Turn) -> Self {
        let unit = [vec3(1.0, 0.0, 0.0), vec3(0.0, 1.0, 0.0), Vec3::UP];
        Self { axes: unit.map(|v| self.direction(turn.apply(v))), ..self }
    }

    /// The point that has the coordinates `local` in this frame.
    pub(crate) fn point(&self, local: Vec3) -> Vec3 {
        self.origin + self.direction(local)
    }

    /// The direction that has the coordinates `local` in this frame.
    pub(crate) fn direction(&self, local: Vec3) -> Vec3 {
        self.axes[0] * local.x + self.axes[1] * local.y + self.axes[2] * local.z
    }

    /// Coordinates of the direction `v` in this frame.
    pub(crate) fn local_direction(&self, v: Vec3) -> Vec3 {
        vec3(self.axes[0].dot(v), self.axes[1].dot(v), self.axes[2].dot(v))
    }

    /// Coordinates of the point `p` in this frame.
    pub(crate) fn local_point(&self, p: Vec3) -> Vec3 {
        self.local_direction(p - self.origin)
    }
}
