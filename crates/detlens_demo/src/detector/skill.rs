//! What the detector finds hard, and how sure it is: the constants behind the average precision.

use crate::catalogue::Category;
use crate::random::Random;
use crate::sighting::Sighting;

use super::mask_head::MaskHead;

/// How easy an object is, from 0 to 1: large, in plain view, of a well-known kind.
pub(super) fn ease(sighting: &Sighting, category: Category) -> f64 {
    let side_px = f64::from(sighting.region.area_px()).sqrt();
    let by_size = side_px / (side_px + 9.0);
    let by_view = sighting.visible / (sighting.visible + 0.12) * 1.12;
    let known = match category {
        Category::Box => 1.0,
        Category::Barrel => 0.98,
        Category::Tote => 0.92,
        Category::Pallet => 0.84,
        Category::Envelope => 0.86,
    };
    by_size * by_view * known
}

/// The probability that an object of this ease is reported at all.
pub(super) fn recall(ease: f64) -> f64 {
    (0.36 + 0.76 * ease).min(0.985)
}

/// The mask head for an object of this ease: hard objects get inexact boxes and ragged masks.
pub(super) fn mask_head(ease: f64, random: &Random) -> MaskHead {
    let hardness = (1.0 - ease).clamp(0.0, 1.0);
    // Some are off by much more than most.
    let slip = if random.chance(0.2) { 2.2 } else { 1.0 };
    MaskHead {
        box_error: (0.009 + 0.05 * hardness) * slip,
        level: 0.5 + random.bell() * (0.02 + 0.06 * hardness),
        raggedness: 0.04 + 0.4 * hardness * random.unit(),
        ..MaskHead::SHARP
    }
}

/// A score for a detection of the given quality, about 0 to 1 but not beyond.
///
/// It rises with the quality but is noisy and, above the middle, too high: the detector is
/// over-confident.
pub(super) fn score(quality: f64, random: &Random) -> f64 {
    let evidence = 5.2 * (quality - 0.5) + random.bell() * 0.6;
    let squashed = 0.5 + 0.5 * evidence / (1.0 + evidence.abs());
    let sure =
        if squashed > 0.5 { 1.0 - (1.0 - squashed) * (1.0 - squashed) * 2.0 } else { squashed };
    sure.clamp(0.0101, 0.9996)
}

/// The score as it is written: four decimals, fewer near the top, so that some are equal.
pub(super) fn rounded(score: f64) -> f64 {
    let steps = if score > 0.97 { 1e3 } else { 1e4 };
    (score * steps).round() / steps
}
