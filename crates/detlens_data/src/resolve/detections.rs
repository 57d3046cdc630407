//! Rows of result files turned into detections.

use std::mem;

use detlens_geometry::BoundingBox;
use rayon::prelude::*;

use super::catalog::NamedImage;
use super::masks::{MaskMaker, RasterBudget};
use super::{Catalog, NameCounts, Region};
use crate::coco::Refusal;
use crate::columns::Detection;
use crate::fault::Fault;
use crate::problem::{List, Place, ProblemKind};
use crate::rows::{Chunk, CodedMask, Faults, Need, Pool, ResultRow, Wanted};
use crate::{Detections, IouType, Problems};

/// Detections that follow each other in a file.
#[derive(Debug)]
pub(crate) struct DetectionPart {
    pub(crate) detections: Detections,
    /// Number of records, the dropped ones included.
    n_records: u64,
    /// Number of records that are no detection.
    pub(crate) n_dropped: u64,
    names: NameCounts,
    pub(crate) problems: Problems,
}

fn resolve_chunk(
    chunk: &mut Chunk<ResultRow>,
    wanted: &Wanted,
    catalog: &Catalog,
    budget: &RasterBudget,
) -> DetectionPart {
    let mut part = DetectionPart::empty(wanted);
    let masks = MaskMaker::new(budget);
    let mut resolver = Resolver { wanted, catalog, masks, names: NameCounts::default() };
    let mut faults = Faults::default();
    for row_idx in 0..chunk.rows.len() {
        let dt = resolver.resolve(&chunk.rows[row_idx], &mut chunk.pool, &mut faults);
        chunk.add_faults(row_idx, &mut faults, wanted);
        match dt.filter(|_| chunk.is_good[row_idx]) {
            Some(dt) => part.detections.push(&dt),
            None => part.n_dropped += 1,
        }
    }
    part.n_records = chunk.rows.len() as u64;
    part.names = resolver.names;
    part.problems = mem::take(&mut chunk.problems);
    part.detections.regions.push_chunk(|| chunk.pool.take_coded());
    part
}

impl DetectionPart {
    pub(crate) fn empty(wanted: &Wanted) -> Self {
        Self {
            detections: Detections::empty(wanted),
            n_records: 0,
            n_dropped: 0,
            names: NameCounts::default(),
            problems: Problems::default(),
        }
    }

    /// Adds the good rows of chunks that follow in the file, resolved in parallel.
    ///
    /// The chunks keep their rows, but no mask and no problem.
    pub(crate) fn resolve(
        &mut self,
        chunks: &mut [Chunk<ResultRow>],
        wanted: &Wanted,
        catalog: &Catalog,
        budget: &RasterBudget,
    ) {
        let resolve = |chunk| resolve_chunk(chunk, wanted, catalog, budget);
        let parts: Vec<_> = chunks.par_iter_mut().map(resolve).collect();
        for part in parts {
            self.append(part);
        }
    }

    /// Adds what is wrong with rows that follow in the file, and no detection.
    pub(crate) fn add_unresolved(&mut self, chunks: &mut [Chunk<ResultRow>]) {
        for chunk in chunks {
            self.problems.append(mem::take(&mut chunk.problems), self.n_records);
            self.n_records += chunk.rows.len() as u64;
            self.n_dropped += chunk.is_good.iter().filter(|is_good| !**is_good).count() as u64;
        }
    }

    /// No detection, as the file cannot be read.
    pub(crate) fn refused(refusal: Refusal, wanted: &Wanted) -> Self {
        let mut part = Self::empty(wanted);
        refusal.add_to(&mut part.problems, &wanted.file);
        part
    }

    /// Adds what only shows once all results are there.
    pub(crate) fn add_summary(&mut self, wanted: &Wanted, budget: &RasterBudget) {
        let is_empty = self.n_records == 0;
        let empty = is_empty.then(|| Fault::new(ProblemKind::EmptyList, "there are no results"));
        for fault in [empty, self.names.fault(), budget.fault()].into_iter().flatten() {
            fault.add(&mut self.problems, &wanted.file, Place::List(List::Results));
        }
    }

    /// Adds the part that follows in the file.
    fn append(&mut self, later: Self) {
        self.detections.append(later.detections);
        self.problems.append(later.problems, self.n_records);
        self.n_records += later.n_records;
        self.n_dropped += later.n_dropped;
        self.names.add(later.names);
    }
}

/// Finds what a row refers to.
struct Resolver<'c> {
    wanted: &'c Wanted,
    catalog: &'c Catalog,
    masks: MaskMaker<'c>,
    names: NameCounts,
}

impl Resolver<'_> {
    /// The detection of a row; if there is none, the row has a fault, new or old.
    fn resolve(
        &mut self,
        row: &ResultRow,
        pool: &mut Pool,
        faults: &mut Faults,
    ) -> Option<Detection> {
        let image_idx = row.image_id.map(|id| self.catalog.detected_image(id, pool));
        let image_idx =
            image_idx.and_then(|found| faults.take(found)).map(|named| self.count(named));
        let category_idx = row.category_id.map(|id| self.catalog.detected_category(id, pool));
        let category_idx = category_idx.and_then(|found| faults.take(found));
        let image_idx = image_idx?;
        let mask = match row.mask {
            Some(mask) => {
                let size = self.catalog.images[image_idx as usize].size;
                let mask = faults.take(self.masks.make(mask, size, pool))?;
                if mask.measure.area_px == 0 {
                    faults.push(empty_mask_note());
                }
                Some(mask)
            }
            None => None,
        };
        let (region, coco_area_px2) = self.region(row.bbox, mask, faults)?;
        let (category_idx, score) = (category_idx?, row.score?);
        Some(Detection { image_idx, category_idx, score, region, coco_area_px2 })
    }

    fn count(&mut self, named: NamedImage) -> u32 {
        match named {
            NamedImage::ById(image_idx) => {
                self.names.by_id += 1;
                image_idx
            }
            NamedImage::ByStem(image_idx) => {
                self.names.by_stem += 1;
                image_idx
            }
        }
    }

    /// What is evaluated of a box and a mask, and the area that pycocotools sees if it differs.
    fn region(
        &self,
        bbox: Option<BoundingBox>,
        mask: Option<CodedMask>,
        faults: &mut Faults,
    ) -> Option<(Region, Option<f64>)> {
        match self.wanted.iou_type {
            IouType::Segm => {
                let box_area_px2 = bbox.filter(|_| self.wanted.boxes == Need::Required);
                Some((Region::Mask(mask?), box_area_px2.map(|bbox| bbox.area_px2())))
            }
            IouType::Bbox => {
                let bbox = bbox.or_else(|| Some(box_around(&mask?, faults)))?;
                let mask_area_px2 = mask.map(|mask| Region::Mask(mask).area_px2());
                Some((Region::Box(bbox), mask_area_px2))
            }
        }
    }
}

/// The box of a detection that has only a mask, as `COCO.loadRes` of pycocotools 2.0.11 takes it.
fn box_around(mask: &CodedMask, faults: &mut Faults) -> BoundingBox {
    let what = "there is no box, and the one around the mask is taken";
    faults.push(Fault::new(ProblemKind::BoxFromMask, what).in_field("bbox"));
    mask.measure.bounding_box_px.into()
}

fn empty_mask_note() -> Fault {
    let what = "the mask is empty, so this detection can match no object";
    Fault::new(ProblemKind::EmptyMask, what).in_field("segmentation")
}
