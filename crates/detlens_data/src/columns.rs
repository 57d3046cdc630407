//! How columns grow while files are read, and shrink when rows are left out.

use std::mem;

use crate::masks::retain;
use crate::resolve::Region;
use crate::rows::Wanted;
use crate::{Detections, GroundTruths, Id, IouType, Regions};

/// Regions of one data set are all boxes or all masks.
const NEVER_MIXED: &str = "boxes and masks are never mixed";

impl Regions {
    /// Adds a region.
    pub(crate) fn push(&mut self, region: &Region) {
        match (self, region) {
            (Self::Boxes(boxes), Region::Box(bbox)) => boxes.push(*bbox),
            (Self::Masks(masks), Region::Mask(mask)) => masks.push(mask),
            _ => unreachable!("{NEVER_MIXED}"),
        }
    }

    /// Adds the coded bytes of the masks that were pushed; boxes have none.
    pub(crate) fn push_chunk(&mut self, coded: impl FnOnce() -> Box<[u8]>) {
        if let Self::Masks(masks) = self {
            masks.push_chunk(coded());
        }
    }

    /// Moves the regions of `later` here.
    fn append(&mut self, later: &mut Self) {
        match (self, later) {
            (Self::Boxes(boxes), Self::Boxes(later)) => boxes.append(later),
            (Self::Masks(masks), Self::Masks(later)) => masks.append(later),
            _ => unreachable!("{NEVER_MIXED}"),
        }
    }

    fn retain(&mut self, keep: &[bool]) {
        match self {
            Self::Boxes(boxes) => retain(boxes, keep),
            Self::Masks(masks) => masks.retain(keep),
        }
    }
}

/// A ground truth, about to become a row of the columns.
#[derive(Debug)]
pub(crate) struct GroundTruth {
    pub(crate) id: Id,
    pub(crate) image_idx: u32,
    pub(crate) category_idx: u32,
    pub(crate) region: Region,
    pub(crate) is_crowd: bool,
    pub(crate) is_ignored: bool,
    pub(crate) file_area_px2: f64,
}

impl GroundTruths {
    /// No ground truth yet.
    pub(crate) fn empty(iou_type: IouType) -> Self {
        Self {
            id: Vec::new(),
            image_idx: Vec::new(),
            category_idx: Vec::new(),
            regions: Regions::empty(iou_type),
            is_crowd: Vec::new(),
            is_ignored: Vec::new(),
            file_area_px2: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, gt: GroundTruth) {
        self.id.push(gt.id);
        self.image_idx.push(gt.image_idx);
        self.category_idx.push(gt.category_idx);
        self.regions.push(&gt.region);
        self.is_crowd.push(gt.is_crowd);
        self.is_ignored.push(gt.is_ignored);
        self.file_area_px2.push(gt.file_area_px2);
    }

    /// Moves the rows of `later` here.
    pub(crate) fn append(&mut self, later: &mut Self) {
        self.id.append(&mut later.id);
        self.image_idx.append(&mut later.image_idx);
        self.category_idx.append(&mut later.category_idx);
        self.regions.append(&mut later.regions);
        self.is_crowd.append(&mut later.is_crowd);
        self.is_ignored.append(&mut later.is_ignored);
        self.file_area_px2.append(&mut later.file_area_px2);
    }

    /// Keeps the rows that `keep`, of length `G`, says to keep.
    pub(crate) fn retain(&mut self, keep: &[bool]) {
        retain(&mut self.id, keep);
        retain(&mut self.image_idx, keep);
        retain(&mut self.category_idx, keep);
        self.regions.retain(keep);
        retain(&mut self.is_crowd, keep);
        retain(&mut self.is_ignored, keep);
        retain(&mut self.file_area_px2, keep);
    }
}

/// A detection, about to become a row of the columns.
#[derive(Debug)]
pub(crate) struct Detection {
    pub(crate) image_idx: u32,
    pub(crate) category_idx: u32,
    pub(crate) score: f64,
    pub(crate) region: Region,
    /// The area that pycocotools sees, if it is not the region's.
    pub(crate) coco_area_px2: Option<f64>,
}

impl Detections {
    /// No detection yet.
    pub(crate) fn empty(wanted: &Wanted) -> Self {
        Self {
            image_idx: Vec::new(),
            category_idx: Vec::new(),
            score: Vec::new(),
            regions: Regions::empty(wanted.iou_type),
            coco_area_px2: wanted.have_coco_area().then(Vec::new),
        }
    }

    pub(crate) fn push(&mut self, dt: &Detection) {
        self.image_idx.push(dt.image_idx);
        self.category_idx.push(dt.category_idx);
        self.score.push(dt.score);
        self.regions.push(&dt.region);
        if let Some(areas_px2) = &mut self.coco_area_px2 {
            areas_px2.extend(dt.coco_area_px2);
        }
    }

    /// Moves the rows of `later` here; it keeps its memory, or gets that of no rows.
    pub(crate) fn append(&mut self, later: &mut Self) {
        if self.is_empty() {
            // The rows of a whole file are not copied.
            return mem::swap(self, later);
        }
        self.image_idx.append(&mut later.image_idx);
        self.category_idx.append(&mut later.category_idx);
        self.score.append(&mut later.score);
        self.regions.append(&mut later.regions);
        if let (Some(areas_px2), Some(later)) = (&mut self.coco_area_px2, &mut later.coco_area_px2)
        {
            areas_px2.append(later);
        }
    }

    /// Keeps the rows that `keep`, of length `D`, says to keep.
    pub(crate) fn retain(&mut self, keep: &[bool]) {
        retain(&mut self.image_idx, keep);
        retain(&mut self.category_idx, keep);
        retain(&mut self.score, keep);
        self.regions.retain(keep);
        if let Some(areas_px2) = &mut self.coco_area_px2 {
            retain(areas_px2, keep);
        }
    }
}
