//! A conveyor with parcels, seen from above and aside.

use super::hall::{YELLOW, bollard, ground, hall, steel, stripe, turned_ground};
use super::{Stage, Wishes};
use crate::color::Color;
use crate::paint::{Belt, Material, Steel, SteelFinish};
use crate::random::Random;
use crate::solid::Shape;
use crate::space::{Frame, Turn, Vec3, vec3};
use crate::things::{
    CartonStyle, LoadLimits, TOTE_HEIGHT, barrel, carton, flattened_carton, heap, mailer,
    pallet_load, tote,
};
use crate::world::{Owner, World};

const BELT_HEIGHT: f64 = 0.72;
const HALF_WIDTH: f64 = 0.48;
const HALF_LENGTH: f64 = 5.0;

/// Two parallel belts, parcels on them and goods around.
pub(super) fn furnish(random: &Random, wishes: Wishes) -> Stage {
    let mut world = World::default();
    let lines =
        vec![stripe((0.0, -1.15), (9.0, 0.05), YELLOW), stripe((0.0, 4.0), (9.0, 0.05), YELLOW)];
    hall(&mut world, random, (10.0, 9.0, 5.6), lines, vec![-5.0, 0.5, 6.0]);
    for (y, gap) in [(0.0, 0.22), (2.3, 0.9)] {
        let top = Frame::upright(vec3(0.0, y, BELT_HEIGHT), Turn::NONE);
        conveyor(&mut world, random, &top);
        if !wishes.is_empty {
            parcels(&mut world, random, &top, gap);
        }
    }
    if !wishes.is_empty {
        surroundings(&mut world, random, wishes);
    }
    let side = if random.chance(0.5) { 1.0 } else { -1.0 };
    // From nearly overhead to low and aside.
    let swing = Turn::from_half_tangent(random.between(-0.42, 0.42));
    let height = random.between(0.8, 2.6);
    let back = swing.apply(vec3(0.0, -random.between(1.5, 2.4), height));
    let target = vec3(random.between(-0.6, 0.6), random.between(0.1, 0.7), BELT_HEIGHT - 0.1);
    Stage {
        world,
        eye: target + back,
        target,
        lens: random.between(0.85, 1.15),
        light: vec3(side * random.between(0.4, 0.9), random.between(-0.1, 0.3), -1.0),
        focus: vec3(0.0, 1.0, 0.5),
        reach: 4.2,
    }
}

/// Belt, side rails, return rollers and legs.
fn conveyor(world: &mut World, random: &Random, top: &Frame) {
    const RAILS: [u32; 4] = [0x22_5A_9C, 0x68_70_78, 0xD9_A5_14, 0x2E_6E_58];
    let rail = *random.pick(&RAILS);
    let belt = Belt { color: Color::screen(0x38_3A_3C), seed: random.texture_seed() };
    let extent = (vec3(0.0, 0.0, -0.03), vec3(HALF_LENGTH, HALF_WIDTH, 0.03));
    world.add(Owner::BUILDING, Shape::Cuboid, top, extent, Material::Belt(belt));
    for side in [-1.0, 1.0] {
        let y = side * (HALF_WIDTH + 0.05);
        let extent = (vec3(0.0, y, -0.06), vec3(HALF_LENGTH, 0.03, 0.11));
        steel(world, random, top, extent, (rail, SteelFinish::Plain));
        let edge = (vec3(0.0, side * (HALF_WIDTH + 0.012), 0.0), vec3(HALF_LENGTH, 0.012, 0.018));
        steel(world, random, top, edge, (0xB4_B8_BA, SteelFinish::Plain));
        for x in [-4.0, -2.4, -0.8, 0.8, 2.4, 4.0] {
            let leg = (vec3(x, y - side * 0.04, -0.4), vec3(0.03, 0.03, 0.33));
            steel(world, random, top, leg, (0x60_64_68, SteelFinish::Plain));
        }
    }
    for x in [-3.2, -1.6, 0.0, 1.6, 3.2] {
        let across = Frame::tilted(top.point(vec3(x, 0.0, -0.2)), vec3(0.0, 1.0, 0.0), Vec3::UP);
        let color = Color::grey(0.5);
        let roller = Steel { color, gloss: 0.6, finish: SteelFinish::Plain, seed: 9 };
        let extent = (vec3(0.0, 0.0, 0.0), vec3(0.04, 0.04, HALF_WIDTH));
        world.add(Owner::BUILDING, Shape::Cylinder, &across, extent, Material::Steel(roller));
    }
}

/// Parcels one after another, `gap` metres apart in the mean; some touch.
fn parcels(world: &mut World, random: &Random, top: &Frame, gap: f64) {
    let mut x = -3.4 + random.between(0.0, 0.5);
    while x < 3.6 {
        let turn = Turn::from_half_tangent(random.bell() * 0.3);
        let size = match random.below(20) {
            0..4 => vec3(0.36, 0.25, 0.0),
            4..7 => vec3(0.6, 0.4, 0.0),
            _ => vec3(
                random.between(0.22, 0.6),
                random.between(0.2, 0.42),
                random.between(0.12, 0.4),
            ),
        };
        let reach = {
            let (a, b) =
                (turn.apply(vec3(size.x, size.y, 0.0)), turn.apply(vec3(size.x, -size.y, 0.0)));
            (a.x.abs().max(b.x.abs()) / 2.0, a.y.abs().max(b.y.abs()) / 2.0)
        };
        x += reach.0;
        let room = (HALF_WIDTH - reach.1 - 0.03).max(0.0);
        let place = top.moved(vec3(x, random.between(-room, room), 0.0)).turned(turn);
        parcel(world, random, &place, size);
        x += reach.0 + (random.between(-0.3, 1.7) * gap).max(0.004);
    }
}

/// One parcel; its size tells what it is.
fn parcel(world: &mut World, random: &Random, place: &Frame, size: Vec3) {
    if size.z == 0.0 && size.x < 0.5 {
        return mailer(world, random, place);
    }
    if size.z == 0.0 {
        return tote(world, random, place);
    }
    let style = CartonStyle::random(random);
    let size = vec3(size.x.max(size.y), size.x.min(size.y), size.z);
    carton(world, random, &style, place, size);
    let lid = place
        .moved(vec3(size.x * random.between(-0.12, 0.12), 0.0, size.z))
        .turned(Turn::from_half_tangent(random.bell() * 0.15));
    if size.x > 0.38 && random.chance(0.3) {
        let style = CartonStyle::random(random);
        let height = random.between(0.08, 0.22);
        carton(world, random, &style, &lid, vec3(size.x * 0.62, size.y * 0.66, height));
    } else if size.x > 0.34 && random.chance(0.2) {
        mailer(world, random, &lid);
    }
}

/// Totes, pallets and drums beside the belts.
fn surroundings(world: &mut World, random: &Random, wishes: Wishes) {
    bollard(world, random, random.between(-2.5, -1.8), -1.3);
    let side = if random.chance(0.5) { 1.0 } else { -1.0 };
    let stack = turned_ground(random, (side * random.between(1.2, 2.2), -1.0), 0.06);
    for layer in 0..random.count(1, 3) {
        let z = (TOTE_HEIGHT + 0.012) * f64::from(layer);
        tote(world, random, &stack.moved(vec3(0.0, 0.0, z)));
    }
    for x in [-3.0, -0.8, 1.2, 3.2] {
        let place = turned_ground(random, (x, random.between(4.6, 5.4)), 0.1);
        match random.below(4) {
            0 | 1 => pallet_load(world, random, &place, LoadLimits { height: 1.3, gaps: 0.4 }),
            2 => barrel(world, random, &place),
            _ => {}
        }
    }
    if wishes.has_heap {
        heap(world, random, &ground(-side * 1.5, -1.15), 0.5);
    }
    if wishes.has_flattened {
        flattened_carton(world, random, &turned_ground(random, (-side * 0.7, -1.2), 0.8));
    }
}
