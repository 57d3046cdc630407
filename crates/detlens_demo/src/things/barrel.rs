//! Drums of 200 litres.

use crate::catalogue::{Category, Role};
use crate::color::Color;
use crate::paint::{Drum, Material, Sticker};
use crate::random::Random;
use crate::solid::{Face, Shape};
use crate::space::{Frame, vec3};
use crate::world::World;

/// A drum standing upright: shell, two hoops, two rims.
pub(crate) fn barrel(world: &mut World, random: &Random, floor: &Frame) {
    const COLORS: [u32; 7] =
        [0x1F_4E_9A, 0x1F_4E_9A, 0x24_26_28, 0xA6_2A_22, 0xD6_D3_C8, 0xD0_8A_1A, 0x2D_6B_52];
    const RADIUS: f64 = 0.285;
    const HEIGHT: f64 = 0.88;
    let owner = world.object(Category::Barrel, Role::Counted);
    let color = Color::screen(*random.pick(&COLORS));
    let white = Color::screen(0xDA_D8_D0);
    let sticker = random.chance(0.6).then(|| Sticker {
        face: Face::Round,
        centre: (random.between(-0.4, 0.4), random.between(-0.05, 0.1)),
        half: (0.1, 0.12),
        accent: Color::screen(0xD9_5B_1A),
        seed: random.texture_seed(),
    });
    let drum = Drum {
        color,
        band: random.chance(0.25).then_some(white),
        sticker,
        seed: random.texture_seed(),
    };
    let mut ring = |z: f64, radius: f64, half_height: f64, drum: Drum| {
        let extent = (vec3(0.0, 0.0, z), vec3(radius, radius, half_height));
        world.add(owner, Shape::Cylinder, floor, extent, Material::Drum(drum));
    };
    let plain = Drum { band: None, sticker: None, ..drum.clone() };
    ring(HEIGHT / 2.0, RADIUS, HEIGHT / 2.0 - 0.012, drum);
    for (z, grows) in [(0.015, 0.012), (0.31, 0.011), (0.57, 0.011), (HEIGHT - 0.022, 0.012)] {
        ring(z, RADIUS + grows, 0.013, plain.clone());
    }
}
