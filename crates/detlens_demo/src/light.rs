//! Light: one lamp with soft shadows, the bright ceiling, what the floor throws back, and the
//! dimness of corners.

use crate::color::Color;
use crate::nearest::Nearest;
use crate::paint::Paint;
use crate::sites::Stage;
use crate::solid::{Contact, Shape};
use crate::space::Vec3;
use crate::view::View;

/// The light of one picture.
#[derive(Clone, Debug)]
pub(crate) struct Light {
    /// Toward the lamp.
    toward: Vec3,
    eye: Vec3,
    shadows: ShadowMap,
}

const LAMP: Color = Color { red: 2.15, green: 1.98, blue: 1.70 };
const SKY: Color = Color { red: 0.44, green: 0.50, blue: 0.58 };
const BOUNCE: Color = Color { red: 0.25, green: 0.235, blue: 0.215 };
const HAZE: Color = Color { red: 0.34, green: 0.37, blue: 0.40 };

impl Light {
    /// The lamp and the shadows of a furnished place.
    pub(crate) fn new(stage: &Stage) -> Self {
        let shadows = ShadowMap::cast(stage);
        Self { toward: -stage.light.normalized(), eye: stage.eye, shadows }
    }

    /// The light that a surface sends to the eye; `openness` is the part of its surroundings that
    /// is not blocked, from 0 to 1.
    pub(crate) fn shade(&self, contact: &Contact, paint: &Paint, openness: f64) -> Color {
        let [along_u, along_v] = contact.tangents;
        let normal = match paint.slope {
            [0.0, 0.0] => contact.normal,
            [u, v] => (contact.normal - along_u * u - along_v * v).normalized(),
        };
        let facing = normal.dot(self.toward);
        let lit = if facing > 0.0 {
            self.shadows.lit(contact, facing) * lamp_pools(contact.point.y)
        } else {
            0.0
        };
        let upward = 0.5 + 0.5 * normal.z;
        let ambient = BOUNCE.mix(SKY, upward) * openness;
        let scattered = paint.color * (LAMP * (facing * lit) + ambient + Color::grey(paint.glow));

        let to_eye = self.eye - contact.point;
        let distance = to_eye.length();
        let haze = (distance * 0.009).min(0.3);
        if paint.gloss < 0.04 {
            return scattered.mix(HAZE, haze);
        }
        let to_eye = to_eye * (1.0 / distance);
        let halfway = (self.toward + to_eye).normalized();
        let shine = LAMP * (power_32(normal.dot(halfway)) * paint.gloss * lit * 0.55);
        let grazing = 1.0 - normal.dot(to_eye).max(0.0);
        let mirror = 0.06 + 0.94 * grazing * grazing * grazing * grazing;
        let mirrored = SKY * (paint.gloss * mirror * openness * (0.3 + 0.7 * upward));
        (scattered + shine + mirrored).mix(HAZE, haze)
    }
}

/// Rows of lamps leave the floor brighter below them.
fn lamp_pools(y: f64) -> f64 {
    let phase = (y / 3.5 - (y / 3.5).floor() - 0.5).abs() * 2.0;
    0.82 + 0.18 * phase * phase * (3.0 - 2.0 * phase)
}

fn power_32(x: f64) -> f64 {
    let mut power = x.max(0.0);
    for _ in 0..5 {
        power *= power;
    }
    power
}

/// What the lamp sees; whatever lies behind that is in shadow.
#[derive(Clone, Debug)]
struct ShadowMap {
    view: View,
    nearest: Nearest,
}

impl ShadowMap {
    const SIZE_PX: u32 = 512;
    /// A surface is tested so many metres before itself, lest rounding put it behind itself.
    const SKIN: f64 = 0.004;

    fn cast(stage: &Stage) -> Self {
        let view = View::along(stage.light, stage.focus, stage.reach, Self::SIZE_PX);
        // The hall would shadow everything.
        let casting = stage.world.solids.iter().filter(|solid| solid.shape != Shape::Room);
        Self { nearest: Nearest::look(&view, casting), view }
    }

    /// How much of the lamp is seen from a surface that it meets at a cosine of `facing`.
    fn lit(&self, contact: &Contact, facing: f64) -> f64 {
        // The pixels averaged below lie on a slope; so far off it, none of them shadows itself.
        let reach = 2.0 / self.view.focal_px;
        let off = reach * (1.0 - facing * facing).max(0.0).sqrt() + Self::SKIN;
        let p = contact.point + contact.normal * off;
        let (x, y) = self.view.project(p);
        let (x, y) = (x - 1.5, y - 1.5);
        let limit = f64::from(Self::SIZE_PX - 3);
        if x < 0.0 || y < 0.0 || x >= limit || y >= limit {
            return 1.0;
        }
        self.mean_lit(x, y, self.view.depth(p) - Self::SKIN)
    }

    /// The lit part of a square of 2 x 2 px that begins at `(x, y)`.
    fn mean_lit(&self, x: f64, y: f64, depth: f64) -> f64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in the map")]
        let (column, row) = (x as u32, y as u32);
        let weights = |part: f64| [1.0 - part, 1.0, part];
        let (along_x, along_y) = (weights(x - f64::from(column)), weights(y - f64::from(row)));
        let mut sum = 0.0;
        for (y, weight_y) in (row..).zip(along_y) {
            let idx = self.nearest.idx(column, y);
            let met = |step: usize| f64::from(u8::from(self.nearest.depth(idx + step) > depth));
            sum += weight_y
                * along_x.iter().enumerate().map(|(x, weight)| weight * met(x)).sum::<f64>();
        }
        sum / 4.0
    }
}
