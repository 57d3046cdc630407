//! What a data set is made of, to see at a glance whether it is what it should be.

use crate::{Dataset, Regions};

/// A lowest score from here up suggests that detections below it were left out.
pub const CUT_SCORE: f64 = 0.1;

/// Counts and ranges over a data set.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Health {
    /// Number of images.
    pub n_images: usize,
    /// Number of ground truths, crowds and ignored ones included.
    pub n_ground_truths: usize,
    /// Number of detections.
    pub n_detections: usize,
    /// Number of images without any ground truth.
    pub n_images_without_ground_truths: usize,
    /// Number of images without any detection.
    pub n_images_without_detections: usize,
    /// Number of ground truths that are crowds.
    pub n_crowds: usize,
    /// Number of ground truths that are marked `ignore`.
    pub n_ignored: usize,
    /// Number of ground truths that nothing can match, as their mask is empty.
    pub n_unmatchable: usize,
    /// Areas of the ground truths in px²; none without ground truths.
    pub ground_truth_area_px2: Option<Spread>,
    /// Areas of the detections in px²; none without detections.
    pub detection_area_px2: Option<Spread>,
    /// Scores of the detections; none without detections.
    pub score: Option<Spread>,
    /// One entry for each category, in the data set's order.
    pub categories: Vec<CategoryHealth>,
}

/// Counts over one category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CategoryHealth {
    /// Number of ground truths, crowds and ignored ones included.
    pub n_ground_truths: usize,
    /// Number of detections.
    pub n_detections: usize,
    /// Number of images with a ground truth of the category.
    pub n_images: usize,
}

/// The range of some numbers and their middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The least.
    pub min: f64,
    /// The middle one; of an even number of them, the mean of the two in the middle.
    pub median: f64,
    /// The greatest.
    pub max: f64,
}

impl Spread {
    /// The spread of finite numbers, if there are any.
    fn of(mut numbers: Vec<f64>) -> Option<Self> {
        numbers.sort_unstable_by(f64::total_cmp);
        let (&min, &max) = (numbers.first()?, numbers.last()?);
        let upper = numbers.len() / 2;
        let lower = (numbers.len() - 1) / 2;
        Some(Self { min, median: f64::midpoint(numbers[lower], numbers[upper]), max })
    }
}

impl Dataset {
    /// Counts and ranges, to see whether the data set is what it should be.
    ///
    /// # Example
    ///
    /// ```
    /// # use detlens_data::{DatasetBuilder, Image, IouType};
    /// let mut builder = DatasetBuilder::new(IouType::Bbox);
    /// builder.image(&Image { id: 1.into(), file_name: "a.jpg".to_owned(), size: None });
    /// let health = builder.build().unwrap().health();
    /// assert_eq!(health.n_images_without_detections, 1);
    /// assert_eq!(health.score, None);
    /// ```
    #[must_use]
    pub fn health(&self) -> Health {
        let (gts, dts) = (&self.ground_truths, &self.detections);
        let n_images = self.images.len();
        Health {
            n_images,
            n_ground_truths: gts.len(),
            n_detections: dts.len(),
            n_images_without_ground_truths: n_unused(n_images, &gts.image_idx),
            n_images_without_detections: n_unused(n_images, &dts.image_idx),
            n_crowds: n_true(&gts.is_crowd),
            n_ignored: n_true(&gts.is_ignored),
            n_unmatchable: n_empty(&gts.regions, gts.len()),
            ground_truth_area_px2: Spread::of(areas_px2(&gts.regions, gts.len())),
            detection_area_px2: Spread::of(areas_px2(&dts.regions, dts.len())),
            score: Spread::of(dts.score.clone()),
            categories: self.category_health(),
        }
    }

    fn category_health(&self) -> Vec<CategoryHealth> {
        let mut categories = vec![CategoryHealth::default(); self.categories.len()];
        let gts = &self.ground_truths;
        for &category_idx in &gts.category_idx {
            categories[category_idx as usize].n_ground_truths += 1;
        }
        for &category_idx in &self.detections.category_idx {
            categories[category_idx as usize].n_detections += 1;
        }
        let mut cells: Vec<_> = gts.category_idx.iter().zip(&gts.image_idx).collect();
        cells.sort_unstable();
        cells.dedup();
        for (&category_idx, _) in cells {
            categories[category_idx as usize].n_images += 1;
        }
        categories
    }
}

impl Health {
    /// Whether detections with low scores seem to have been left out: the lowest score is
    /// [`CUT_SCORE`] or more.
    ///
    /// Average precision cannot exceed the recall at the lowest score, so it is then too low.
    #[must_use]
    pub fn seems_cut(&self) -> bool {
        self.score.is_some_and(|score| score.min >= CUT_SCORE)
    }
}

/// How many of `n` indices do not stand in `used`.
fn n_unused(n: usize, used: &[u32]) -> usize {
    let mut is_used = vec![false; n];
    for &idx in used {
        is_used[idx as usize] = true;
    }
    n - n_true(&is_used)
}

fn n_true(flags: &[bool]) -> usize {
    flags.iter().filter(|flag| **flag).count()
}

fn n_empty(regions: &Regions, len: usize) -> usize {
    areas_px2(regions, len).into_iter().filter(|&area_px2| area_px2 == 0.0).count()
}

fn areas_px2(regions: &Regions, len: usize) -> Vec<f64> {
    (0..len).map(|idx| regions.area_px2(idx)).collect()
}
