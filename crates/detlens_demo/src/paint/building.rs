//! The hall itself: concrete floor, walls, ceiling; and the rubber of a conveyor belt.

use super::pattern::{band, clouds, cover, noise, rectangle, ribs, split, stripes, visible};
use super::{Paint, Surface};
use crate::color::Color;
use crate::solid::Face;
use crate::space::Vec3;

/// The inside of the hall.
#[derive(Clone, Debug)]
pub(crate) struct Hall {
    pub(crate) floor: Color,
    pub(crate) wall: Color,
    /// Lines painted on the floor.
    pub(crate) stripes: Vec<Stripe>,
    /// Doors in the back wall, the middle of each along x, in metres.
    pub(crate) doors: Vec<f64>,
    pub(crate) door: Color,
    /// Height of the floor in the room's own coordinates.
    pub(crate) floor_z: f64,
    pub(crate) seed: u32,
}

/// A rectangle painted on the floor, in the room's own coordinates, in metres.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stripe {
    pub(crate) centre: (f64, f64),
    pub(crate) half: (f64, f64),
    pub(crate) color: Color,
}

impl Hall {
    pub(crate) fn paint(&self, at: &Surface) -> Paint {
        match at.face {
            Face::Bottom => self.concrete(at),
            Face::Top => ceiling(at),
            _ => self.panels(at),
        }
    }

    fn concrete(&self, at: &Surface) -> Paint {
        let Vec3 { x, y, .. } = at.place;
        let stains = clouds(x * 0.9, y * 0.9, self.seed) - 0.5;
        let blotches = clouds(x * 0.23, y * 0.19, self.seed ^ 5) - 0.5;
        let fine = visible(0.02, at.footprint);
        let pores = if fine > 0.0 { noise(x * 70.0, y * 70.0, self.seed ^ 1) - 0.5 } else { 0.0 };
        let pores = 0.16 * pores * fine;
        let tone =
            (1.0 + 0.5 * stains + 0.5 * blotches + pores) * (1.0 - 0.4 * self.tyre_marks(x, y));
        let mut color = self.floor * tone;
        for stripe in &self.stripes {
            let (u, v) = (x - stripe.centre.0, y - stripe.centre.1);
            let outside = (u.abs() - stripe.half.0).max(v.abs() - stripe.half.1);
            if outside < at.footprint {
                let amount = rectangle(u, v, stripe.half.0, stripe.half.1, at.footprint);
                let worn = cover(clouds(x * 9.0, y * 9.0, self.seed ^ 2) - 0.34, 0.12);
                color =
                    color.mix(stripe.color * (0.85 + 0.3 * stains), amount * (0.35 + 0.6 * worn));
            }
        }
        let joint = |p: f64| band(split(p / 4.0 + 0.37).1 * 4.0 - 2.0, 0.004, at.footprint);
        let joints = joint(x).max(joint(y));
        Paint::flat(color * (1.0 - 0.55 * joints), (0.22 + 0.5 * stains).max(0.02))
    }

    /// Long dark arcs that fork lifts leave.
    fn tyre_marks(&self, x: f64, y: f64) -> f64 {
        let drift = noise(y * 0.25, 3.0, self.seed ^ 3) * 2.4;
        let track = split((x + drift) / 1.9).1 * 1.9;
        let inside = |at: f64| (1.0 - ((track - at) / 0.07).abs()).max(0.0);
        let inside = inside(0.5) + inside(1.3);
        if inside == 0.0 {
            return 0.0;
        }
        let strength = noise(x * 0.7, y * 0.35, self.seed ^ 4);
        inside * (strength - 0.45).max(0.0) * 1.6
    }

    /// Sheet metal with a dark skirting and, at the back, doors.
    fn panels(&self, at: &Surface) -> Paint {
        let height = at.place.z - self.floor_z;
        let tone = 0.9 + 0.2 * clouds(at.u * 0.7, at.v * 0.7, self.seed);
        let mut paint = Paint::flat(self.wall * tone, 0.05);
        paint.slope[0] = 0.5 * ribs(at.u, 0.3, at.footprint);
        let skirting = cover(1.1 - height, at.footprint);
        paint = paint.covered(Paint::flat(self.wall * 0.35, 0.05), skirting);
        if at.face == Face::Back {
            for door in &self.doors {
                paint = self.roller_door(paint, at.place.x - door, height, at.footprint);
            }
        }
        paint
    }

    /// A door of slats in a black and yellow frame, `u` metres from its middle.
    fn roller_door(&self, wall: Paint, u: f64, height: f64, footprint: f64) -> Paint {
        const HALF_WIDTH: f64 = 1.4;
        const TOP: f64 = 3.0;
        let inside = |margin: f64| {
            cover(HALF_WIDTH + margin - u.abs(), footprint)
                * cover(TOP + margin - height, footprint)
        };
        let framed = inside(0.12);
        if framed == 0.0 {
            return wall;
        }
        let hazard = stripes(u + height, 0.3, 0.5, footprint);
        let frame = Color::screen(0xD9_A5_14).mix(Color::grey(0.03), hazard);
        let slats = self.door * (0.85 + 0.15 * stripes(height, 0.12, 0.8, footprint));
        let window = rectangle(u, height - 1.7, 0.9, 0.18, footprint);
        let mut door = Paint::flat(slats, 0.15);
        door.slope[1] = 0.4 * ribs(height, 0.12, footprint);
        let pane = Paint { glow: 1.1, ..Paint::flat(Color::screen(0xCF_E2_F2), 0.1) };
        wall.covered(Paint::flat(frame, 0.1), framed)
            .covered(door, inside(0.0))
            .covered(pane, window)
    }
}

/// Dark steel with rows of lamps.
fn ceiling(at: &Surface) -> Paint {
    let Vec3 { x, y, .. } = at.place;
    let beams = stripes(y, 2.5, 0.08, at.footprint);
    let steel = Paint::flat(Color::grey(0.1).mix(Color::grey(0.2), beams), 0.0);
    let (across, along) = (split(x / 5.0).1 * 5.0 - 2.5, split(y / 3.5).1 * 3.5 - 1.75);
    let lamp = rectangle(across, along, 0.14, 0.9, at.footprint);
    steel.covered(Paint { glow: 3.0, ..Paint::flat(Color::grey(0.9), 0.0) }, lamp)
}

/// The belt of a conveyor, which runs along x.
#[derive(Clone, Debug)]
pub(crate) struct Belt {
    pub(crate) color: Color,
    pub(crate) seed: u32,
}

impl Belt {
    pub(crate) fn paint(&self, at: &Surface) -> Paint {
        let scuffs = clouds(at.u * 1.2, at.v * 14.0, self.seed) - 0.5;
        let weave = stripes(at.u + at.v, 0.012, 0.5, at.footprint) - 0.5;
        let dust = clouds(at.u * 2.0, at.v * 3.0, self.seed ^ 7) - 0.5;
        let color =
            self.color * (1.0 + 0.5 * scuffs + 0.12 * weave) + Color::grey(0.03) * dust.max(0.0);
        let seam = band(at.u - 0.8, 0.006, at.footprint) * 0.5;
        Paint::flat(color * (1.0 - seam), 0.14)
    }
}
