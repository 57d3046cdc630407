//! Padded envelopes and plastic mailing bags.

use super::pattern::{band, clouds, noise, visible};
use super::{Paint, Sticker, Surface};
use crate::color::Color;
use crate::solid::Face;

/// The outside of an envelope; its flap is at the end of growing x.
#[derive(Clone, Debug)]
pub(crate) struct Mailer {
    pub(crate) color: Color,
    /// Plastic rather than paper: it shines and is creased.
    pub(crate) is_plastic: bool,
    pub(crate) stickers: Vec<Sticker>,
    pub(crate) seed: u32,
}

impl Mailer {
    pub(crate) fn paint(&self, at: &Surface) -> Paint {
        let (creases, gloss) = if self.is_plastic { (0.7, 0.3) } else { (0.35, 0.03) };
        let height = |u: f64, v: f64| clouds(u * 11.0, v * 7.0, self.seed) * creases * 0.07;
        let (step, here) = (0.006, height(at.u, at.v));
        let seen = visible(0.03, at.footprint);
        let tone = 0.94 + 0.12 * noise(at.u * 40.0, at.v * 40.0, self.seed);
        let mut paint = Paint::flat(self.color * tone * Self::seams(at), gloss);
        paint.slope = [
            (height(at.u + step, at.v) - here) / step * seen,
            (height(at.u, at.v + step) - here) / step * seen,
        ];
        self.stickers.iter().fold(paint, |paint, sticker| {
            let labelled = sticker.over(paint, at);
            Paint { slope: paint.slope.map(|slope| slope * 0.7), ..labelled }
        })
    }

    /// How dark it is at the welded rim, and at the edge of the flap.
    fn seams(at: &Surface) -> f64 {
        if !matches!(at.face, Face::Top | Face::Bottom) {
            return 0.8;
        }
        let rim = band(at.to_edge() - 0.008, 0.0015, at.footprint);
        let flap = band(at.u - at.half_u * 0.72, 0.0018, at.footprint);
        1.0 - 0.3 * rim - 0.35 * flap
    }
}
