//! Overlaps of some detections with some ground truths: `COCOeval.computeIoU`.

use detlens_data::{Dataset, Masks, Regions};
use detlens_geometry::{
    BoundingBox, Run, box_iou, box_overlap_of_crowd, foreground_runs, intersection_px, mask_iou,
    mask_overlap_of_crowd,
};

/// Overlaps of detections with ground truths of a dataset, `[D, G]` in C order.
///
/// `dt_rows` and `gt_rows` are rows of the dataset, lengths `D` and `G`.
///
/// # Example
///
/// ```
/// use detlens_data::{
///     Category, DatasetBuilder, DetectionInput, GroundTruthInput, Image, IouType, RegionInput,
/// };
/// use detlens_engine::coco::plain::overlaps;
/// # use detlens_geometry::BoundingBox;
/// let square = |side| RegionInput::Box(BoundingBox { x: 0.0, y: 0.0, width: side, height: side });
/// let mut builder = DatasetBuilder::new(IouType::Bbox);
/// builder.image(&Image { id: 1.into(), file_name: String::new(), size: None });
/// builder.category(&Category { id: 1.into(), name: String::new() });
/// builder.ground_truth(&GroundTruthInput::new(1, 1, 1, square(2.0)));
/// builder.detection(&DetectionInput::new(1, 1, 0.5, square(1.0)));
/// let dataset = builder.build()?;
/// assert_eq!(overlaps(&dataset, &[0], &[0]), [0.25]);
/// # Ok::<(), detlens_data::Problems>(())
/// ```
#[must_use]
pub fn overlaps(dataset: &Dataset, dt_rows: &[u32], gt_rows: &[u32]) -> Vec<f64> {
    let is_crowd: Vec<bool> =
        gt_rows.iter().map(|&row| dataset.ground_truths().is_crowd()[row as usize]).collect();
    match (dataset.detections().regions(), dataset.ground_truths().regions()) {
        (Regions::Boxes(dts), Regions::Boxes(gts)) => {
            let (dts, gts) = (boxes(dts, dt_rows), boxes(gts, gt_rows));
            pairwise(&dts, &gts, &is_crowd, box_overlap)
        }
        (Regions::Masks(dts), Regions::Masks(gts)) => {
            let (dts, gts) = (masks(dts, dt_rows), masks(gts, gt_rows));
            pairwise(&dts, &gts, &is_crowd, mask_overlap)
        }
        _ => unreachable!("a dataset has one IoU type"),
    }
}

/// A mask whose runs are at hand.
struct Mask {
    area_px: u32,
    runs: Vec<Run>,
}

fn boxes(boxes: &[BoundingBox], rows: &[u32]) -> Vec<BoundingBox> {
    rows.iter().map(|&row| boxes[row as usize]).collect()
}

fn masks(masks: &Masks, rows: &[u32]) -> Vec<Mask> {
    let mask = |&row: &u32| {
        let mut runs = Vec::new();
        foreground_runs(masks.coded(row as usize), &mut runs);
        Mask { area_px: masks.area_px(row as usize), runs }
    };
    rows.iter().map(mask).collect()
}

fn pairwise<T>(
    dts: &[T],
    gts: &[T],
    is_crowd: &[bool],
    overlap: impl Fn(&T, &T, bool) -> f64,
) -> Vec<f64> {
    let overlap = &overlap;
    let of_detection =
        |dt| gts.iter().zip(is_crowd).map(move |(gt, &is_crowd)| overlap(dt, gt, is_crowd));
    dts.iter().flat_map(of_detection).collect()
}

fn box_overlap(dt: &BoundingBox, gt: &BoundingBox, is_crowd: bool) -> f64 {
    if is_crowd { box_overlap_of_crowd(dt, gt) } else { box_iou(dt, gt) }
}

fn mask_overlap(dt: &Mask, gt: &Mask, is_crowd: bool) -> f64 {
    let shared_px = intersection_px(&dt.runs, &gt.runs);
    if is_crowd {
        mask_overlap_of_crowd(shared_px, dt.area_px)
    } else {
        mask_iou(shared_px, dt.area_px, gt.area_px)
    }
}
