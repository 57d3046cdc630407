//! The columns that say what a row of an aggregate table is over.

use arrow_array::types::{Float64Type, UInt32Type};
use detlens_engine::metrics as engine;

use super::column::OfRow;
use super::{Column, Layout, Scope};

/// What a row is over: a word, and the index of a category if it is over one.
pub(super) type RowScope = (Scope, Option<u32>);

/// The scope of a curve or a count.
pub(super) fn of_pool(scope: engine::Scope) -> RowScope {
    match scope {
        engine::Scope::Pooled => (Scope::Pooled, None),
        engine::Scope::ClassAgnostic => (Scope::ClassAgnostic, None),
        engine::Scope::Category(category_idx) => (Scope::Category, Some(category_idx)),
    }
}

/// The scope of an average.
pub(super) fn of_average(scope: engine::AverageScope) -> RowScope {
    match scope {
        engine::AverageScope::MeanOverCategories => (Scope::MeanOverCategories, None),
        engine::AverageScope::Pooled => (Scope::Pooled, None),
        engine::AverageScope::ClassAgnostic => (Scope::ClassAgnostic, None),
        engine::AverageScope::Category(category_idx) => (Scope::Category, Some(category_idx)),
    }
}

impl<'a> Layout<'a> {
    /// The scope, and the category if it is one.
    pub(super) fn scope(&'a self, scope: impl OfRow<RowScope> + Copy + 'a) -> Vec<Column<'a>> {
        let category = move |row| scope(row).1;
        let category_idx = move |row| category(row).map(|idx| idx as usize);
        vec![
            Column::words("scope", move |row| scope(row).0),
            Column::optional_numbers::<UInt32Type>("category_row", category),
            Column::optional_ids("category_id", &self.category_ids, category_idx),
            Column::optional_names("category", self.categories(), category),
        ]
    }

    /// The area range, by its name.
    pub(super) fn area_range(&'a self, area_idx: impl OfRow<usize> + 'a) -> Column<'a> {
        let key = move |row| u32::try_from(area_idx(row)).unwrap_or(u32::MAX);
        Column::names("area_range", self.area_ranges(), key)
    }

    /// The IoU threshold, as a number.
    pub(super) fn iou_threshold(&'a self, iou_idx: impl OfRow<usize> + 'a) -> Column<'a> {
        let iou_threshold = move |row| self.input.iou_threshold(iou_idx(row));
        Column::numbers::<Float64Type>("iou_threshold", iou_threshold)
    }
}
