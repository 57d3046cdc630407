//! Regions that are no object but look a little like one: shelves, shadows, labels.

use detlens_geometry::PixelBox;

use super::Observed;
use crate::random::Random;
use crate::region::Region;
use crate::solid::Shape;

/// A piece of a rack or conveyor, or a shadow on the floor, inside a random rectangle.
pub(super) fn false_object(observed: &Observed, random: &Random) -> Option<Region> {
    (0..40).find_map(|_| {
        let (x, y, window) = random_window(observed, random, 24, 130);
        let (solid_idx, _) = observed.nearest.patch[observed.nearest.idx(x, y)].get()?;
        let solid = &observed.world.solids[solid_idx];
        match (solid.object_idx, solid.shape) {
            (Some(_), _) => None,
            (None, Shape::Room) => shadow(observed, window, solid_idx),
            (None, _) => Region::draw(window, |x, y| shows(observed, x, y, solid_idx))
                .filter(|piece| piece.area_px() > 150),
        }
    })
}

fn shows(observed: &Observed, x: u32, y: u32, solid_idx: usize) -> bool {
    observed.nearest.patch[observed.nearest.idx(x, y)].is_on(solid_idx)
}

/// The dark part of a window, if it stands out from the rest.
fn shadow(observed: &Observed, window: PixelBox, floor_idx: usize) -> Option<Region> {
    let brightness = |x: u32, y: u32| observed.light[observed.nearest.idx(x, y)].brightness();
    let floor = Region::draw(window, |x, y| shows(observed, x, y, floor_idx))?;
    let bright = floor.pixels().map(|(x, y)| brightness(x, y)).fold(0.0, f64::max);
    let dark = Region::draw(floor.bounding_box(), |x, y| {
        floor.contains(x, y) && brightness(x, y) < 0.5 * bright
    })?;
    let part = f64::from(dark.area_px()) / f64::from(floor.area_px());
    (dark.area_px() > 150 && (0.15..0.7).contains(&part)).then_some(dark)
}

/// A rectangle about as large as a label, on a marked object.
pub(super) fn label(object: &Region, random: &Random) -> Option<Region> {
    let PixelBox { x, y, width, height } = object.bounding_box();
    let (part_x, part_y) = (random.between(0.2, 0.35), random.between(0.2, 0.4));
    let inner_width = scaled(width, part_x);
    let inner_height = scaled(height, part_y);
    let window = PixelBox {
        x: x + random.below(width - inner_width + 1),
        y: y + random.below(height - inner_height + 1),
        width: inner_width,
        height: inner_height,
    };
    Region::draw(window, |x, y| object.contains(x, y))
}

/// A pixel and a rectangle around it, its sides from `low` to `high` px.
fn random_window(
    observed: &Observed,
    random: &Random,
    low: u32,
    high: u32,
) -> (u32, u32, PixelBox) {
    let (width, height) = (observed.nearest.width_px, observed.nearest.height_px);
    let (x, y) = (random.below(width), random.below(height));
    let (side_x, side_y) = (random.count(low, high), random.count(low, high));
    let (left, top) = (x.saturating_sub(side_x / 2), y.saturating_sub(side_y / 2));
    let bounds = PixelBox {
        x: left,
        y: top,
        width: side_x.min(width - left),
        height: side_y.min(height - top),
    };
    (x, y, bounds)
}

/// The part `part` of `size` px, at least one and at most all of it.
fn scaled(size: u32, part: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below `size`")]
    let scaled = (f64::from(size) * part) as u32;
    scaled.clamp(1, size)
}
