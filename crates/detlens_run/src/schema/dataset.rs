//! Section 0, configuration: the size of what was evaluated.

use detlens_data as data;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Id;

/// The dataset in numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dataset {
    /// Images.
    pub n_images: u64,
    /// Images without any ground truth, crowds and ignored ones included.
    pub n_images_without_ground_truths: u64,
    /// Images without any detection.
    pub n_images_without_detections: u64,
    /// Categories, those without objects included.
    pub n_categories: u64,
    /// Ground truths that count: neither crowds nor ignored.
    pub n_ground_truths: u64,
    /// Ground truths that are crowds.
    pub n_crowds: u64,
    /// Ground truths that are marked `ignore` and are no crowds.
    pub n_ignored: u64,
    /// Detections, at any score.
    pub n_detections: u64,
    /// The lowest score; `null` without a detection.
    pub lowest_score: Option<f64>,
    /// The highest score; `null` without a detection.
    pub highest_score: Option<f64>,
    /// The categories in the order of their ids; `category_row` in the tables counts these rows
    /// from 0.
    pub categories: Vec<Category>,
}

/// A category in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Category {
    /// The id in the input; unique.
    pub category_id: Id,
    /// The name in the input; two categories may share one.
    pub category: String,
    /// Ground truths that count.
    pub n_ground_truths: u64,
    /// Ground truths that are crowds.
    pub n_crowds: u64,
    /// Ground truths that are marked `ignore` and are no crowds.
    pub n_ignored: u64,
    /// Detections, at any score.
    pub n_detections: u64,
}

impl From<&data::Dataset> for Dataset {
    fn from(dataset: &data::Dataset) -> Self {
        let categories = categories(dataset);
        let total = |n_of: fn(&Category) -> u64| categories.iter().map(n_of).sum();
        let scores = dataset.detections().scores();
        let (gts, dts) = (dataset.ground_truths(), dataset.detections());
        Self {
            n_images: dataset.images().len() as u64,
            n_images_without_ground_truths: n_images_without(dataset, gts.image_idx()),
            n_images_without_detections: n_images_without(dataset, dts.image_idx()),
            n_categories: categories.len() as u64,
            n_ground_truths: total(|category| category.n_ground_truths),
            n_crowds: total(|category| category.n_crowds),
            n_ignored: total(|category| category.n_ignored),
            n_detections: total(|category| category.n_detections),
            lowest_score: scores.iter().copied().reduce(f64::min),
            highest_score: scores.iter().copied().reduce(f64::max),
            categories,
        }
    }
}

fn categories(dataset: &data::Dataset) -> Vec<Category> {
    let category = |category: &data::Category| Category {
        category_id: (&category.id).into(),
        category: category.name.clone(),
        n_ground_truths: 0,
        n_crowds: 0,
        n_ignored: 0,
        n_detections: 0,
    };
    let mut categories: Vec<_> = dataset.categories().iter().map(category).collect();
    let gts = dataset.ground_truths();
    let flags = gts.is_crowd().iter().zip(gts.is_ignored());
    for (&category_idx, (&is_crowd, &is_ignored)) in gts.category_idx().iter().zip(flags) {
        let category = &mut categories[category_idx as usize];
        match (is_crowd, is_ignored) {
            (true, _) => category.n_crowds += 1,
            (false, true) => category.n_ignored += 1,
            (false, false) => category.n_ground_truths += 1,
        }
    }
    for &category_idx in dataset.detections().category_idx() {
        categories[category_idx as usize].n_detections += 1;
    }
    categories
}

/// Images that none of the objects is on; `image_idx` has one entry for each object.
fn n_images_without(dataset: &data::Dataset, image_idx: &[u32]) -> u64 {
    let mut is_empty = vec![true; dataset.images().len()];
    for &idx in image_idx {
        is_empty[idx as usize] = false;
    }
    is_empty.into_iter().filter(|&is_empty| is_empty).count() as u64
}
