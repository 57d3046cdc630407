//! Painted and bare steel: racks, rails, rollers, drums.

use super::pattern::{band, clouds, cover, disc, noise, rectangle, split, stripes, visible};
use super::{Paint, Sticker, Surface};
use crate::color::Color;
use crate::solid::Face;

/// A post, beam, rail or roller.
#[derive(Clone, Debug)]
pub(crate) struct Steel {
    pub(crate) color: Color,
    pub(crate) gloss: f64,
    pub(crate) finish: Finish,
    pub(crate) seed: u32,
}

/// What has been done to the steel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finish {
    Plain,
    /// Rows of slots, as in the posts of a rack.
    Slotted,
    /// Black and yellow.
    Warning,
}

impl Steel {
    pub(crate) fn paint(&self, at: &Surface) -> Paint {
        let scuffs = clouds(at.u * 22.0, at.v * 40.0, self.seed) - 0.5;
        let edge = 1.0 - cover(at.to_edge() - 0.003, at.footprint.max(0.003));
        let bare = Color::grey(0.3);
        let worn = self.color.mix(bare, ((scuffs - 0.22) * 4.0).clamp(0.0, 0.5));
        let color = worn * (1.0 + 0.25 * edge + 0.15 * scuffs);
        let hole = Paint::flat(self.color * 0.05, 0.0);
        let paint = Paint::flat(color, self.gloss);
        match self.finish {
            Finish::Plain => paint,
            Finish::Slotted => paint.covered(hole, slots(at)),
            Finish::Warning => {
                let black = stripes(at.u + at.v, 0.16, 0.5, at.footprint);
                paint.covered(Paint::flat(Color::grey(0.03), self.gloss), black)
            }
        }
    }
}

fn slots(at: &Surface) -> f64 {
    const PITCH: f64 = 0.075;
    if matches!(at.face, Face::Top | Face::Bottom) {
        return 0.0;
    }
    let (_, phase) = split(at.v / PITCH);
    let slot = rectangle(at.u.abs() - 0.022, (phase - 0.5) * PITCH, 0.007, 0.018, at.footprint);
    slot * visible(PITCH / 2.0, at.footprint)
}

/// A steel or plastic drum: its shell, hoops and lid.
#[derive(Clone, Debug)]
pub(crate) struct Drum {
    pub(crate) color: Color,
    pub(crate) band: Option<Color>,
    pub(crate) sticker: Option<Sticker>,
    pub(crate) seed: u32,
}

impl Drum {
    pub(crate) fn paint(&self, at: &Surface) -> Paint {
        let streaks = noise(at.u * 12.0, at.v * 1.5, self.seed) - 0.5;
        let dirt = clouds(at.u * 6.0, at.v * 6.0, self.seed ^ 0xD1) - 0.5;
        let shell = self.color * (1.0 + 0.2 * streaks + 0.25 * dirt);
        let rust = Color::screen(0x70_4A_2E);
        let shell = shell.mix(rust, ((dirt - 0.22) * 4.0).clamp(0.0, 0.5));
        let mut paint = Paint::flat(shell, 0.35);
        match (at.face, self.band) {
            (Face::Top, _) => paint = lid(paint, at),
            (Face::Round, Some(color)) => {
                let amount = band(at.v - at.half_v * 0.05, at.half_v * 0.26, at.footprint);
                paint = paint.covered(Paint::flat(color * (1.0 + 0.2 * streaks), 0.3), amount);
            }
            _ => {}
        }
        match &self.sticker {
            Some(sticker) => sticker.over(paint, at),
            None => paint,
        }
    }
}

/// A raised rim and two screw caps.
fn lid(paint: Paint, at: &Surface) -> Paint {
    let radius = at.half_u;
    let from_middle = (at.u * at.u + at.v * at.v).sqrt();
    let groove = band(from_middle - radius * 0.86, radius * 0.035, at.footprint);
    let caps = disc(at.u - radius * 0.5, at.v, 0.04, at.footprint)
        + disc(at.u + radius * 0.45, at.v - 0.05, 0.022, at.footprint);
    let paint = paint.covered(Paint::flat(paint.color * 0.35, 0.1), groove);
    paint.covered(Paint::flat(Color::grey(0.55), 0.5), caps.min(1.0))
}
