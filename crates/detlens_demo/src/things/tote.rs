//! Plastic totes of 0.6 by 0.4 m.

use super::carton::{CartonStyle, carton, label};
use crate::catalogue::{Category, Role};
use crate::color::Color;
use crate::paint::{Material, Plastic, Sticker};
use crate::random::Random;
use crate::solid::{Face, Shape};
use crate::space::{Frame, Turn, Vec3, vec3};
use crate::world::{Owner, World};

/// Height of a tote in metres.
pub(crate) const TOTE_HEIGHT: f64 = 0.30;

const HALF: Vec3 = vec3(0.29, 0.19, TOTE_HEIGHT / 2.0);
const WALL: f64 = 0.009;

/// A tote, the longer side along x; open, open with boxes in it, or with a lid.
pub(crate) fn tote(world: &mut World, random: &Random, floor: &Frame) {
    const COLORS: [u32; 7] =
        [0x1D_4F_9E, 0x2B_6C_B8, 0x70_76_7C, 0xB3_3A_2E, 0x25_7A_4B, 0x1D_4F_9E, 0xC9_7B_1C];
    let owner = world.object(Category::Tote, Role::Counted);
    let color = Color::screen(*random.pick(&COLORS)) * random.between(0.9, 1.1);
    let seed = random.texture_seed();
    let sticker = random.chance(0.6).then(|| label(random, Face::Front, HALF * 0.9));
    Shell { owner, color, seed, sticker }.build(world, floor);
    if random.chance(0.35) {
        lid(world, owner, floor, color * 0.85, seed);
    } else if random.chance(0.5) {
        contents(world, random, floor);
    }
}

/// Floor, walls and rim.
struct Shell {
    owner: Owner,
    color: Color,
    seed: u32,
    sticker: Option<Sticker>,
}

impl Shell {
    fn build(&self, world: &mut World, floor: &Frame) {
        let (Vec3 { x, y, z }, rim) = (HALF, TOTE_HEIGHT - 0.02);
        let mut wall = |centre, half, material| {
            world.add(
                self.owner,
                Shape::Cuboid,
                floor,
                (centre, half),
                Material::Plastic(material),
            );
        };
        wall(vec3(0.0, 0.0, WALL), vec3(x, y, WALL), self.plastic(false, false, None));
        for side in [-1.0, 1.0] {
            let sticker = if side < 0.0 { self.sticker } else { None };
            let long = self.plastic(true, false, sticker);
            wall(vec3(0.0, side * (y - WALL), z), vec3(x, WALL, z), long);
            let short = self.plastic(false, true, None);
            wall(vec3(side * (x - WALL), 0.0, z), vec3(WALL, y, z), short);
            let edge = self.plastic(false, false, None);
            wall(vec3(0.0, side * y, rim), vec3(x + 0.012, 0.012, 0.02), edge.clone());
            wall(vec3(side * x, 0.0, rim), vec3(0.012, y + 0.012, 0.02), edge);
        }
    }

    fn plastic(&self, is_ribbed: bool, has_handle: bool, sticker: Option<Sticker>) -> Plastic {
        Plastic { color: self.color, is_ribbed, has_handle, sticker, seed: self.seed }
    }
}

fn lid(world: &mut World, owner: Owner, floor: &Frame, color: Color, seed: u32) {
    for side in [-1.0, 1.0] {
        let flap = Plastic { color, is_ribbed: false, has_handle: false, sticker: None, seed };
        let half = vec3(HALF.x, HALF.y / 2.0 - 0.004, 0.008);
        let centre = vec3(0.0, side * (HALF.y / 2.0 + 0.002), TOTE_HEIGHT + 0.004);
        world.add(owner, Shape::Cuboid, floor, (centre, half), Material::Plastic(flap));
    }
}

/// A few small boxes inside.
fn contents(world: &mut World, random: &Random, floor: &Frame) {
    for side in [-1.0, 1.0] {
        if random.chance(0.7) {
            let style = CartonStyle::random(random);
            let size = vec3(
                random.between(0.2, 0.26),
                random.between(0.16, 0.3),
                random.between(0.12, 0.34),
            );
            let frame = floor
                .moved(vec3(side * 0.14, 0.0, 2.0 * WALL))
                .turned(Turn::from_half_tangent(random.between(-0.02, 0.02)));
            carton(world, random, &style, &frame, size);
        }
    }
}
