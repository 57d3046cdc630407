//! Which images are worth looking at.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::ImageRow;

/// What images are ranked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// The number of false positives.
    FalsePositives,
    /// The number of false negatives.
    FalseNegatives,
    /// Precision.
    Precision,
    /// Recall.
    Recall,
    /// F1.
    F1,
    /// The mean IoU of the true positives.
    MeanIou,
}

/// The end of a ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Among the worst.
    Worst,
    /// Among the best.
    Best,
}

impl Criterion {
    /// Every criterion.
    pub const ALL: [Self; 6] = [
        Self::FalsePositives,
        Self::FalseNegatives,
        Self::Precision,
        Self::Recall,
        Self::F1,
        Self::MeanIou,
    ];

    /// Its name, which is that of the column.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::FalsePositives => "FP",
            Self::FalseNegatives => "FN",
            Self::Precision => "precision",
            Self::Recall => "recall",
            Self::F1 => "F1",
            Self::MeanIou => "mean_IoU",
        }
    }

    /// How bad an image is, if the criterion is defined for it.
    #[expect(clippy::cast_precision_loss, reason = "an image has fewer than 2^53 objects")]
    fn badness(self, image: &ImageRow) -> Option<f64> {
        match self {
            Self::FalsePositives => Some(image.n_fp as f64),
            Self::FalseNegatives => Some(image.n_fn as f64),
            Self::Precision => image.precision.map(|value| -value),
            Self::Recall => image.recall.map(|value| -value),
            Self::F1 => image.f1.map(|value| -value),
            Self::MeanIou => image.mean_iou.map(|value| -value),
        }
    }
}

impl Standing {
    /// Its name: `worst` or `best`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Worst => "worst",
            Self::Best => "best",
        }
    }
}

/// The rows of the images among the `n` worst or best by some criterion, each with its reasons.
pub(super) fn choose(images: &[ImageRow], n: usize) -> Vec<(usize, Vec<(Standing, Criterion)>)> {
    let mut chosen: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for criterion in Criterion::ALL {
        for row in worst(images, criterion).into_iter().take(n) {
            chosen.entry(row).or_default().push((Standing::Worst, criterion));
        }
        for row in best(images, criterion).into_iter().take(n) {
            chosen.entry(row).or_default().push((Standing::Best, criterion));
        }
    }
    chosen.into_iter().collect()
}

/// Rows of the images with errors, worst first; of equal ones, that with more errors.
fn worst(images: &[ImageRow], criterion: Criterion) -> Vec<usize> {
    let with_errors = images.iter().filter(|image| image.n_errors() > 0);
    let mut ranked: Vec<_> =
        with_errors.filter_map(|image| Some((criterion.badness(image)?, image))).collect();
    ranked.sort_by(|(a, image_a), (b, image_b)| {
        b.total_cmp(a).then(image_b.n_errors().cmp(&image_a.n_errors()))
    });
    ranked.into_iter().map(|(_, image)| image.image_row).collect()
}

/// Rows of the images, best first; of equal ones, that with more true positives.
fn best(images: &[ImageRow], criterion: Criterion) -> Vec<usize> {
    let mut ranked: Vec<_> =
        images.iter().filter_map(|image| Some((criterion.badness(image)?, image))).collect();
    ranked.sort_by(|(a, image_a), (b, image_b)| {
        a.total_cmp(b).then(Reverse(image_a.n_tp).cmp(&Reverse(image_b.n_tp)))
    });
    ranked.into_iter().map(|(_, image)| image.image_row).collect()
}

#[cfg(test)]
mod tests {
    use detlens_run::schema::Id;

    use super::*;

    fn image(image_row: usize, n_tp: u64, n_fp: u64, n_fn: u64) -> ImageRow {
        ImageRow {
            image_row,
            id: Id::Number(1),
            file_name: String::new(),
            size_px: None,
            n_ground_truths: n_tp + n_fn,
            n_detections: n_tp + n_fp,
            n_tp,
            n_fp,
            n_fn,
            n_excused: 0,
            precision: None,
            recall: None,
            f1: None,
            mean_iou: None,
        }
    }

    #[test]
    fn ties_are_broken_by_what_there_is_to_see() {
        let images = [image(0, 0, 0, 0), image(1, 5, 2, 0), image(2, 1, 2, 3), image(3, 4, 0, 0)];
        assert_eq!(worst(&images, Criterion::FalsePositives), [2, 1]);
        assert_eq!(best(&images, Criterion::FalsePositives), [3, 0, 1, 2]);
        assert!(worst(&images, Criterion::Precision).is_empty());
    }

    #[test]
    fn an_image_is_taken_once_with_all_its_reasons() {
        let images = [image(0, 1, 3, 2), image(1, 9, 0, 0)];
        let chosen = choose(&images, 1);
        assert_eq!(chosen.len(), 2);
        let reasons = |standing| {
            vec![(standing, Criterion::FalsePositives), (standing, Criterion::FalseNegatives)]
        };
        assert_eq!(chosen[0], (0, reasons(Standing::Worst)));
        assert_eq!(chosen[1], (1, reasons(Standing::Best)));
    }
}
