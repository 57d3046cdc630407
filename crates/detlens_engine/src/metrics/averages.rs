//! Section 1, the COCO metrics of the protocol `exact`: AP and AR for each area range.

use super::{CountsRow, Curve, Scope};
use crate::undefined::{Measure, Undefined};

/// AP and recall of one scope in one area range, over all detections.
#[derive(Clone, Debug, PartialEq)]
pub struct Averages {
    /// What the averages are made of.
    pub scope: AverageScope,
    /// Index of the area range.
    pub area_idx: usize,
    /// Categories behind a mean over categories: those with a ground truth in the range.
    pub n_categories: usize,
    /// Exact AP at each IoU threshold, length `T`.
    pub average_precision: Vec<Measure>,
    /// 101-point AP at each IoU threshold, length `T`.
    pub average_precision_101: Vec<Measure>,
    /// Recall at the lowest score at each IoU threshold, length `T`.
    pub recall: Vec<Measure>,
}

/// Which average: over categories, of a pool, or of one category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AverageScope {
    /// Mean over the categories that have ground truths in the range (macro).
    MeanOverCategories,
    /// All categories in one curve (micro).
    Pooled,
    /// Matched and pooled as if there were one category.
    ClassAgnostic,
    /// One category, by its index in the dataset.
    Category(u32),
}

impl Averages {
    /// Collects the averages of every scope in every area range, area range by area range.
    ///
    /// `counts` has a row for each scope, IoU threshold and area range and so names the scopes;
    /// `curves` has only those that exist.
    pub(crate) fn collect(
        curves: &[Curve],
        counts: &[CountsRow],
        n_iou_thresholds: usize,
        n_area_ranges: usize,
    ) -> Vec<Self> {
        let scopes = counts.iter().filter(|row| (row.iou_idx, row.area_idx) == (0, 0));
        let scopes: Vec<AverageScope> = scopes.map(|row| row.scope.into()).collect();
        let mut rows: Vec<Self> = (0..n_area_ranges)
            .flat_map(|area_idx| {
                scopes.iter().map(move |&scope| Self::undefined(scope, area_idx, n_iou_thresholds))
            })
            .collect();
        let place = |scope: AverageScope| scopes.binary_search(&scope).ok();
        for curve in curves {
            let Some(place) = place(curve.scope.into()) else { continue };
            let row = &mut rows[curve.area_idx * scopes.len() + place];
            row.average_precision[curve.iou_idx] = curve.average_precision();
            row.average_precision_101[curve.iou_idx] = curve.average_precision_101();
            row.recall[curve.iou_idx] = curve.max_recall();
        }
        let chunks = rows.chunks(scopes.len());
        chunks.flat_map(|of_range| with_mean(of_range, n_iou_thresholds)).collect()
    }

    fn undefined(scope: AverageScope, area_idx: usize, n_iou_thresholds: usize) -> Self {
        let undefined = || vec![Err(Undefined::NoGroundTruth); n_iou_thresholds];
        Self {
            scope,
            area_idx,
            n_categories: 0,
            average_precision: undefined(),
            average_precision_101: undefined(),
            recall: undefined(),
        }
    }

    /// AP, the mean over IoU thresholds.
    ///
    /// # Errors
    ///
    /// The reason why AP has no value at some threshold.
    pub fn mean_average_precision(&self) -> Measure {
        mean(&self.average_precision)
    }

    /// 101-point AP, the mean over IoU thresholds.
    ///
    /// # Errors
    ///
    /// As [`Averages::mean_average_precision`].
    pub fn mean_average_precision_101(&self) -> Measure {
        mean(&self.average_precision_101)
    }

    /// AR, the mean over IoU thresholds of the recall at the lowest score.
    ///
    /// # Errors
    ///
    /// As [`Averages::mean_average_precision`].
    pub fn average_recall(&self) -> Measure {
        mean(&self.recall)
    }
}

/// The scopes of one area range with the mean over categories put first, if there are categories.
fn with_mean(scopes: &[Averages], n_iou_thresholds: usize) -> Vec<Averages> {
    let is_category = |row: &&Averages| matches!(row.scope, AverageScope::Category(_));
    let categories: Vec<&Averages> = scopes.iter().filter(is_category).collect();
    let mut rows = Vec::with_capacity(scopes.len() + 1);
    if !categories.is_empty() {
        let mean_of = |values: fn(&Averages) -> &Vec<Measure>| -> Vec<Measure> {
            let at = |t: usize| categories.iter().filter_map(|row| values(row)[t].ok()).collect();
            (0..n_iou_thresholds).map(|t| mean_in_any_order(at(t))).collect()
        };
        let is_defined = |row: &&&Averages| row.recall.iter().all(Result::is_ok);
        rows.push(Averages {
            scope: AverageScope::MeanOverCategories,
            area_idx: scopes[0].area_idx,
            n_categories: categories.iter().filter(is_defined).count(),
            average_precision: mean_of(|row| &row.average_precision),
            average_precision_101: mean_of(|row| &row.average_precision_101),
            recall: mean_of(|row| &row.recall),
        });
    }
    rows.extend_from_slice(scopes);
    rows
}

/// The mean of values whose order must not matter: they are added from the smallest up.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub(super) fn mean_in_any_order(mut values: Vec<f64>) -> Measure {
    if values.is_empty() {
        return Err(Undefined::NoCategory);
    }
    values.sort_unstable_by(f64::total_cmp);
    Ok(values.iter().sum::<f64>() / values.len() as f64)
}

impl From<Scope> for AverageScope {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Pooled => Self::Pooled,
            Scope::ClassAgnostic => Self::ClassAgnostic,
            Scope::Category(category) => Self::Category(category),
        }
    }
}

/// The mean of values that all exist.
#[expect(clippy::cast_precision_loss, reason = "there are at most 64 thresholds")]
fn mean(values: &[Measure]) -> Measure {
    let sum: f64 = values.iter().copied().sum::<Result<f64, _>>()?;
    Ok(sum / values.len() as f64)
}
