//! Heaps of small parcels, marked as one crowd.

use super::carton::{CartonStyle, carton_of};
use crate::catalogue::{Category, Role};
use crate::random::Random;
use crate::space::{Frame, vec3};
use crate::world::World;

/// A heap about `radius` metres wide on the ground and half as high.
pub(crate) fn heap(world: &mut World, random: &Random, floor: &Frame, radius: f64) {
    let owner = world.object(Category::Box, Role::Crowd);
    for _ in 0..random.count(44, 60) {
        // The farther out, the lower the parcel: the outline of a cone.
        let part = random.unit();
        let ahead = vec3(random.between(-1.0, 1.0), random.between(-1.0, 1.0), 0.0).normalized();
        let place = ahead * (part * radius)
            + vec3(0.0, 0.0, 0.55 * radius * (1.0 - part) * random.unit().sqrt());
        let size = vec3(
            random.between(0.14, 0.26),
            random.between(0.10, 0.18),
            random.between(0.05, 0.14),
        );
        let lean = vec3(random.bell() * 0.35, random.bell() * 0.35, 1.0);
        let spin = vec3(random.between(-1.0, 1.0), random.between(-1.0, 1.0), 0.1);
        let frame = Frame::tilted(floor.point(place), lean, spin);
        carton_of(world, random, &CartonStyle::random(random), owner, &frame, size);
    }
}
