//! Moulded plastic: totes, lids, crates.

use super::pattern::{clouds, cover, rectangle, ribs};
use super::{Paint, Sticker, Surface};
use crate::color::Color;
use crate::solid::Face;

/// A wall, rim or lid of a tote.
#[derive(Clone, Debug)]
pub(crate) struct Plastic {
    pub(crate) color: Color,
    /// Ribs along the outside.
    pub(crate) is_ribbed: bool,
    /// A hole to grip it by in the middle of the outside.
    pub(crate) has_handle: bool,
    pub(crate) sticker: Option<Sticker>,
    pub(crate) seed: u32,
}

impl Plastic {
    pub(crate) fn paint(&self, at: &Surface) -> Paint {
        let scuffs = clouds(at.u * 12.0, at.v * 45.0, self.seed) - 0.5;
        let worn = self.color.mix(Color::grey(0.4), ((scuffs - 0.1) * 0.5).max(0.0));
        let edge = 1.0 - cover(at.to_edge() - 0.004, at.footprint.max(0.004));
        let mut paint = Paint::flat(worn * (1.0 + 0.35 * edge + 0.12 * scuffs), 0.3);
        let upright = !matches!(at.face, Face::Top | Face::Bottom);
        if self.is_ribbed && upright && at.v < at.half_v * 0.55 {
            paint.slope[0] = 0.55 * ribs(at.u, 0.06, at.footprint);
        }
        if self.has_handle && upright {
            let hole = rectangle(at.u, at.v - at.half_v * 0.45, 0.055, 0.018, at.footprint);
            paint = paint.covered(Paint::flat(self.color * 0.06, 0.0), hole);
        }
        match &self.sticker {
            Some(sticker) => sticker.over(paint, at),
            None => paint,
        }
    }
}
