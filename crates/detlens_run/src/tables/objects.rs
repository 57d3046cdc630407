//! The columns that ground truths and detections share: where an object is, and how large.

use arrow_array::types::{Float64Type, UInt32Type};
use detlens_data::{Masks, Regions};

use super::column::OfRow;
use super::{Column, Layout, Likeness};

/// One side of the dataset, in the order of the rows of its table.
#[derive(Clone, Copy)]
pub(super) struct Objects<'a, F> {
    pub(super) layout: &'a Layout<'a>,
    /// From a row of the table to the index of the object in the dataset.
    pub(super) index_of_row: F,
    /// Index of each object's image.
    pub(super) image_idx: &'a [u32],
    /// Index of each object's category.
    pub(super) category_idx: &'a [u32],
    pub(super) regions: &'a Regions,
}

impl<'a, F: OfRow<usize> + Copy + 'a> Objects<'a, F> {
    /// The image and the category, each by row, id and name.
    pub(super) fn place(self) -> Vec<Column<'a>> {
        let layout = self.layout;
        let image = move |row| self.image_idx[(self.index_of_row)(row)];
        let category = move |row| self.category_idx[(self.index_of_row)(row)];
        vec![
            Column::numbers::<UInt32Type>("image_row", image),
            Column::ids("image_id", &layout.image_ids, move |row| image(row) as usize),
            Column::numbers::<UInt32Type>("category_row", category),
            Column::ids("category_id", &layout.category_ids, move |row| category(row) as usize),
            Column::names("category", layout.categories(), category),
        ]
    }

    /// Whether the object's area lies in each area range.
    pub(super) fn membership(self) -> impl Iterator<Item = Column<'a>> {
        let ranges = &self.layout.input.evaluation.area_ranges;
        ranges.iter().map(move |range| {
            let in_range =
                move |row| range.contains(self.regions.area_px2((self.index_of_row)(row)));
            Column::flags(format!("in_{}", range.name), in_range)
        })
    }

    /// The region: its area, the box around it, and the run lengths of a mask.
    pub(super) fn region(self) -> Vec<Column<'a>> {
        let index = self.index_of_row;
        let bbox = move |row| self.regions.bounding_box(index(row));
        let mut columns = vec![
            Column::numbers::<Float64Type>("area_px2", move |row| {
                self.regions.area_px2(index(row))
            }),
            Column::numbers::<Float64Type>("x", move |row| bbox(row).x),
            Column::numbers::<Float64Type>("y", move |row| bbox(row).y),
            Column::numbers::<Float64Type>("width", move |row| bbox(row).width),
            Column::numbers::<Float64Type>("height", move |row| bbox(row).height),
        ];
        let rle_counts = |masks: &'a Masks| {
            Column::coded_texts("rle_counts", move |row| masks.coded(index(row)))
                .with(Likeness::Unique)
        };
        columns.extend(self.regions.masks().map(rle_counts));
        columns
    }

    /// Bytes of a row in what has no fixed width.
    pub(super) fn row_bytes(self) -> impl OfRow<usize> + 'a {
        move |row| {
            let idx = (self.index_of_row)(row);
            let coded = self.regions.masks().map_or(0, |masks| masks.coded(idx).len());
            let image_id = self.layout.image_ids.text_bytes(self.image_idx[idx] as usize);
            let category_id = self.layout.category_ids.text_bytes(self.category_idx[idx] as usize);
            coded + image_id + category_id
        }
    }
}
