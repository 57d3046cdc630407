//! An aisle between two rows of racks, seen along its length.

use super::hall::{YELLOW, bollard, ground, hall, stripe, turned_ground};
use super::{Stage, Wishes, rack};
use crate::random::Random;
use crate::space::{Frame, Turn, vec3};
use crate::things::{
    CartonStyle, LoadLimits, PALLET_HEIGHT, barrel, carton, flattened_carton, heap, pallet,
    pallet_load,
};
use crate::world::World;

/// Half the clear width between the racks, in metres.
const HALF_WIDTH: f64 = 1.55;
const N_BAYS: u32 = 3;

/// Racks, goods on them, and something in the way.
pub(super) fn furnish(random: &Random, wishes: Wishes) -> Stage {
    let mut world = World::default();
    let line = |x: f64| stripe((x, 0.0), (0.05, 12.0), YELLOW);
    let lines = vec![line(-HALF_WIDTH + 0.12), line(HALF_WIDTH - 0.12)];
    hall(&mut world, random, (6.5, 12.5, 5.6), lines, vec![0.0]);
    racks(&mut world, random, wishes);
    if !wishes.is_empty {
        floor_goods(&mut world, random, wishes);
    }
    let side = if random.chance(0.5) { 1.0 } else { -1.0 };
    // Either down the aisle, or across it at the goods of one side.
    let (eye, target) = if random.chance(0.6) {
        let eye = vec3(
            side * random.between(0.2, 0.9),
            random.between(-1.6, -0.6),
            random.between(2.0, 3.3),
        );
        (eye, vec3(-side * 0.2, random.between(5.0, 6.5), random.between(0.9, 1.3)))
    } else {
        let eye = vec3(side * 1.2, random.between(-0.8, 0.4), random.between(1.7, 2.6));
        (eye, vec3(-side * 1.7, random.between(3.6, 4.6), random.between(1.0, 1.3)))
    };
    Stage {
        world,
        eye,
        target,
        lens: random.between(0.85, 1.15),
        light: vec3(-side * 0.42, 0.55, -1.0),
        focus: vec3(0.0, 5.5, 1.0),
        reach: 6.5,
    }
}

fn racks(world: &mut World, random: &Random, wishes: Wishes) {
    const BLUES: [u32; 3] = [0x22_4A_86, 0x1E_3F_78, 0x58_60_68];
    let blue = *random.pick(&BLUES);
    for (side, turn) in [(-1.0, Turn::QUARTER), (1.0, Turn::from_half_tangent(-1.0))] {
        for bay in 0..N_BAYS {
            let y = 1.6 + rack::BAY * f64::from(bay);
            let place = vec3(side * (HALF_WIDTH + 0.55), y, 0.0);
            let frame = Frame::upright(place, turn);
            rack::bay(world, random, &frame, blue);
            if !wishes.is_empty {
                rack::fill(world, random, &frame);
            }
        }
        bollard(world, random, side * (HALF_WIDTH + 0.1), 0.05);
    }
}

/// What has been left in the aisle.
fn floor_goods(world: &mut World, random: &Random, wishes: Wishes) {
    let side = if random.chance(0.5) { 1.0 } else { -1.0 };
    let place = turned_ground(random, (side * 0.75, random.between(4.0, 7.0)), 0.15);
    match random.below(5) {
        0 => pallet_load(world, random, &place, LoadLimits { height: 1.0, gaps: 0.4 }),
        1 => {
            for layer in 0..random.count(2, 6) {
                let z = f64::from(layer) * PALLET_HEIGHT;
                let askew = Turn::from_half_tangent(random.bell() * 0.015);
                pallet(world, random, &place.moved(vec3(0.0, 0.0, z)).turned(askew));
            }
        }
        2 => {
            barrel(world, random, &place);
            barrel(world, random, &place.moved(vec3(0.05, 0.7, 0.0)));
        }
        _ => {}
    }
    if wishes.has_heap {
        heap(world, random, &ground(-side * 0.7, 3.1), 0.55);
    }
    if wishes.has_flattened {
        flattened_carton(world, random, &turned_ground(random, (-side * 0.6, 4.6), 0.8));
    }
    for _ in 0..random.count(0, 3) {
        let x = -side * random.between(0.4, 1.0);
        let frame = turned_ground(random, (x, random.between(5.2, 9.0)), 0.9);
        let extent = vec3(random.between(0.3, 0.5), 0.28, random.between(0.18, 0.34));
        carton(world, random, &CartonStyle::random(random), &frame, extent);
    }
}
