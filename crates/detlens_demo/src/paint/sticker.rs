//! Paper labels with a barcode, printed lines and a block in the sender's colour.

use super::pattern::{cover, rectangle, split, stripes, visible};
use super::{Paint, Surface};
use crate::color::Color;
use crate::random::lattice;
use crate::solid::Face;

/// A label stuck on a face; lengths in metres.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sticker {
    pub(crate) face: Face,
    /// Its middle on the face.
    pub(crate) centre: (f64, f64),
    /// Half its width and height.
    pub(crate) half: (f64, f64),
    pub(crate) accent: Color,
    pub(crate) seed: u32,
}

impl Sticker {
    /// The surface `under` with the label on it.
    pub(crate) fn over(&self, under: Paint, at: &Surface) -> Paint {
        if at.face != self.face {
            return under;
        }
        let (u, v) = (at.u - self.centre.0, at.v - self.centre.1);
        let inside = (self.half.0 - u.abs()).min(self.half.1 - v.abs());
        let amount = cover(inside, at.footprint);
        if amount == 0.0 {
            return under;
        }
        let (a, b) = (u / self.half.0, v / self.half.1);
        let fine = at.footprint / self.half.1;
        let ink = self.ink(a, b, u, fine, at.footprint);
        let paper = Color::screen(0xEF_EE_E8).mix(Color::grey(0.02), ink);
        let block = rectangle(a + 0.55, b - 0.72, 0.34, 0.16, fine);
        under.covered(Paint::flat(paper.mix(self.accent, block), 0.12), amount)
    }

    /// How black the paper is at `(a, b)`, both from -1 to 1, `u` metres right of its middle.
    fn ink(&self, a: f64, b: f64, u: f64, fine: f64, footprint: f64) -> f64 {
        let barcode = rectangle(a, b + 0.55, 0.84, 0.3, fine) * self.bars(u, footprint);
        let rule =
            rectangle(a, b + 0.14, 0.9, 0.012, fine) + rectangle(a, b - 0.48, 0.9, 0.012, fine);
        let text = rectangle(a + 0.12, b - 0.17, 0.72, 0.26, fine) * self.text(u, b, footprint);
        let code = rectangle(a - 0.62, b - 0.72, 0.2, 0.18, fine) * self.squares(a, b, fine);
        (barcode + rule + text + code).min(1.0)
    }

    /// Bars of uneven width.
    fn bars(&self, u: f64, footprint: f64) -> f64 {
        const BAR: f64 = 0.0022;
        let (bar, _) = split(u / BAR);
        let black = f64::from(u8::from(lattice(bar, 0, self.seed) < 0.5));
        0.5 + (black - 0.5) * visible(BAR, footprint)
    }

    /// Lines of words too small to read.
    fn text(&self, u: f64, b: f64, footprint: f64) -> f64 {
        const WORD: f64 = 0.006;
        let (line, _) = split(b / 0.13);
        let (word, _) = split(u / WORD);
        let printed = lattice(word, line, self.seed) < 0.72;
        let row = stripes(b * self.half.1, 0.13 * self.half.1, 0.5, footprint);
        let word = f64::from(u8::from(printed));
        row * (0.7 + (word - 0.7) * visible(WORD, footprint)) * 0.8
    }

    /// A square code.
    fn squares(&self, a: f64, b: f64, fine: f64) -> f64 {
        let ((column, _), (row, _)) = (split(a / 0.05), split(b / 0.045));
        let black = f64::from(u8::from(lattice(column, row, self.seed) < 0.5));
        0.5 + (black - 0.5) * visible(0.05, fine)
    }
}
