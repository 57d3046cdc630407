//! A loading dock: pallets on the floor before the doors.

use super::hall::{YELLOW, bollard, ground, hall, stripe, turned_ground};
use super::{Stage, Wishes};
use crate::paint::Stripe;
use crate::random::Random;
use crate::space::{Frame, Turn, vec3};
use crate::things::{
    CartonStyle, LoadLimits, PALLET_HEIGHT, TOTE_HEIGHT, barrel, carton, flattened_carton, heap,
    mailer, pallet, pallet_load, tote,
};
use crate::world::World;

/// Places on the floor, in metres; each holds one thing.
const PLACES: [(f64, f64); 9] = [
    (-2.5, 0.6),
    (0.0, 0.2),
    (2.4, 0.7),
    (-3.0, 2.9),
    (-0.6, 2.6),
    (2.0, 3.0),
    (-3.6, 5.4),
    (0.3, 5.2),
    (3.6, 5.5),
];

/// Pallets, drums and totes in marked bays.
pub(super) fn furnish(random: &Random, wishes: Wishes) -> Stage {
    let mut world = World::default();
    hall(&mut world, random, (9.0, 9.0, 5.6), bay_lines(), vec![-4.2, 0.0, 4.2]);
    for x in [-5.9, -2.1, 2.1, 5.9] {
        bollard(&mut world, random, x, 8.4);
    }
    if !wishes.is_empty {
        for place in PLACES {
            let spot = (place.0 + random.bell() * 0.12, place.1 + random.bell() * 0.12);
            let frame = turned_ground(random, spot, 0.12);
            goods(&mut world, random, &frame);
        }
        clutter(&mut world, random, wishes);
    }
    let side = if random.chance(0.5) { 1.0 } else { -1.0 };
    let eye =
        vec3(side * random.between(0.3, 3.4), random.between(-3.6, -2.2), random.between(1.9, 3.8));
    let target =
        vec3(side * random.between(-0.8, 0.4), random.between(1.6, 2.6), random.between(0.2, 0.6));
    Stage {
        world,
        eye,
        target,
        lens: random.between(0.95, 1.35),
        light: vec3(-side * random.between(0.6, 1.1), random.between(-0.1, 0.3), -1.0),
        focus: vec3(0.0, 2.5, 0.4),
        reach: 6.0,
    }
}

fn bay_lines() -> Vec<Stripe> {
    let mut lines =
        vec![stripe((0.0, -0.7), (6.0, 0.05), YELLOW), stripe((0.0, 6.6), (6.0, 0.05), YELLOW)];
    for x in [-4.6, -1.4, 1.2, 4.8] {
        lines.push(stripe((x, 2.95), (0.05, 3.65), YELLOW));
    }
    lines
}

/// One of the things that stand in a bay.
fn goods(world: &mut World, random: &Random, place: &Frame) {
    match random.below(12) {
        0..6 => {
            let height = random.between(0.6, 1.5);
            pallet_load(world, random, place, LoadLimits { height, gaps: 0.35 });
        }
        6 => {
            for layer in 0..random.count(2, 7) {
                let askew = Turn::from_half_tangent(random.bell() * 0.015);
                let at = vec3(
                    random.bell() * 0.01,
                    random.bell() * 0.01,
                    PALLET_HEIGHT * f64::from(layer),
                );
                pallet(world, random, &place.moved(at).turned(askew));
            }
        }
        7 | 8 => drums(world, random, place),
        9 => totes(world, random, place),
        10 => loose(world, random, place),
        _ => {}
    }
}

/// Two to four drums, now and then on a pallet.
fn drums(world: &mut World, random: &Random, place: &Frame) {
    let on_pallet = random.chance(0.4);
    let z = if on_pallet { PALLET_HEIGHT } else { 0.0 };
    if on_pallet {
        pallet(world, random, place);
    }
    let spots: &[(f64, f64)] = if on_pallet {
        &[(-0.3, -0.08), (0.3, 0.08)]
    } else {
        &[(-0.31, -0.2), (0.32, -0.28), (-0.02, 0.4), (0.63, 0.36)]
    };
    for &(x, y) in spots {
        if random.chance(0.8) {
            barrel(world, random, &place.moved(vec3(x, y, z)));
        }
    }
}

fn totes(world: &mut World, random: &Random, place: &Frame) {
    for column in [-0.34, 0.34] {
        let askew = Turn::from_half_tangent(random.bell() * 0.03);
        let foot = place.moved(vec3(column, random.bell() * 0.05, 0.0)).turned(askew);
        for layer in 0..random.count(1, 4) {
            let z = (TOTE_HEIGHT + 0.012) * f64::from(layer);
            tote(world, random, &foot.moved(vec3(0.0, 0.0, z)));
        }
    }
}

/// A few cartons on the floor, envelopes on some.
fn loose(world: &mut World, random: &Random, place: &Frame) {
    for (x, y) in [(-0.5, -0.2), (0.15, 0.1), (0.7, -0.25)] {
        let size =
            vec3(random.between(0.36, 0.56), random.between(0.3, 0.4), random.between(0.2, 0.5));
        let foot =
            place.moved(vec3(x, y, 0.0)).turned(Turn::from_half_tangent(random.bell() * 0.06));
        carton(world, random, &CartonStyle::random(random), &foot, size);
        if random.chance(0.5) {
            mailer(world, random, &foot.moved(vec3(0.0, 0.0, size.z)));
        }
    }
}

/// What lies between the bays.
fn clutter(world: &mut World, random: &Random, wishes: Wishes) {
    let side = if random.chance(0.5) { 1.0 } else { -1.0 };
    if wishes.has_heap {
        heap(world, random, &ground(side * 1.2, 1.5), 0.6);
    }
    if wishes.has_flattened {
        flattened_carton(world, random, &turned_ground(random, (-side * 1.3, 1.6), 0.9));
    }
    for _ in 0..random.count(0, 2) {
        let spot = (random.between(-1.0, 1.0), random.between(1.35, 1.6));
        mailer(world, random, &turned_ground(random, spot, 0.9));
    }
}
