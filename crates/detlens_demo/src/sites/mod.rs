//! The places that the cameras watch: an aisle between racks, a conveyor, a loading dock.

mod aisle;
mod belt;
mod dock;
mod hall;
mod rack;

use crate::random::Random;
use crate::space::Vec3;
use crate::world::World;

/// A kind of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Site {
    Aisle,
    Belt,
    Dock,
}

/// A place that has been furnished, and how it is seen and lit.
#[derive(Clone, Debug)]
pub(crate) struct Stage {
    pub(crate) world: World,
    pub(crate) eye: Vec3,
    pub(crate) target: Vec3,
    /// Focal length as a part of the image's shorter side.
    pub(crate) lens: f64,
    /// Direction in which the light falls.
    pub(crate) light: Vec3,
    /// Shadows fall within `reach` metres of `focus`.
    pub(crate) focus: Vec3,
    pub(crate) reach: f64,
}

/// What a picture must have.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wishes {
    /// No object at all.
    pub(crate) is_empty: bool,
    /// A heap of small parcels.
    pub(crate) has_heap: bool,
    /// A flattened carton on the floor.
    pub(crate) has_flattened: bool,
}

impl Site {
    /// The word in the file name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Aisle => "aisle",
            Self::Belt => "belt",
            Self::Dock => "dock",
        }
    }

    /// Furnishes the place.
    pub(crate) fn furnish(self, random: &Random, wishes: Wishes) -> Stage {
        match self {
            Self::Aisle => aisle::furnish(random, wishes),
            Self::Belt => belt::furnish(random, wishes),
            Self::Dock => dock::furnish(random, wishes),
        }
    }
}
