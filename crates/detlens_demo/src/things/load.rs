//! Pallets with cartons stacked on them.

use super::carton::{CartonStyle, carton};
use super::pallet::{PALLET_HEIGHT, pallet};
use crate::random::Random;
use crate::space::{Frame, Turn, vec3};
use crate::world::World;

/// What a load may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LoadLimits {
    /// Height of the top above the ground, in metres.
    pub(crate) height: f64,
    /// How likely each place of the uppermost layer is empty.
    pub(crate) gaps: f64,
}

/// A pallet with layers of cartons, all of one sender or mixed.
pub(crate) fn pallet_load(world: &mut World, random: &Random, floor: &Frame, limits: LoadLimits) {
    // Columns along x and rows along y of a layer on 1.2 by 0.8 m.
    const GRIDS: [(u32, u32); 4] = [(2, 2), (3, 2), (2, 1), (2, 2)];
    pallet(world, random, floor);
    let house_style = CartonStyle::random(random);
    let is_mixed = random.chance(0.4);
    let mut grid = *random.pick(&GRIDS);
    let mut height = random.between(0.26, 0.5);
    let mut z = PALLET_HEIGHT;
    while z + height <= limits.height {
        let is_last = z + 2.0 * height > limits.height;
        for cell in 0..grid.0 * grid.1 {
            if is_last && random.chance(limits.gaps) {
                continue;
            }
            let style = if is_mixed { CartonStyle::random(random) } else { house_style };
            let (frame, room) = place(random, floor, grid, cell, z);
            carton(world, random, &style, &frame, vec3(room.0, room.1, height));
        }
        z += height;
        if is_mixed && !is_last {
            grid = *random.pick(&GRIDS);
            height = random.between(0.24, 0.45);
        }
    }
}

/// Where the carton of one cell stands and how long and wide it may be.
fn place(
    random: &Random,
    floor: &Frame,
    (columns, rows): (u32, u32),
    cell: u32,
    z: f64,
) -> (Frame, (f64, f64)) {
    let (length, width) = (1.18 / f64::from(columns), 0.78 / f64::from(rows));
    let middle = |idx: u32, n: u32, size: f64| (f64::from(idx) - f64::from(n - 1) / 2.0) * size;
    let x = middle(cell % columns, columns, length) + random.bell() * 0.004;
    let y = middle(cell / columns, rows, width) + random.bell() * 0.004;
    let frame = floor.moved(vec3(x, y, z)).turned(Turn::from_half_tangent(random.bell() * 0.006));
    let shrink = random.between(0.015, 0.035);
    let (length, width) = (length - shrink, width - shrink);
    // A carton's longer side is its x axis.
    if length >= width {
        (frame, (length, width))
    } else {
        (frame.turned(Turn::QUARTER), (width, length))
    }
}
