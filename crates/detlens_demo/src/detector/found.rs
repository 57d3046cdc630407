//! Objects that count: found or missed, and what goes wrong with those that are found.

use detlens_geometry::PixelBox;

use super::mask_head::MaskHead;
use super::{Origin, Report, skill};
use crate::catalogue::Category;
use crate::random::Random;
use crate::region::Region;
use crate::sighting::Sighting;

impl Report<'_> {
    /// An object that counts: found or missed, then what goes wrong with it besides.
    pub(super) fn object(&mut self, sighting: &Sighting) {
        let random = self.random;
        let category = self.category(sighting);
        let ease = skill::ease(sighting, category);
        if !random.chance(skill::recall(ease)) {
            return;
        }
        if sighting.region.area_px() > 900 && random.chance(0.025) {
            return self.split(sighting, category);
        }
        let is_poor = random.chance(0.075);
        let head = if is_poor { poor_head(random) } else { skill::mask_head(ease, random) };
        let Some(region) = head.trace(&sighting.region, self.size, random) else { return };
        let quality = 0.45 * region.iou(&sighting.region) + 0.5 * ease + 0.06;
        let score = skill::score(quality, random);
        let origin = if is_poor { Origin::PoorMask } else { Origin::Hit };
        self.named(origin, category, score, region);
        if random.chance(0.11) {
            self.duplicate(sighting, category, score);
        }
    }

    /// A find under its category or a wrong one, now and then under both.
    fn named(&mut self, origin: Origin, category: Category, score: f64, region: Region) {
        let random = self.random;
        let (other, probability) = mistaken(category, random);
        if !random.chance(probability) {
            return self.push(origin, category, score, region);
        }
        self.push(Origin::WrongCategory, other, score * random.between(0.8, 1.0), region.clone());
        if random.chance(0.45) {
            self.push(origin, category, score * random.between(0.4, 1.0), region);
        }
    }

    fn duplicate(&mut self, sighting: &Sighting, category: Category, score: f64) {
        let random = self.random;
        let head = MaskHead { box_error: 0.09, raggedness: 0.2, ..MaskHead::SHARP };
        if let Some(region) = head.trace(&sighting.region, self.size, random) {
            self.push(Origin::Duplicate, category, score * random.between(0.25, 0.97), region);
        }
    }

    /// Two detections, each of about a half.
    fn split(&mut self, sighting: &Sighting, category: Category) {
        let region = &sighting.region;
        let PixelBox { x, y, width, height } = region.bounding_box();
        let cut = self.random.between(0.4, 0.6);
        let is_first = |column: u32, row: u32| {
            if width > height {
                f64::from(column - x) < cut * f64::from(width)
            } else {
                f64::from(row - y) < cut * f64::from(height)
            }
        };
        for first in [true, false] {
            let half = Region::draw(region.bounding_box(), |column, row| {
                region.contains(column, row) && is_first(column, row) == first
            });
            if let Some(half) = half {
                self.claim(Origin::Split, category, &MaskHead::SHARP, &half, (0.4, 0.8));
            }
        }
    }
}

/// A head that fails in one of five ways.
fn poor_head(random: &Random) -> MaskHead {
    let sharp = MaskHead::SHARP;
    match random.below(5) {
        0 => MaskHead { level: 0.9, n_cells: 10, ..sharp },
        1 => MaskHead { level: 0.12, n_cells: 9, ..sharp },
        2 => MaskHead { raggedness: 1.1, ..sharp },
        3 => MaskHead { hole: random.between(0.18, 0.32), ..sharp },
        _ => MaskHead { box_error: 0.16, ..sharp },
    }
}

/// What an object of `category` is taken for when it is mistaken, and how often.
fn mistaken(category: Category, random: &Random) -> (Category, f64) {
    match category {
        Category::Box if random.chance(0.75) => (Category::Tote, 0.035),
        Category::Box => (Category::Envelope, 0.03),
        Category::Tote => (Category::Box, 0.16),
        Category::Envelope => (Category::Box, 0.12),
        Category::Pallet => (Category::Box, 0.08),
        Category::Barrel => (Category::Tote, 0.06),
    }
}
