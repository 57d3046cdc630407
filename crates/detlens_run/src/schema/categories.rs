//! Sections 1 to 3 for each category, one row for each area range.

use std::collections::HashMap;

use detlens_engine::exact::Exact;
use detlens_engine::metrics::{self as engine, AverageScope, Scope};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Averages, BestF1, Counts, Id};
use crate::RunInput;

/// What is said of one category in one area range.
///
/// The averages are over all IoU thresholds; the counts and the best F1 are at the reference IoU
/// threshold. Other thresholds are in the tables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CategoryRow {
    /// The category's row in `dataset.categories`, from 0.
    pub category_row: u32,
    /// The category's id in the input.
    pub category_id: Id,
    /// The category's name.
    pub category: String,
    /// The area range.
    pub area_range: String,
    /// AP and AR.
    #[serde(flatten)]
    pub averages: Averages,
    /// Counts at the operating point.
    #[serde(flatten)]
    pub counts: Counts,
    /// The category's own best operating point.
    #[serde(flatten)]
    pub best_f1: BestF1,
}

/// A category and an area range, as indices.
type Key = (u32, usize);

impl CategoryRow {
    /// One row for each area range and category.
    pub(super) fn rows(input: &RunInput<'_>, exact: &Exact) -> Vec<Self> {
        let reference = exact.operating_point.reference_iou_idx;
        let counts: HashMap<Key, &engine::CountsRow> = exact
            .counts
            .iter()
            .filter(|row| row.iou_idx == reference)
            .filter_map(|row| Some(((category(row.scope)?, row.area_idx), row)))
            .collect();
        let curves: HashMap<Key, &engine::Curve> = exact
            .curves
            .iter()
            .filter(|curve| curve.iou_idx == reference)
            .filter_map(|curve| Some(((category(curve.scope)?, curve.area_idx), curve)))
            .collect();
        let row = |averages: &engine::Averages| {
            let AverageScope::Category(category_idx) = averages.scope else { return None };
            let key = (category_idx, averages.area_idx);
            let best_f1 = BestF1::new(curves.get(&key).copied());
            Some(Self::new(input, averages, category_idx, &counts.get(&key)?.counts, best_f1))
        };
        exact.averages.iter().filter_map(row).collect()
    }

    fn new(
        input: &RunInput<'_>,
        averages: &engine::Averages,
        category_idx: u32,
        counts: &engine::Counts,
        best_f1: BestF1,
    ) -> Self {
        let category = &input.dataset.categories()[category_idx as usize];
        Self {
            category_row: category_idx,
            category_id: (&category.id).into(),
            category: category.name.clone(),
            area_range: input.area_range(averages.area_idx).to_owned(),
            averages: Averages::new(averages, input.config),
            counts: counts.into(),
            best_f1,
        }
    }
}

fn category(scope: Scope) -> Option<u32> {
    match scope {
        Scope::Category(category_idx) => Some(category_idx),
        Scope::Pooled | Scope::ClassAgnostic => None,
    }
}
