//! Everything that stands in one picture: solids, and the objects that they make up.

use crate::catalogue::{Category, Role};
use crate::paint::Material;
use crate::solid::{Shape, Solid};
use crate::space::{Frame, Vec3};

/// The solids and objects of one picture.
#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    pub(crate) solids: Vec<Solid>,
    pub(crate) objects: Vec<Object>,
}

/// Something that a person would mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Object {
    pub(crate) category: Category,
    pub(crate) role: Role,
}

impl World {
    /// A new object, still without solids.
    pub(crate) fn object(&mut self, category: Category, role: Role) -> Owner {
        self.objects.push(Object { category, role });
        Owner(u32::try_from(self.objects.len()).ok().map(|n| n - 1))
    }

    /// Adds a solid of `owner`, `centre` in the coordinates of `frame`.
    pub(crate) fn add(
        &mut self,
        owner: Owner,
        shape: Shape,
        frame: &Frame,
        (centre, half): (Vec3, Vec3),
        material: Material,
    ) {
        let frame = frame.moved(centre);
        self.solids.push(Solid { shape, frame, half, material, object_idx: owner.0 });
    }
}

/// Whom a solid belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owner(Option<u32>);

impl Owner {
    /// The hall and its fittings, which nobody marks.
    pub(crate) const BUILDING: Self = Self(None);
}
