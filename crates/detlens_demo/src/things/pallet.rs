//! Wooden pallets of 1.2 by 0.8 m.

use crate::catalogue::{Category, Role};
use crate::color::Color;
use crate::paint::{Material, Wood};
use crate::random::Random;
use crate::solid::Shape;
use crate::space::{Frame, vec3};
use crate::world::World;

/// Height in metres at which a load stands.
pub(crate) const PALLET_HEIGHT: f64 = 0.144;

/// A pallet: boards above, blocks between, boards below; the longer side along x.
pub(crate) fn pallet(world: &mut World, random: &Random, floor: &Frame) {
    const WOODS: [u32; 5] = [0xC0_9A_6A, 0xA9_88_60, 0x97_7C_5C, 0xCD_AB_79, 0x8A_76_60];
    const BOARD: f64 = 0.011;
    let owner = world.object(Category::Pallet, Role::Counted);
    let color = Color::screen(*random.pick(&WOODS));
    let mut beam = |centre, half| {
        let color = color * random.between(0.85, 1.12);
        let wood = Wood { color, seed: random.texture_seed() };
        world.add(owner, Shape::Cuboid, floor, (centre, half), Material::Wood(wood));
    };
    for (y, half_y) in [(-0.328, 0.072), (-0.17, 0.05), (0.0, 0.072), (0.17, 0.05), (0.328, 0.072)]
    {
        beam(vec3(0.0, y, PALLET_HEIGHT - BOARD), vec3(0.6, half_y, BOARD));
    }
    for x in [-0.528, 0.0, 0.528] {
        beam(vec3(x, 0.0, PALLET_HEIGHT - 3.0 * BOARD), vec3(0.072, 0.4, BOARD));
        for y in [-0.328, 0.0, 0.328] {
            beam(vec3(x, y, 0.061), vec3(0.072, 0.05, 0.039));
        }
    }
    for y in [-0.328, 0.0, 0.328] {
        beam(vec3(0.0, y, BOARD), vec3(0.6, 0.05, BOARD));
    }
}
