//! Section 4, image metrics: counts of each image at the operating point.

use detlens_data::Dataset;

use super::Counts;
use super::averages::mean_in_any_order;
use crate::exact::{Objects, Role, Verdict};
use crate::undefined::{Measure, Undefined};

/// Counts of one image at the operating point and the IoU threshold nearest to 0.5.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImageCounts {
    /// Counts over all categories.
    pub counts: Counts,
    /// Mean IoU of the true positives.
    pub mean_iou: Measure,
}

/// Counts each image; `kept` are the detections above the operating point.
pub(crate) fn image_counts(
    dataset: &Dataset,
    objects: &Objects,
    kept: &[u32],
    iou_idx: usize,
) -> Vec<ImageCounts> {
    let n_images = dataset.images().len();
    let mut counts = vec![Counts::default(); n_images];
    let mut ious = vec![Vec::new(); n_images];
    for (gt, &image) in dataset.ground_truths().image_idx().iter().enumerate() {
        let is_counted = objects.role(gt) == Role::Counted;
        counts[image as usize].n_false_negatives += u64::from(is_counted);
    }
    for &dt in kept {
        let image = dataset.detections().image_idx()[dt as usize] as usize;
        let counts = &mut counts[image];
        match objects.verdict(dt as usize, iou_idx) {
            Verdict::TruePositive(_) => {
                counts.n_true_positives += 1;
                counts.n_false_negatives -= 1;
                ious[image].extend(objects.matched_iou(dt as usize, iou_idx));
            }
            Verdict::FalsePositive => counts.n_false_positives += 1,
            Verdict::Excused(_) => counts.n_excused += 1,
            Verdict::BeyondLimit => {}
        }
    }
    let mean_iou = |ious| mean_in_any_order(ious).map_err(|_| Undefined::NoTruePositive);
    let images = counts.into_iter().zip(ious);
    images.map(|(counts, ious)| ImageCounts { counts, mean_iou: mean_iou(ious) }).collect()
}
