//! Envelopes.

use super::carton::label;
use crate::catalogue::{Category, Role};
use crate::color::Color;
use crate::paint::{Mailer, Material};
use crate::random::Random;
use crate::solid::{Face, Shape};
use crate::space::{Frame, vec3};
use crate::world::World;

/// An envelope lying flat.
pub(crate) fn mailer(world: &mut World, random: &Random, floor: &Frame) {
    const PAPERS: [u32; 3] = [0xD9_AE_62, 0xE6_E2_D8, 0xC2_9A_5E];
    const PLASTICS: [u32; 5] = [0xE9_EA_EC, 0x76_7C_84, 0x26_29_2E, 0x36_6F_A8, 0xE9_EA_EC];
    let owner = world.object(Category::Envelope, Role::Counted);
    let half =
        vec3(random.between(0.14, 0.2), random.between(0.1, 0.14), random.between(0.018, 0.03));
    let is_plastic = random.chance(0.55);
    let color = *if is_plastic { random.pick(&PLASTICS) } else { random.pick(&PAPERS) };
    let sticker = label(random, Face::Top, half * 0.85);
    let material = Material::Mailer(Mailer {
        color: Color::screen(color),
        is_plastic,
        stickers: vec![sticker],
        seed: random.texture_seed(),
    });
    world.add(owner, Shape::Pillow, floor, (vec3(0.0, 0.0, half.z * 0.8), half), material);
}
