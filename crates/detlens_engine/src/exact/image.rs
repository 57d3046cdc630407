//! One image of the protocol `exact`: the order of its detections and what each matched.

use std::cmp::Ordering;
use std::ops::Range;

use super::Role;
use super::matching::{Matcher, Stretch};
use crate::pairs::{Best, ImageRows, Pairs};
use crate::rows::Cell;
use crate::similarity::Similarity;

/// What matching needs to know of one image, by position in its rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExactView<'a> {
    pub(crate) rows: ImageRows<'a>,
    pub(crate) roles: &'a [Role],
    pub(crate) cells: &'a [Cell],
    /// Detections per cell that are looked at.
    pub(crate) limit: usize,
    /// Whether the image is matched a second time without regard to category.
    pub(crate) also_class_agnostic: bool,
}

/// The outcome of one image, by position in its rows.
#[derive(Debug, Default)]
pub(crate) struct ExactImage {
    /// Detections, cell after cell, in the order of matching.
    pub(super) order: Vec<u32>,
    /// What each detection of `order` matched, in that order.
    pub(super) matches: Matches,
    /// The same without regard to category; empty unless asked for.
    pub(super) class_agnostic: Matches,
    /// Detections that the limit cut off.
    pub(super) beyond_limit: Vec<u32>,
    pub(super) best_same: Vec<Best>,
    pub(super) best_other: Vec<Best>,
    pub(super) gt_best: Vec<Best>,
}

/// Stretches of matches of one image, each with its detection.
pub(crate) type Matches = Vec<(u32, Stretch)>;

/// Matches one image whose pairs have been found.
pub(crate) fn match_image(
    similarity: &impl Similarity,
    pairs: &Pairs,
    view: ExactView<'_>,
) -> ExactImage {
    let mut image = ExactImage {
        best_same: pairs.best_same.clone(),
        best_other: pairs.best_other.clone(),
        gt_best: pairs.gt_best.clone(),
        ..ExactImage::default()
    };
    let mut matcher = Matcher::new(view.roles, view.rows.gt_rank);
    for cell in view.cells {
        let mut order =
            order_of_matching(similarity, view.rows, cell.dts.clone(), &pairs.highest_same);
        image.beyond_limit.extend(order.split_off(view.limit.min(order.len())));
        for &dt in &order {
            let same = pairs.of(dt as usize).iter().copied().filter(|pair| pair.is_same_category);
            matcher.match_next(&same, |stretch| image.matches.push((dt, stretch)));
        }
        image.order.extend(order);
    }
    if view.also_class_agnostic {
        image.class_agnostic = match_class_agnostic(similarity, pairs, view, &image.beyond_limit);
    }
    image
}

/// Matches the same detections as the cells did, those within their limits, in one go.
fn match_class_agnostic(
    similarity: &impl Similarity,
    pairs: &Pairs,
    view: ExactView<'_>,
    beyond_limit: &[u32],
) -> Matches {
    let mut matches = Matches::new();
    let mut matcher = Matcher::new(view.roles, view.rows.gt_rank);
    let all = 0..view.rows.dt_score.len();
    let order = order_of_matching(similarity, view.rows, all, &pairs.highest_any);
    for dt in order.into_iter().filter(|dt| !beyond_limit.contains(dt)) {
        matcher.match_next(&pairs.of(dt as usize).iter().copied(), |stretch| {
            matches.push((dt, stretch));
        });
    }
    matches
}

/// Detections from the highest score down; equal scores by their highest overlap, then by
/// geometry, so that the order of rows decides only between identical ones.
fn order_of_matching(
    similarity: &impl Similarity,
    rows: ImageRows<'_>,
    dts: Range<usize>,
    highest_overlap: &[f64],
) -> Vec<u32> {
    let falling = |values: &[f64], a: usize, b: usize| -> Ordering {
        values[b].partial_cmp(&values[a]).unwrap_or(Ordering::Equal)
    };
    let mut order: Vec<usize> = dts.collect();
    order.sort_by(|&a, &b| {
        falling(rows.dt_score, a, b)
            .then_with(|| falling(highest_overlap, a, b))
            .then_with(|| similarity.compare_detections(a, b))
    });
    let position = |dt| u32::try_from(dt).expect("an image has fewer than 2^32 rows");
    order.into_iter().map(position).collect()
}

/// The place of each ground truth of one image in the order of geometry.
pub(crate) fn rank_by_geometry(similarity: &impl Similarity, n_gts: usize, rank: &mut Vec<u32>) {
    let mut order: Vec<usize> = (0..n_gts).collect();
    order.sort_by(|&a, &b| similarity.compare_ground_truths(a, b));
    rank.clear();
    rank.resize(n_gts, 0);
    for (place, gt) in (0..).zip(order) {
        rank[gt] = place;
    }
}
