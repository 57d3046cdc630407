//! The building around every place, and what stands about in it.

use crate::color::Color;
use crate::paint::{Hall, Material, Steel, SteelFinish, Stripe};
use crate::random::Random;
use crate::solid::Shape;
use crate::space::{Frame, Turn, Vec3, vec3};
use crate::world::{Owner, World};

/// Paint of the lines on the floor.
pub(super) const YELLOW: u32 = 0xE0_AE_1C;

/// A hall of the given half width and half depth around the origin, its floor at 0.
pub(super) fn hall(
    world: &mut World,
    random: &Random,
    (half_x, half_y, height): (f64, f64, f64),
    stripes: Vec<Stripe>,
    doors: Vec<f64>,
) {
    const FLOORS: [u32; 5] = [0x82_82_7E, 0x8C_89_81, 0x74_79_7D, 0x90_8B_80, 0x62_70_68];
    const WALLS: [u32; 5] = [0xB9_BD_C0, 0xC9_C6_BC, 0x98_A4_AE, 0xB4_B0_A6, 0x8E_9C_9A];
    const DOORS: [u32; 5] = [0xB9_BE_C2, 0xB9_BE_C2, 0x4F_73_96, 0xC4_B9_A0, 0x58_7A_6C];
    let half = vec3(half_x, half_y, height / 2.0);
    let inside = Hall {
        floor: Color::screen(*random.pick(&FLOORS)),
        wall: Color::screen(*random.pick(&WALLS)),
        stripes,
        doors,
        door: Color::screen(*random.pick(&DOORS)),
        floor_z: -half.z,
        seed: random.texture_seed(),
    };
    let centre = vec3(0.0, 0.0, half.z);
    world.add(
        Owner::BUILDING,
        Shape::Room,
        &ground(0.0, 0.0),
        (centre, half),
        Material::Hall(inside),
    );
}

/// A line along y if `half.1` is the longer, else along x.
pub(super) fn stripe(centre: (f64, f64), half: (f64, f64), color: u32) -> Stripe {
    Stripe { centre, half, color: Color::screen(color) }
}

/// The frame of something that stands on the floor, unturned.
pub(super) fn ground(x: f64, y: f64) -> Frame {
    Frame::upright(vec3(x, y, 0.0), Turn::NONE)
}

/// The frame of something on the floor at a random turn of up to about `2 spread` radians.
pub(super) fn turned_ground(random: &Random, (x, y): (f64, f64), spread: f64) -> Frame {
    ground(x, y).turned(Turn::from_half_tangent(random.between(-spread, spread)))
}

/// A cuboid of painted steel that belongs to the building.
pub(super) fn steel(
    world: &mut World,
    random: &Random,
    frame: &Frame,
    extent: (Vec3, Vec3),
    (color, finish): (u32, SteelFinish),
) {
    let seed = random.texture_seed();
    let steel = Steel { color: Color::screen(color), gloss: 0.25, finish, seed };
    world.add(Owner::BUILDING, Shape::Cuboid, frame, extent, Material::Steel(steel));
}

/// A yellow and black post that guards a corner.
pub(super) fn bollard(world: &mut World, random: &Random, x: f64, y: f64) {
    let seed = random.texture_seed();
    let color = Color::screen(YELLOW);
    let steel = Steel { color, gloss: 0.3, finish: SteelFinish::Warning, seed };
    let extent = (vec3(0.0, 0.0, 0.5), vec3(0.07, 0.07, 0.5));
    world.add(Owner::BUILDING, Shape::Cylinder, &ground(x, y), extent, Material::Steel(steel));
}
