//! Pallet racks: bays with three levels, and what lies on them.

use super::hall::steel;
use crate::color::Color;
use crate::paint::{Material, SteelFinish, Wood};
use crate::random::Random;
use crate::solid::Shape;
use crate::space::{Frame, Turn, vec3};
use crate::things::{
    CartonStyle, LoadLimits, TOTE_HEIGHT, barrel, carton, mailer, pallet_load, tote,
};
use crate::world::{Owner, World};

/// Width of a bay, from post to post, in metres.
pub(super) const BAY: f64 = 2.7;

/// Height of each level; goods stand on the floor and on two shelves.
const LEVELS: [f64; 3] = [0.0, 1.5, 2.9];
const HALF_DEPTH: f64 = 0.5;
const ORANGE: u32 = 0xD8_5E_17;

/// One bay around the origin of `bay`, its open side toward negative y.
pub(super) fn bay(world: &mut World, random: &Random, bay: &Frame, blue: u32) {
    for y in [-HALF_DEPTH, HALF_DEPTH] {
        for x in [-BAY / 2.0, BAY / 2.0] {
            let post = (vec3(x, y, 2.2), vec3(0.045, 0.035, 2.2));
            steel(world, random, bay, post, (blue, SteelFinish::Slotted));
        }
        for level in &LEVELS[1..] {
            let beam = (vec3(0.0, y, level - 0.06), vec3(BAY / 2.0 - 0.045, 0.025, 0.055));
            steel(world, random, bay, beam, (ORANGE, SteelFinish::Plain));
        }
    }
    for x in [-BAY / 2.0, BAY / 2.0] {
        for z in [0.35, 1.1, 1.9, 2.6, 3.4] {
            let brace = (vec3(x, 0.0, z), vec3(0.018, HALF_DEPTH - 0.035, 0.02));
            steel(world, random, bay, brace, (blue, SteelFinish::Plain));
        }
    }
    for level in &LEVELS[1..] {
        let deck = (vec3(0.0, 0.0, level - 0.02), vec3(BAY / 2.0 - 0.05, HALF_DEPTH - 0.03, 0.014));
        let wood = Wood { color: Color::screen(0xA8_8F_68), seed: random.texture_seed() };
        world.add(Owner::BUILDING, Shape::Cuboid, bay, deck, Material::Wood(wood));
    }
}

/// Puts goods on all levels of a bay.
pub(super) fn fill(world: &mut World, random: &Random, bay: &Frame) {
    for level in LEVELS {
        let shelf = bay.moved(vec3(0.0, 0.0, level));
        match random.below(10) {
            0..3 => loads(world, random, &shelf),
            3..5 => loose_cartons(world, random, &shelf),
            5 => totes(world, random, &shelf),
            6 if level == 0.0 => barrels(world, random, &shelf),
            _ => {}
        }
    }
}

fn loads(world: &mut World, random: &Random, shelf: &Frame) {
    for x in [-0.66, 0.66] {
        if random.chance(0.6) {
            let place = shelf
                .moved(vec3(x + random.bell() * 0.015, -0.08 + random.bell() * 0.03, 0.0))
                .turned(Turn::from_half_tangent(random.bell() * 0.008));
            let height = random.between(0.6, 1.2);
            pallet_load(world, random, &place, LoadLimits { height, gaps: 0.3 });
        }
    }
}

fn loose_cartons(world: &mut World, random: &Random, shelf: &Frame) {
    let mut x = -BAY / 2.0 + 0.12;
    let style = CartonStyle::random(random);
    while x < BAY / 2.0 - 0.6 {
        let size =
            vec3(random.between(0.36, 0.62), random.between(0.3, 0.5), random.between(0.25, 0.55));
        let place = shelf
            .moved(vec3(x + size.x / 2.0, -0.2 + random.bell() * 0.05, 0.0))
            .turned(Turn::from_half_tangent(random.bell() * 0.05));
        let style = if random.chance(0.5) { style } else { CartonStyle::random(random) };
        carton(world, random, &style, &place, size);
        if random.chance(0.3) {
            let top = place.moved(vec3(0.0, 0.0, size.z));
            let smaller = vec3(size.x * 0.8, size.y * 0.8, random.between(0.12, 0.3));
            carton(world, random, &style, &top, smaller);
        } else if random.chance(0.15) {
            mailer(world, random, &place.moved(vec3(0.0, 0.0, size.z)));
        }
        x += size.x + random.between(0.03, 0.35);
    }
}

fn totes(world: &mut World, random: &Random, shelf: &Frame) {
    for column in 0..4 {
        let x = -0.99 + 0.66 * f64::from(column);
        for layer in 0..random.count(0, 2) {
            let z = (TOTE_HEIGHT + 0.012) * f64::from(layer);
            tote(world, random, &shelf.moved(vec3(x, -0.2, z)));
        }
    }
}

fn barrels(world: &mut World, random: &Random, shelf: &Frame) {
    for column in 0..4 {
        if random.chance(0.7) {
            let x = -0.98 + 0.66 * f64::from(column);
            barrel(world, random, &shelf.moved(vec3(x, -0.12 + random.bell() * 0.03, 0.0)));
        }
    }
}
