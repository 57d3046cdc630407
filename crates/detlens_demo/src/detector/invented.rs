//! Detections that no single object stands behind: merges, hallucinations, guesses.

use super::mask_head::MaskHead;
use super::{Origin, Report, background};
use crate::catalogue::{Category, Role};
use crate::region::Region;
use crate::sighting::Sighting;

impl Report<'_> {
    /// Pairs of touching objects of one category taken for one.
    pub(super) fn merges(&mut self) {
        let marked = self.observed.marked;
        for (idx, sighting) in marked.iter().enumerate() {
            let category = self.category(sighting);
            let counts = |other: &Sighting| {
                self.category(other) == category && self.role(other) == Role::Counted
            };
            let partner = marked[idx + 1..]
                .iter()
                .find(|other| counts(other) && touch(&sighting.region, &other.region));
            if let Some(partner) = partner
                && counts(sighting)
                && self.random.chance(0.06)
            {
                let both = sighting.region.union(&partner.region);
                self.claim(Origin::Merge, category, &MaskHead::SHARP, &both, (0.3, 0.75));
            }
        }
    }

    /// One to four detections of nothing, some with a high score; and labels taken for envelopes.
    pub(super) fn hallucinations(&mut self) {
        const NAMES: [Category; 4] =
            [Category::Box, Category::Box, Category::Pallet, Category::Tote];
        for _ in 0..self.random.count(1, 4) {
            if let Some(region) = background::false_object(self.observed, self.random) {
                let category = *self.random.pick(&NAMES);
                self.claim(Origin::Background, category, &MaskHead::SHARP, &region, (0.1, 0.7));
            }
        }
        let large = |sighting: &&Sighting| sighting.region.area_px() > 4000;
        for sighting in self.observed.marked.iter().filter(large) {
            if self.random.chance(0.06)
                && let Some(region) = background::label(&sighting.region, self.random)
            {
                let (origin, category) = (Origin::Background, Category::Envelope);
                self.claim(origin, category, &MaskHead::SHARP, &region, (0.2, 0.7));
            }
        }
    }

    /// The tail of low scores: shifted, blurred copies of objects under any name.
    pub(super) fn guesses(&mut self) {
        let random = self.random;
        for sighting in self.observed.marked {
            if !random.chance(0.28) {
                continue;
            }
            let head = MaskHead {
                n_cells: 14,
                box_error: random.between(0.1, 0.35),
                raggedness: 0.3,
                ..MaskHead::SHARP
            };
            let category = *random.pick(&Category::ALL);
            let category = if random.chance(0.5) { Category::Box } else { category };
            if let Some(region) = head.trace(&sighting.region, self.size, random) {
                let score = random.unit();
                self.push(Origin::Guess, category, 0.01 + 0.3 * score * score * score, region);
            }
        }
    }
}

/// Whether two regions share an edge of a pixel.
fn touch(a: &Region, b: &Region) -> bool {
    a.pixels().any(|(x, y)| {
        b.contains(x + 1, y)
            || b.contains(x.wrapping_sub(1), y)
            || b.contains(x, y + 1)
            || b.contains(x, y.wrapping_sub(1))
    })
}
