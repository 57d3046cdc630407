//! Which pixels show which object, and how much of it the others hide.

use detlens_geometry::PixelBox;

use crate::nearest::Nearest;
use crate::outline::Outline;
use crate::region::Region;
use crate::solid::Solid;
use crate::view::View;
use crate::world::World;

/// An object as a camera sees it.
#[derive(Clone, Debug)]
pub(crate) struct Sighting {
    pub(crate) object_idx: u32,
    /// The pixels that show it.
    pub(crate) region: Region,
    /// The part of its outline inside the image that nothing hides, in `(0, 1]`.
    pub(crate) visible: f64,
}

/// The object that each pixel shows, row by row.
pub(crate) fn objects_seen(world: &World, nearest: &Nearest) -> Vec<Option<u32>> {
    let owner = |solid_idx: usize| world.solids[solid_idx].object_idx;
    nearest.patch.iter().map(|patch| patch.get().and_then(|(idx, _)| owner(idx))).collect()
}

/// All objects of which anything is seen, in the order of the world.
pub(crate) fn sightings(
    view: &View,
    world: &World,
    nearest: &Nearest,
    seen: &[Option<u32>],
) -> Vec<Sighting> {
    let mut silhouettes = Silhouettes::new(view);
    let mut sightings = Vec::new();
    for (object_idx, bounds) in (0..).zip(bounds(world.objects.len(), nearest, seen)) {
        let is_it = |x, y| seen[nearest.idx(x, y)] == Some(object_idx);
        let Some(region) = bounds.and_then(|bounds| Region::draw(bounds, is_it)) else { continue };
        let parts = world.solids.iter().filter(|solid| solid.object_idx == Some(object_idx));
        let outline_px = silhouettes.area_px(view, object_idx, parts).max(region.area_px());
        let visible = f64::from(region.area_px()) / f64::from(outline_px);
        sightings.push(Sighting { object_idx, region, visible });
    }
    sightings
}

/// The box of each object's pixels.
fn bounds(n_objects: usize, nearest: &Nearest, seen: &[Option<u32>]) -> Vec<Option<PixelBox>> {
    let mut bounds: Vec<Option<PixelBox>> = vec![None; n_objects];
    for (y, row) in (0..).zip(seen.chunks_exact(nearest.width_px as usize)) {
        for (x, object_idx) in (0..).zip(row) {
            let Some(object_idx) = object_idx else { continue };
            let known =
                bounds[*object_idx as usize].get_or_insert(PixelBox { x, y, width: 1, height: 1 });
            let right = (known.x + known.width).max(x + 1);
            known.x = known.x.min(x);
            known.width = right - known.x;
            known.height = y - known.y + 1;
        }
    }
    bounds
}

/// Areas of whole objects, as if nothing stood in front of them.
struct Silhouettes {
    outline: Outline,
    /// The object that last covered each pixel, plus 1.
    stamp: Vec<u32>,
}

impl Silhouettes {
    fn new(view: &View) -> Self {
        let n_pixels = view.width_px as usize * view.height_px as usize;
        Self { outline: Outline::default(), stamp: vec![0; n_pixels] }
    }

    /// Pixels inside the outline of any of an object's `parts`.
    fn area_px<'a>(
        &mut self,
        view: &View,
        object_idx: u32,
        parts: impl Iterator<Item = &'a Solid>,
    ) -> u32 {
        let mut area_px = 0;
        for part in parts {
            self.outline.trace(view, part);
            for (y, columns) in (self.outline.top..).zip(&self.outline.rows) {
                let row = y as usize * view.width_px as usize;
                for stamp in
                    &mut self.stamp[row + columns.start as usize..row + columns.end as usize]
                {
                    area_px += u32::from(*stamp != object_idx + 1);
                    *stamp = object_idx + 1;
                }
            }
        }
        area_px
    }
}
