//! Sawn timber.

use super::pattern::{clouds, cover, noise, visible};
use super::{Paint, Surface};
use crate::color::Color;

/// A board; its grain runs along the longer side of each face.
#[derive(Clone, Debug)]
pub(crate) struct Wood {
    pub(crate) color: Color,
    pub(crate) seed: u32,
}

impl Wood {
    pub(crate) fn paint(&self, at: &Surface) -> Paint {
        let (along, across) = if at.half_u >= at.half_v { (at.u, at.v) } else { (at.v, at.u) };
        let bend = clouds(along * 2.0, across * 6.0, self.seed) * 0.03;
        let grain = noise(along * 4.0, (across + bend) * 160.0, self.seed) - 0.5;
        let dirt = clouds(along * 4.0, across * 12.0, self.seed ^ 0x5A5A) - 0.5;
        let end_grain = if at.half_u.max(at.half_v) < 0.08 { 0.72 } else { 1.0 };
        let edge = cover(at.to_edge() - 0.002, at.footprint.max(0.004));
        let tone = 1.0 + 0.45 * grain * visible(0.012, at.footprint) + 0.7 * dirt;
        Paint::flat(self.color * (tone * end_grain * (0.8 + 0.2 * edge)), 0.02)
    }
}
