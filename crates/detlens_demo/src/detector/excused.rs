//! Objects that do not count: what is marked to be ignored, and crowds.

use super::mask_head::MaskHead;
use super::{Origin, Report, skill};
use crate::catalogue::Category;
use crate::region::Region;
use crate::sighting::Sighting;

impl Report<'_> {
    /// Something that may be found or not; mostly it is.
    pub(super) fn ignored(&mut self, sighting: &Sighting) {
        if self.random.chance(0.7) {
            let head = skill::mask_head(0.6, self.random);
            let category = self.category(sighting);
            self.claim(Origin::OnIgnored, category, &head, &sighting.region, (0.4, 0.75));
        }
    }

    /// Some of the parcels in the heap, one by one, and now and then the heap as a whole.
    pub(super) fn crowd(&mut self, sighting: &Sighting) {
        let nearest = self.observed.nearest;
        let solids = (0..).zip(&self.observed.world.solids);
        let parts = solids.filter(|(_, solid)| solid.object_idx == Some(sighting.object_idx));
        for (solid_idx, _) in parts {
            let shows_it = |x, y| nearest.patch[nearest.idx(x, y)].is_on(solid_idx);
            let part = Region::draw(sighting.region.bounding_box(), shows_it);
            let Some(part) = part.filter(|part| part.area_px() > 80) else { continue };
            if self.random.chance(0.6) {
                let head = skill::mask_head(0.6, self.random);
                self.claim(Origin::InCrowd, Category::Box, &head, &part, (0.3, 0.85));
            }
        }
        if self.random.chance(0.4) {
            let whole = &sighting.region;
            self.claim(Origin::InCrowd, Category::Box, &MaskHead::SHARP, whole, (0.3, 0.6));
        }
    }
}
