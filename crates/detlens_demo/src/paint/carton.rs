//! Corrugated cardboard with tape, print and a label.

use super::pattern::{band, clouds, cover, disc, noise, rectangle, ribs, stripes, visible};
use super::{Paint, Sticker, Surface};
use crate::color::Color;
use crate::solid::Face;

/// The outside of a cardboard box, closed along its x axis.
#[derive(Clone, Debug)]
pub(crate) struct Carton {
    pub(crate) board: Color,
    pub(crate) tape: Option<Color>,
    pub(crate) print: Print,
    pub(crate) ink: Color,
    pub(crate) stickers: Vec<Sticker>,
    pub(crate) seed: u32,
}

/// What is printed on the long sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Print {
    Nothing,
    /// Two arrows over a line: this way up.
    Arrows,
    /// A disc and a word.
    Brand,
    /// A band all round.
    Band,
}

impl Carton {
    pub(crate) fn paint(&self, at: &Surface) -> Paint {
        let mut color = self.board * self.mottle(at);
        color = color.mix(self.ink, self.printed(at) * 0.8);
        let mut paint = Paint::flat(color, 0.02);
        paint.slope[0] = 0.05 * ribs(at.u, 0.008, at.footprint);
        paint.color = paint.color * self.creases(at);
        if let Some(tape) = self.tape {
            let color = tape.mix(paint.color, 0.35);
            paint = paint.covered(Paint::flat(color, 0.35), taped(at) * 0.9);
        }
        self.stickers.iter().fold(paint, |paint, sticker| sticker.over(paint, at))
    }

    /// Fibres, stains and dust.
    fn mottle(&self, at: &Surface) -> f64 {
        let seed = self.seed ^ at.face as u32;
        let stains = clouds(at.u * 5.0, at.v * 5.0, seed) - 0.5;
        let fibres = noise(at.u * 90.0, at.v * 400.0, seed) - 0.5;
        let dust = (at.half_v + at.v).min(0.12) / 0.12;
        let foot = if is_side(at.face) { 0.86 + 0.14 * dust } else { 1.0 };
        (1.0 + 0.3 * stains + 0.14 * fibres * visible(0.005, at.footprint)) * foot
    }

    /// Worn edges, and the gap between the flaps.
    fn creases(&self, at: &Surface) -> f64 {
        let wear = noise(at.u * 30.0, at.v * 30.0, self.seed);
        let edge = 1.0 - cover(at.to_edge() - 0.004 - 0.006 * wear, at.footprint.max(0.004));
        let gap = match at.face {
            Face::Top => band(at.v, 0.0012, at.footprint),
            _ => 0.0,
        };
        (1.0 + 0.22 * edge) * (1.0 - 0.7 * gap)
    }

    fn printed(&self, at: &Surface) -> f64 {
        let (u, v, fine) = (at.u / at.half_v, at.v / at.half_v, at.footprint / at.half_v);
        let room = at.half_u / at.half_v;
        let long_side = matches!(at.face, Face::Front | Face::Back);
        match self.print {
            Print::Arrows if long_side => {
                arrow(u + room - 0.35, v - 0.45, fine) + arrow(u + room - 0.75, v - 0.45, fine)
            }
            Print::Brand if long_side => {
                let word = rectangle(u - 0.2, v + 0.1, 0.55, 0.13, fine);
                let letters = stripes(u, 0.16, 0.72, fine);
                let ring =
                    disc(u + 0.65, v + 0.1, 0.26, fine) - disc(u + 0.65, v + 0.1, 0.13, fine);
                (word * letters + ring).min(1.0)
            }
            Print::Band if is_side(at.face) => band(v + 0.45, 0.16, fine),
            _ => 0.0,
        }
    }
}

fn is_side(face: Face) -> bool {
    !matches!(face, Face::Top | Face::Bottom)
}

/// An arrow upwards with its middle at the origin, and the line under it.
fn arrow(u: f64, v: f64, fine: f64) -> f64 {
    let shaft = rectangle(u, v + 0.12, 0.05, 0.16, fine);
    let head = cover((0.26 - v - 1.6 * u.abs()) * 0.53, fine) * cover(v - 0.02, fine);
    let line = rectangle(u, v + 0.36, 0.17, 0.025, fine);
    (shaft + head + line).min(1.0)
}

/// How much of the point is under the tape along the seam, which is folded down at the ends.
fn taped(at: &Surface) -> f64 {
    const HALF_WIDTH: f64 = 0.025;
    const FOLD: f64 = 0.065;
    match at.face {
        Face::Top => band(at.v, HALF_WIDTH, at.footprint),
        Face::Left | Face::Right => {
            let fold = FOLD.min(at.half_v * 0.6);
            band(at.u, HALF_WIDTH, at.footprint)
                * cover(at.v.abs() - at.half_v + fold, at.footprint)
        }
        _ => 0.0,
    }
}
