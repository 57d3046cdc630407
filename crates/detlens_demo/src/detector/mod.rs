//! A detector that is good but not perfect, and fails in every way that real ones do.
//!
//! It is shown what a person would mark and spoils it. Whether an object is found, how well its
//! mask fits and how sure the detector is depend on how large the object is and how much of it is
//! hidden; each [`Origin`] is a mistake, or the lack of one. Nothing here aims at a certain
//! average precision except the constants in `skill.rs`.

mod background;
mod detection;
mod excused;
mod found;
mod invented;
mod mask_head;
mod skill;

pub use detection::{Detection, Origin};

use detlens_geometry::MaskSize;

use self::mask_head::MaskHead;
use crate::catalogue::{Category, Role};
use crate::color::Color;
use crate::nearest::Nearest;
use crate::random::Random;
use crate::region::Region;
use crate::sighting::Sighting;
use crate::world::World;

/// What the detector is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Observed<'a> {
    pub(crate) world: &'a World,
    pub(crate) nearest: &'a Nearest,
    /// Light on each pixel, row by row.
    pub(crate) light: &'a [Color],
    /// What a person marked.
    pub(crate) marked: &'a [Sighting],
}

/// Runs the detector; highest score first.
pub(crate) fn detect(observed: &Observed, size: MaskSize, random: &Random) -> Vec<Detection> {
    let mut report = Report { observed, size, random, detections: Vec::new() };
    for sighting in observed.marked {
        match report.role(sighting) {
            Role::Counted => report.object(sighting),
            Role::Ignored => report.ignored(sighting),
            Role::Crowd => report.crowd(sighting),
        }
    }
    report.merges();
    report.hallucinations();
    report.guesses();
    let mut detections = report.detections;
    detections.sort_by(|a, b| b.score.total_cmp(&a.score));
    detections
}

/// What has been reported so far.
struct Report<'a> {
    observed: &'a Observed<'a>,
    size: MaskSize,
    random: &'a Random,
    detections: Vec<Detection>,
}

impl Report<'_> {
    fn category(&self, sighting: &Sighting) -> Category {
        self.observed.world.objects[sighting.object_idx as usize].category
    }

    fn role(&self, sighting: &Sighting) -> Role {
        self.observed.world.objects[sighting.object_idx as usize].role
    }

    /// Reports `region` as `head` draws it, with a score for a quality from `low` to `high`.
    fn claim(
        &mut self,
        origin: Origin,
        category: Category,
        head: &MaskHead,
        region: &Region,
        (low, high): (f64, f64),
    ) {
        if let Some(region) = head.trace(region, self.size, self.random) {
            let score = skill::score(self.random.between(low, high), self.random);
            self.push(origin, category, score, region);
        }
    }

    fn push(&mut self, origin: Origin, category: Category, score: f64, region: Region) {
        let score = skill::rounded(score);
        self.detections.push(Detection { category, score, region, origin });
    }
}
