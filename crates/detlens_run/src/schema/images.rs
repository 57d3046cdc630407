//! Section 4, image metrics: how the images are spread, and the ones to look at first.

use detlens_engine::metrics::ImageCounts;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Id;
use crate::RunInput;

/// How many images stand under [`Images::most_errors`] at most.
const N_MOST_ERRORS: usize = 10;

/// The images together, at the operating point and the reference IoU threshold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Images {
    /// Images with neither a false positive nor a false negative.
    pub n_without_errors: u64,
    /// Images with a false positive.
    pub n_with_fp: u64,
    /// Images with a false negative.
    pub n_with_fn: u64,
    /// Precision over the images that have one.
    pub precision: Option<Spread>,
    /// Recall over the images that have one.
    pub recall: Option<Spread>,
    /// F1 over the images that have one.
    pub f1: Option<Spread>,
    /// Mean IoU of the true positives, over the images that have any.
    pub mean_iou: Option<Spread>,
    /// The images with the most errors, at most 10, worst first.
    pub most_errors: Vec<ImageErrors>,
}

/// How a number is spread over images; each entry but `n_images` is a number of some image.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Spread {
    /// Images that have the number.
    pub n_images: u64,
    /// The lowest number.
    pub lowest: f64,
    /// The lowest number that a quarter of the images does not exceed.
    pub lower_quartile: f64,
    /// The lowest number that half of the images do not exceed.
    pub median: f64,
    /// The lowest number that three quarters of the images do not exceed.
    pub upper_quartile: f64,
    /// The highest number.
    pub highest: f64,
}

/// An image and its errors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImageErrors {
    /// The image's row in the table of images, from 0.
    pub image_row: u64,
    /// The image's id in the input.
    pub image_id: Id,
    /// Path relative to the image folder.
    pub file_name: String,
    /// False positives.
    pub n_fp: u64,
    /// False negatives.
    pub n_fn: u64,
}

impl Images {
    pub(super) fn new(input: &RunInput<'_>, images: &[ImageCounts]) -> Self {
        let n_with =
            |has: fn(&ImageCounts) -> bool| images.iter().filter(|image| has(image)).count() as u64;
        Self {
            n_without_errors: n_with(|image| n_errors(image) == 0),
            n_with_fp: n_with(|image| image.counts.n_false_positives > 0),
            n_with_fn: n_with(|image| image.counts.n_false_negatives > 0),
            precision: Spread::new(images.iter().flat_map(|image| image.counts.precision())),
            recall: Spread::new(images.iter().flat_map(|image| image.counts.recall())),
            f1: Spread::new(images.iter().flat_map(|image| image.counts.f1())),
            mean_iou: Spread::new(images.iter().flat_map(|image| image.mean_iou)),
            most_errors: most_errors(input, images),
        }
    }
}

impl Spread {
    /// The spread of finite numbers; none without a number.
    fn new(values: impl Iterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = values.collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let n = sorted.len();
        let at_quarter = |quarters: usize| sorted[(n * quarters).div_ceil(4).max(1) - 1];
        (n > 0).then(|| Self {
            n_images: n as u64,
            lowest: at_quarter(0),
            lower_quartile: at_quarter(1),
            median: at_quarter(2),
            upper_quartile: at_quarter(3),
            highest: at_quarter(4),
        })
    }
}

fn n_errors(image: &ImageCounts) -> u64 {
    image.counts.n_false_positives + image.counts.n_false_negatives
}

fn most_errors(input: &RunInput<'_>, images: &[ImageCounts]) -> Vec<ImageErrors> {
    let mut rows: Vec<usize> = (0..images.len()).filter(|&i| n_errors(&images[i]) > 0).collect();
    // The sort is stable, so that equal images stay in the order of their ids.
    rows.sort_by_key(|&i| std::cmp::Reverse(n_errors(&images[i])));
    let errors = |row: usize| {
        let image = &input.dataset.images()[row];
        ImageErrors {
            image_row: row as u64,
            image_id: (&image.id).into(),
            file_name: image.file_name.clone(),
            n_fp: images[row].counts.n_false_positives,
            n_fn: images[row].counts.n_false_negatives,
        }
    };
    rows.into_iter().take(N_MOST_ERRORS).map(errors).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_numbers_of_the_images() {
        let spread = Spread::new([0.4, 0.1, 0.3, 0.2].into_iter());
        let expected = Spread {
            n_images: 4,
            lowest: 0.1,
            lower_quartile: 0.1,
            median: 0.2,
            upper_quartile: 0.3,
            highest: 0.4,
        };
        assert_eq!(spread, Some(expected));
        assert_eq!(Spread::new([0.7].into_iter()).map(|spread| spread.median), Some(0.7));
        assert_eq!(Spread::new(std::iter::empty()), None);
    }
}
