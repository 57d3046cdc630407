//! Where the errors gather: in a category, between categories, in an image.

use detlens_run::schema::{AverageScope, CategoryRow};

use super::Findings;
use crate::summary::categories::name;
use crate::summary::lookup::{averages, categories, counts_at};
use crate::summary::numbers::{count, fraction};
use crate::summary::paragraph::printable;

/// Gain in AP when categories are left out that makes confusion worth a sentence.
const AGNOSTIC_GAIN_MIN: f64 = 0.03;
/// Errors in an image or a category from which it is worth a sentence.
const N_ERRORS_MIN: u64 = 5;
/// How much larger a category's share of the errors must be than its share of the objects.
const OVER_SHARE_MIN: f64 = 1.25;

impl Findings<'_> {
    /// Objects are found and given the wrong category.
    pub(super) fn wrong_categories(&self) -> Option<String> {
        let ap = |scope| averages(self.exact, scope, &self.whole.name)?.averages.ap.value();
        let (pooled, agnostic) = (ap(AverageScope::Pooled)?, ap(AverageScope::ClassAgnostic)?);
        (agnostic - pooled >= AGNOSTIC_GAIN_MIN).then(|| {
            format!(
                "categories are confused: pooled AP is {}, and {} when any category may match",
                fraction(pooled),
                fraction(agnostic),
            )
        })
    }

    /// The category that has more of the errors than of the objects, and most of all.
    pub(super) fn costly_category(&self) -> Option<String> {
        let rows = categories(self.exact, &self.whole.name);
        if rows.len() < 2 {
            return None;
        }
        let worst = rows.iter().max_by_key(|row| n_errors(row))?;
        let total = |n_of: fn(&CategoryRow) -> u64| rows.iter().map(|row| n_of(row)).sum::<u64>();
        let share_of_errors = share(n_errors(worst), total(n_errors));
        let share_of_objects = share(n_objects(worst), total(n_objects));
        let stands_out = share_of_errors >= OVER_SHARE_MIN * share_of_objects;
        (stands_out && n_errors(worst) >= N_ERRORS_MIN).then(|| {
            let counts = &worst.counts;
            format!(
                "category '{}': {:.0} % of all errors with {:.0} % of the objects; {} of {} are \
                 missed, {} detections match nothing",
                name(self.run, worst),
                100.0 * share_of_errors,
                100.0 * share_of_objects,
                count(counts.n_fn),
                count(counts.n_ground_truths),
                count(counts.n_fp),
            )
        })
    }

    /// False positives that no mean over categories counts.
    pub(super) fn absent_categories(&self) -> Option<String> {
        let n_fp = self.exact.n_fp_in_absent_categories;
        (n_fp > 0).then(|| {
            format!(
                "{} false {} in categories without a ground truth; no mean over categories \
                 counts {}",
                count(n_fp),
                if n_fp == 1 { "positive is" } else { "positives are" },
                if n_fp == 1 { "it" } else { "them" },
            )
        })
    }

    /// Detections that are neither right nor wrong.
    pub(super) fn excused(&self) -> Option<String> {
        let iou = self.exact.operating_point.reference_iou_threshold;
        let n_excused = counts_at(self.exact, &self.whole.name, iou)?.counts.n_excused;
        let dataset = &self.run.dataset;
        let by = match (dataset.n_crowds, dataset.n_ignored) {
            (_, 0) => "crowds",
            (0, _) => "ignored objects",
            (_, _) => "crowds and ignored objects",
        };
        (n_excused > 0).then(|| {
            let detections = if n_excused == 1 { "detection" } else { "detections" };
            format!("{} {detections} excused by {by}", count(n_excused))
        })
    }

    /// The image to open first.
    pub(super) fn worst_image(&self) -> Option<String> {
        let worst = self.exact.images.most_errors.first()?;
        if worst.n_fp + worst.n_fn < N_ERRORS_MIN {
            return None;
        }
        let image = match worst.file_name.as_str() {
            "" => format!("image {}", printable(&worst.image_id.to_string())),
            file_name => format!("image {}", printable(file_name)),
        };
        Some(format!(
            "most errors: {image}, with {} FP and {} FN",
            count(worst.n_fp),
            count(worst.n_fn)
        ))
    }
}

fn n_errors(row: &CategoryRow) -> u64 {
    row.counts.n_fp + row.counts.n_fn
}

fn n_objects(row: &CategoryRow) -> u64 {
    row.counts.n_ground_truths
}

#[expect(clippy::cast_precision_loss, reason = "counts of objects are far below 2^53")]
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
