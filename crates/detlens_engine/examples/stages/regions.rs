//! Boxes and masks: measuring, decoding and overlaps, beside a look at what they read.

use detlens_data::{Dataset, Masks, Regions};
use detlens_geometry::{BoundingBox, Run, box_iou, foreground_runs, intersection_px, measure};

use crate::clock::{Amount, secs, show};
use crate::reading::sum;

/// As many pairs of masks as fit the memory.
const MOST_MASK_PAIRS: usize = 100_000;

/// Stages of boxes, and of masks where the dataset has them.
pub(crate) fn stages(dataset: &Dataset) {
    let (dts, gts) = (dataset.detections().regions(), dataset.ground_truths().regions());
    if let Some(masks) = dts.masks() {
        masks_alone(dataset, masks);
    }
    let (dt_boxes, gt_boxes) =
        (boxes(dts, dataset.detections().len()), boxes(gts, dataset.ground_truths().len()));
    let pairs = pairs_of_images(dataset);
    overlaps_of_boxes(&pairs, &dt_boxes, &gt_boxes);
    if let (Some(dts), Some(gts)) = (dts.masks(), gts.masks()) {
        // Each pair has a chance to overlap.
        let meets = |&&(dt, gt): &&(usize, usize)| box_iou(&dt_boxes[dt], &gt_boxes[gt]) > 0.0;
        let meeting: Vec<(Vec<Run>, Vec<Run>)> = (pairs.iter().filter(meets))
            .take(MOST_MASK_PAIRS)
            .map(|&(dt, gt)| (runs(dts, dt), runs(gts, gt)))
            .collect();
        overlaps_of_masks(&meeting);
    }
}

/// Measuring and decoding, beside a sum over the bytes.
fn masks_alone(dataset: &Dataset, masks: &Masks) {
    let image = |idx: usize| &dataset.images()[dataset.detections().image_idx()[idx] as usize];
    let measured = |idx| image(idx).size.and_then(|size| measure(masks.coded(idx), size).ok());
    let area = |idx| measured(idx).map_or(0, |measure| measure.area_px as usize);
    let n_bytes = (0..masks.len()).map(|idx| masks.coded(idx).len()).sum();
    let n_runs = (0..masks.len()).map(|idx| runs(masks, idx).len()).sum();
    let limit = secs(|| (0..masks.len()).map(|idx| sum(masks.coded(idx))).sum());
    let taken = secs(|| (0..masks.len()).map(area).sum());
    show("measuring masks", Amount(n_bytes, "bytes"), taken, limit);
    let mut runs = Vec::new();
    let mut decode = |idx| {
        runs.clear();
        foreground_runs(masks.coded(idx), &mut runs);
        runs.len()
    };
    let taken = secs(|| (0..masks.len()).map(&mut decode).sum());
    show("decoding masks", Amount(n_runs, "runs"), taken, limit);
}

/// Beside a look at both boxes of each pair.
fn overlaps_of_boxes(pairs: &[(usize, usize)], dts: &[BoundingBox], gts: &[BoundingBox]) {
    let iou = |&(dt, gt): &(usize, usize)| box_iou(&dts[dt], &gts[gt]);
    let touch = |&(dt, gt): &(usize, usize)| dts[dt].x + gts[gt].x;
    let n_over = |value: f64| usize::from(value > 0.5);
    let limit = secs(|| pairs.iter().map(touch).map(n_over).sum());
    let taken = secs(|| pairs.iter().map(iou).map(n_over).sum());
    show("overlaps of boxes", Amount(pairs.len(), "pairs"), taken, limit);
}

/// Beside a sum over the lengths of both masks' runs.
fn overlaps_of_masks(pairs: &[(Vec<Run>, Vec<Run>)]) {
    let lengths =
        |runs: &[Run]| -> usize { runs.iter().map(|run| (run.end - run.start) as usize).sum() };
    let pass = |(a, b): &(Vec<Run>, Vec<Run>)| -> usize { lengths(a) + lengths(b) };
    let shared = |(a, b): &(Vec<Run>, Vec<Run>)| intersection_px(a, b);
    let n_runs = pairs.iter().map(|(a, b)| a.len() + b.len()).sum();
    let limit = secs(|| pairs.iter().map(pass).sum());
    let taken = secs(|| usize::try_from(pairs.iter().map(shared).sum::<u64>()).unwrap_or(0));
    show("overlaps of masks", Amount(n_runs, "runs"), taken, limit);
}

/// Each detection with each ground truth of its image, whatever their categories.
fn pairs_of_images(dataset: &Dataset) -> Vec<(usize, usize)> {
    let mut gts_of_image = vec![Vec::new(); dataset.images().len()];
    for (gt, &image) in dataset.ground_truths().image_idx().iter().enumerate() {
        gts_of_image[image as usize].push(gt);
    }
    let images = dataset.detections().image_idx().iter().enumerate();
    images
        .flat_map(|(dt, &image)| gts_of_image[image as usize].iter().map(move |&gt| (dt, gt)))
        .collect()
}

fn boxes(regions: &Regions, n_regions: usize) -> Vec<BoundingBox> {
    (0..n_regions).map(|idx| regions.bounding_box(idx)).collect()
}

fn runs(masks: &Masks, idx: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    foreground_runs(masks.coded(idx), &mut runs);
    runs
}
