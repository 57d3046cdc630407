//! The images to look at: the worst and the best by each criterion, with their objects.

mod choice;
mod objects;
mod table;

use detlens_run::Run;
use detlens_run::schema::IouType;

pub use choice::{Criterion, Standing};
pub use objects::{Object, Outcome};

use crate::{ImageRow, LogError, Scalar, Table};

/// The images to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    /// The images, from the most errors to the fewest.
    pub images: Vec<Example>,
    /// Images of the run.
    pub n_images: usize,
    /// How many of the worst and of the best images were taken by each criterion.
    pub n_per_criterion: usize,
    /// Whether the objects have masks.
    pub has_masks: bool,
}

/// An image to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The image and its counts.
    pub image: ImageRow,
    /// Why it was taken; never empty.
    pub chosen: Vec<(Standing, Criterion)>,
    /// The objects on it that count: TPs and FPs from the highest score down, then FNs.
    pub objects: Vec<Object>,
}

impl Examples {
    /// Chooses images and reads their objects.
    pub(crate) fn new(
        run: &Run,
        images: &[ImageRow],
        n_per_criterion: usize,
    ) -> Result<Self, LogError> {
        let chosen = choice::choose(images, n_per_criterion);
        let objects = objects::read(run, chosen.iter().map(|(row, _)| *row))?;
        let example = |((row, chosen), objects): ((usize, _), _)| Example {
            image: images[row].clone(),
            chosen,
            objects,
        };
        let mut examples: Vec<_> = chosen.into_iter().zip(objects).map(example).collect();
        examples.sort_by_key(|example| std::cmp::Reverse(example.image.n_errors()));
        let has_masks = run.record().iou_type == IouType::Segm;
        Ok(Self { images: examples, n_images: images.len(), n_per_criterion, has_masks })
    }

    /// Images of the run that are not among the examples.
    #[must_use]
    pub fn n_left_out(&self) -> usize {
        self.n_images - self.images.len()
    }

    /// How many images are shown and how many are not.
    pub(crate) fn scalars(&self) -> [Scalar; 2] {
        [
            Scalar::count("examples/shown", self.images.len()),
            Scalar::count("examples/left_out", self.n_left_out()),
        ]
    }

    /// The examples as a table, without their pictures; a row for each.
    #[must_use]
    pub fn table(&self) -> Table {
        table::table(self)
    }
}
