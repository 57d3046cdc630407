//! The protocol `exact`: the numbers to decide by.

mod image;
mod matching;
mod objects;
mod operating_point;
mod tables;

pub(crate) use image::{ExactImage, ExactView, match_image, rank_by_geometry};
pub(crate) use objects::JoinedRows;
pub use objects::{BestOverlap, Objects, Role, Verdict};
pub use operating_point::OperatingPoint;

use detlens_data::{Dataset, GroundTruths};
use rayon::prelude::*;

use crate::area_range::AreaRange;
use crate::config::Config;
use crate::metrics::{Averages, CountsRow, Curve, Distributions, ImageCounts, Scope, image_counts};
use crate::rows::counting_sort;
use tables::{RangesOfObjects, ScopeObjects, ScopeTables, Tables};

/// Everything the protocol `exact` says about a dataset.
///
/// The scopes are the pool, the class-agnostic pool and each category. The class-agnostic pool is
/// left out where there is one category, since it equals the pool; where categories were left out
/// of the matching there is only the pool.
#[derive(Clone, Debug)]
pub struct Exact {
    /// What became of each detection and each ground truth.
    pub objects: Objects,
    /// Where detections are cut for counts.
    pub operating_point: OperatingPoint,
    /// Section 1: for each area range the mean over categories, the pool, the class-agnostic
    /// pool, then each category in index order.
    pub averages: Vec<Averages>,
    /// Section 2: for each scope x IoU threshold x area range; scopes without a ground truth in a
    /// range have no curve there.
    pub curves: Vec<Curve>,
    /// Section 3: for each scope x IoU threshold x area range.
    pub counts: Vec<CountsRow>,
    /// Section 4: one entry for each image, length `I`.
    pub images: Vec<ImageCounts>,
    /// Section 5: one entry for each IoU threshold, length `T`.
    pub distributions: Vec<Distributions>,
    /// False positives above the operating point in categories without a counted ground truth, at
    /// the reference IoU threshold. They count in the pool and in no mean over categories.
    pub n_false_positives_in_absent_categories: u64,
}

/// What each ground truth counts for; a crowd is a crowd whatever `ignore` says.
pub(crate) fn roles(gts: &GroundTruths) -> Vec<Role> {
    let flags = gts.is_crowd().iter().zip(gts.is_ignored());
    flags
        .map(|(&is_crowd, &is_ignored)| match (is_crowd, is_ignored) {
            (true, _) => Role::Crowd,
            (false, true) => Role::Ignored,
            (false, false) => Role::Counted,
        })
        .collect()
}

impl Exact {
    /// Counts every table from what became of the objects.
    pub(crate) fn summarize(
        dataset: &Dataset,
        config: &Config,
        area_ranges: &[AreaRange],
        objects: Objects,
    ) -> Self {
        let scores = dataset.detections().scores();
        let operating_point =
            OperatingPoint::find(config.score_threshold, &config.iou_thresholds, &objects, scores);
        let ranges = RangesOfObjects::new(dataset, area_ranges);
        let tables = Tables {
            scores,
            objects: &objects,
            ranges: &ranges,
            recall_thresholds: &config.recall_thresholds,
            score_threshold: operating_point.score_threshold,
        };
        let (curves, counts) = count_scopes(dataset, config, &tables);
        let kept = operating_point::kept(&objects, scores, operating_point.score_threshold);
        let reference = operating_point.reference_iou_idx;
        let n_thresholds = config.iou_thresholds.len();
        Self {
            averages: Averages::collect(&curves, &counts, n_thresholds, area_ranges.len()),
            images: image_counts(dataset, &objects, kept, reference),
            distributions: Distributions::collect(dataset, &objects, kept),
            n_false_positives_in_absent_categories: if config.class_agnostic {
                0
            } else {
                in_absent_categories(dataset, &objects, kept, reference)
            },
            objects,
            operating_point,
            curves,
            counts,
        }
    }
}

/// Counts the pool, the class-agnostic pool and each category, in parallel.
fn count_scopes(
    dataset: &Dataset,
    config: &Config,
    tables: &Tables<'_>,
) -> (Vec<Curve>, Vec<CountsRow>) {
    let n_categories = if config.class_agnostic { 0 } else { dataset.categories().len() };
    let objects = tables.objects;
    let of_category = Positives::count(dataset, tables.ranges, objects, n_categories);
    let dt_category = dataset.detections().category_idx();
    let (rows, starts) = if n_categories == 0 {
        (Vec::new(), vec![0])
    } else {
        counting_sort(objects.order().iter().copied(), dt_category, n_categories)
    };
    let pool = |scope, spans| ScopeObjects {
        scope,
        dts: objects.order(),
        spans,
        n_ground_truths: of_category.all.clone(),
    };
    let mut scopes = vec![pool(Scope::Pooled, objects.spans())];
    scopes.extend(objects.class_agnostic_spans().map(|spans| pool(Scope::ClassAgnostic, spans)));
    scopes.extend((0_u32..).zip(starts.windows(2)).map(|(category, bounds)| ScopeObjects {
        scope: Scope::Category(category),
        dts: &rows[bounds[0] as usize..bounds[1] as usize],
        spans: objects.spans(),
        n_ground_truths: of_category.of_category[category as usize].clone(),
    }));
    let results: Vec<ScopeTables> = scopes.par_iter().map(|scope| tables.count(scope)).collect();
    let (curves, counts): (Vec<_>, Vec<_>) =
        results.into_iter().map(|result| (result.curves, result.counts)).unzip();
    (curves.into_iter().flatten().collect(), counts.concat())
}

/// Counted ground truths in each area range, length `A` each.
#[derive(Debug)]
struct Positives {
    all: Vec<u64>,
    of_category: Vec<Vec<u64>>,
}

impl Positives {
    fn count(
        dataset: &Dataset,
        ranges: &RangesOfObjects,
        objects: &Objects,
        n_categories: usize,
    ) -> Self {
        let mut all = vec![0; ranges.n_ranges];
        let mut of_category = vec![vec![0; ranges.n_ranges]; n_categories];
        for (gt, &category) in dataset.ground_truths().category_idx().iter().enumerate() {
            if objects.role(gt) != Role::Counted {
                continue;
            }
            for (area_idx, n_in_range) in all.iter_mut().enumerate() {
                let is_in_range = u64::from(ranges.gts[gt] >> area_idx & 1);
                *n_in_range += is_in_range;
                if let Some(of_category) = of_category.get_mut(category as usize) {
                    of_category[area_idx] += is_in_range;
                }
            }
        }
        Self { all, of_category }
    }
}

/// False positives among `kept` in categories that no counted ground truth has.
fn in_absent_categories(dataset: &Dataset, objects: &Objects, kept: &[u32], iou_idx: usize) -> u64 {
    let mut is_absent = vec![true; dataset.categories().len()];
    for (gt, &category) in dataset.ground_truths().category_idx().iter().enumerate() {
        is_absent[category as usize] &= objects.role(gt) != Role::Counted;
    }
    let dt_category = dataset.detections().category_idx();
    let counts = |dt: &&u32| {
        let dt = **dt as usize;
        is_absent[dt_category[dt] as usize]
            && objects.verdict(dt, iou_idx) == Verdict::FalsePositive
    };
    kept.iter().filter(counts).count() as u64
}
