//! What the tables of a run share: the order of the rows, ids, and names of columns.

use detlens_data::Id;
use detlens_engine::exact::Exact;

use super::column_suffix;
use crate::RunInput;

/// An input, prepared for its tables.
pub(crate) struct Layout<'a> {
    pub(crate) input: RunInput<'a>,
    pub(crate) exact: Option<&'a Exact>,
    pub(crate) image_ids: Ids,
    pub(crate) category_ids: Ids,
    pub(crate) ground_truth_ids: Ids,
    /// For each row of the table of detections its index in the dataset.
    pub(crate) detection_of_row: Vec<u32>,
    /// For each detection of the dataset its row in the table.
    row_of_detection: Vec<u32>,
    /// How the columns of each IoU threshold end, length `T`.
    pub(crate) suffixes: Vec<String>,
}

/// Ids in the one form that holds them all.
pub(crate) enum Ids {
    /// Every id is an integer.
    Numbers(Vec<i64>),
    /// Some id is a text, so integers are written out.
    Texts(Vec<String>),
}

impl<'a> Layout<'a> {
    pub(crate) fn new(input: &RunInput<'a>) -> Self {
        let dataset = input.dataset;
        let exact = input.evaluation.exact.as_ref();
        let detection_of_row = match exact {
            Some(exact) => exact.objects.order().to_vec(),
            None => by_falling_score(dataset.detections().scores()),
        };
        Self {
            input: *input,
            exact,
            image_ids: Ids::new(dataset.images().iter().map(|image| &image.id)),
            category_ids: Ids::new(dataset.categories().iter().map(|category| &category.id)),
            ground_truth_ids: Ids::new(dataset.ground_truths().ids().iter()),
            row_of_detection: inverse(&detection_of_row),
            detection_of_row,
            suffixes: input
                .config
                .iou_thresholds
                .decimals()
                .iter()
                .copied()
                .map(column_suffix)
                .collect(),
        }
    }

    /// The row of a detection in its table.
    pub(crate) fn row_of(&self, dt_idx: u32) -> u32 {
        self.row_of_detection[dt_idx as usize]
    }

    /// Names of the area ranges, length `A`.
    pub(crate) fn area_ranges(&self) -> impl Iterator<Item = &'a str> {
        self.input.evaluation.area_ranges.iter().map(|range| range.name.as_str())
    }

    /// Names of the categories, length `K`.
    pub(crate) fn categories(&self) -> impl Iterator<Item = &'a str> {
        self.input.dataset.categories().iter().map(|category| category.name.as_str())
    }
}

impl Ids {
    fn new<'i>(ids: impl Iterator<Item = &'i Id> + Clone) -> Self {
        let number = |id: &Id| match id {
            Id::Number(number) => Some(*number),
            Id::Text(_) => None,
        };
        match ids.clone().map(number).collect() {
            Some(numbers) => Self::Numbers(numbers),
            None => Self::Texts(ids.map(ToString::to_string).collect()),
        }
    }

    /// Bytes of an id that has no fixed width.
    pub(crate) fn text_bytes(&self, idx: usize) -> usize {
        match self {
            Self::Numbers(_) => 0,
            Self::Texts(texts) => texts[idx].len(),
        }
    }
}

/// Indices from the highest score down; equal scores stay in order.
fn by_falling_score(scores: &[f64]) -> Vec<u32> {
    let mut indices: Vec<u32> = (0_u32..).take(scores.len()).collect();
    indices.sort_by(|&a, &b| scores[b as usize].total_cmp(&scores[a as usize]));
    indices
}

/// The inverse of a permutation.
fn inverse(permutation: &[u32]) -> Vec<u32> {
    let mut inverse = vec![0; permutation.len()];
    for (row, &idx) in (0_u32..).zip(permutation) {
        inverse[idx as usize] = row;
    }
    inverse
}
