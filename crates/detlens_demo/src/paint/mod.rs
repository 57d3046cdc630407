//! Materials: the colour and gloss of a surface at a point, computed, not stored.
//!
//! A material knows nothing of light or camera. It is told how much of the surface one pixel
//! covers, and leaves out what is finer.

mod building;
mod carton;
mod mailer;
mod metal;
mod pattern;
mod plastic;
mod sticker;
mod wood;

pub(crate) use building::{Belt, Hall, Stripe};
pub(crate) use carton::{Carton, Print};
pub(crate) use mailer::Mailer;
pub(crate) use metal::{Drum, Finish as SteelFinish, Steel};
pub(crate) use plastic::Plastic;
pub(crate) use sticker::Sticker;
pub(crate) use wood::Wood;

use crate::color::Color;
use crate::solid::Face;
use crate::space::Vec3;

/// What a solid is made of.
#[derive(Clone, Debug)]
pub(crate) enum Material {
    Belt(Belt),
    Carton(Carton),
    Drum(Drum),
    Hall(Hall),
    Mailer(Mailer),
    Plastic(Plastic),
    Steel(Steel),
    Wood(Wood),
}

impl Material {
    /// How the surface looks at `at`.
    pub(crate) fn paint(&self, at: &Surface) -> Paint {
        match self {
            Self::Belt(belt) => belt.paint(at),
            Self::Carton(carton) => carton.paint(at),
            Self::Drum(drum) => drum.paint(at),
            Self::Hall(hall) => hall.paint(at),
            Self::Mailer(mailer) => mailer.paint(at),
            Self::Plastic(plastic) => plastic.paint(at),
            Self::Steel(steel) => steel.paint(at),
            Self::Wood(wood) => wood.paint(at),
        }
    }
}

/// A point of a surface as its material sees it; lengths in metres.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surface {
    pub(crate) face: Face,
    /// Position on the face, from its middle: `u` to the right, `v` up as one looks at it.
    pub(crate) u: f64,
    pub(crate) v: f64,
    /// Half the extent of the face along `u` and `v`.
    pub(crate) half_u: f64,
    pub(crate) half_v: f64,
    /// Position in the solid.
    pub(crate) place: Vec3,
    /// What one pixel covers.
    pub(crate) footprint: f64,
}

impl Surface {
    /// The point `place` on `face` of a solid with the half extent `half`.
    pub(crate) fn new(face: Face, place: Vec3, half: Vec3, footprint: f64) -> Self {
        let (u, v, half_u, half_v) = match face {
            Face::Left => (-place.y, place.z, half.y, half.z),
            Face::Right => (place.y, place.z, half.y, half.z),
            Face::Front => (place.x, place.z, half.x, half.z),
            Face::Back => (-place.x, place.z, half.x, half.z),
            Face::Bottom | Face::Top => (place.x, place.y, half.x, half.y),
            Face::Round => (round_the_axis(place) * half.x, place.z, 4.0 * half.x, half.z),
        };
        Self { face, u, v, half_u, half_v, place, footprint }
    }

    /// Distance to the nearest edge of the face.
    pub(crate) fn to_edge(self) -> f64 {
        (self.half_u - self.u.abs()).min(self.half_v - self.v.abs())
    }
}

/// How far round the axis `place` lies: -4 to 4, 0 in front; even steps are nearly even angles.
fn round_the_axis(place: Vec3) -> f64 {
    let part = place.x / (place.x.abs() + place.y.abs()).max(1e-12);
    if place.y <= 0.0 { 2.0 * part } else { (4.0 - 2.0 * part.abs()).copysign(part) }
}

/// How a surface looks at one point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    /// The part of the light that it scatters.
    pub(crate) color: Color,
    /// How much of a mirror it is, from 0 to 1.
    pub(crate) gloss: f64,
    /// How steeply it rises along `u` and `v`, where it is not flat.
    pub(crate) slope: [f64; 2],
    /// Light of its own.
    pub(crate) glow: f64,
}

impl Paint {
    /// A flat surface that gives no light.
    pub(crate) fn flat(color: Color, gloss: f64) -> Self {
        Self { color, gloss, slope: [0.0; 2], glow: 0.0 }
    }

    /// The part `amount` of it covered by `cover`.
    pub(crate) fn covered(self, cover: Self, amount: f64) -> Self {
        let blend = |under: f64, over: f64| under + (over - under) * amount;
        Self {
            color: self.color.mix(cover.color, amount),
            gloss: blend(self.gloss, cover.gloss),
            slope: [blend(self.slope[0], cover.slope[0]), blend(self.slope[1], cover.slope[1])],
            glow: blend(self.glow, cover.glow),
        }
    }
}
