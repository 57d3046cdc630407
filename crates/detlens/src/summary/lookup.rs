//! Finding the rows of a run's tables that the summary shows.

use detlens_run::RunFile;
use detlens_run::schema::{
    AreaRange, AverageScope, AveragesRow, CategoryRow, Coco, CocoMetric, CocoStatistic, CountsRow,
    CurveRow, Exact, PoolScope,
};

/// The area range that holds every object, or the first one if none does.
pub(super) fn whole_range(run: &RunFile) -> Option<&AreaRange> {
    let is_whole = |range: &&AreaRange| range.low_px2 <= 0.0 && range.high_px2.is_none();
    run.area_ranges.iter().find(is_whole).or(run.area_ranges.first())
}

/// The scope that answers for the whole: the mean over categories, or the pool where categories
/// were left out of the matching.
pub(super) fn main_scope(exact: &Exact) -> AverageScope {
    let is_mean = |row: &AveragesRow| row.scope == AverageScope::MeanOverCategories;
    if exact.averages.iter().any(is_mean) {
        AverageScope::MeanOverCategories
    } else {
        AverageScope::Pooled
    }
}

/// AP and AR of a scope in an area range.
pub(super) fn averages<'a>(
    exact: &'a Exact,
    scope: AverageScope,
    area_range: &str,
) -> Option<&'a AveragesRow> {
    exact.averages.iter().find(|row| row.scope == scope && row.area_range == area_range)
}

/// The pooled counts in an area range, one row for each IoU threshold.
pub(super) fn pooled_counts<'a>(
    exact: &'a Exact,
    area_range: &'a str,
) -> impl Iterator<Item = &'a CountsRow> {
    exact
        .counts
        .iter()
        .filter(move |row| row.scope == PoolScope::Pooled && row.area_range == area_range)
}

/// The pooled counts in an area range at one IoU threshold.
#[expect(clippy::float_cmp, reason = "both are the same decimal of the configuration")]
pub(super) fn counts_at<'a>(
    exact: &'a Exact,
    area_range: &'a str,
    iou_threshold: f64,
) -> Option<&'a CountsRow> {
    pooled_counts(exact, area_range).find(|row| row.iou_threshold == iou_threshold)
}

/// The pooled curve in an area range at the reference IoU threshold.
#[expect(clippy::float_cmp, reason = "both are the same decimal of the configuration")]
pub(super) fn reference_curve<'a>(exact: &'a Exact, area_range: &str) -> Option<&'a CurveRow> {
    exact.curves.iter().find(|row| {
        row.scope == PoolScope::Pooled
            && row.area_range == area_range
            && row.iou_threshold == exact.operating_point.reference_iou_threshold
    })
}

/// The categories in an area range that have ground truths there.
pub(super) fn categories<'a>(exact: &'a Exact, area_range: &str) -> Vec<&'a CategoryRow> {
    let rows = exact.categories.iter();
    rows.filter(|row| row.area_range == area_range && row.counts.n_ground_truths > 0).collect()
}

/// A statistic of the protocol `coco`, over all IoU thresholds at the largest limit it has.
pub(super) fn statistic<'a>(
    coco: &'a Coco,
    metric: CocoMetric,
    area_range: &str,
) -> Option<&'a CocoStatistic> {
    let is_it = |row: &&CocoStatistic| {
        row.metric == metric && row.iou_threshold.is_none() && row.area_range == area_range
    };
    coco.statistics.iter().filter(is_it).max_by_key(|row| row.max_detections)
}
