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
use crate::rows::{Chunk, CodedMask, Faults, Mark, Need, Pool, RawId, ResultRow, Row, Wanted};
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

    /// Adds the good rows of chunks that follow each other, resolved in parallel.
    pub(crate) fn resolve(
        &mut self,
        chunks: Vec<Chunk<ResultRow>>,
        wanted: &Wanted,
        catalog: &Catalog,
        budget: &RasterBudget,
    ) {
        let resolve = |chunk| resolve_chunk(chunk, wanted, catalog, budget);
        let sinks: Vec<_> = chunks.into_par_iter().map(resolve).collect();
        for mut sink in sinks {
            sink.flush_into(self);
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

    /// Moves here what `later` holds, which follows in the file.
    fn append(&mut self, later: &mut Self) {
        self.detections.append(&mut later.detections);
        self.problems.append(mem::take(&mut later.problems), self.n_records);
        self.n_records += mem::take(&mut later.n_records);
        self.n_dropped += mem::take(&mut later.n_dropped);
        self.names.add(mem::take(&mut later.names));
    }
}

/// Turns rows into detections, one after the other.
#[derive(Debug)]
pub(crate) struct DetectionSink<'c> {
    part: DetectionPart,
    /// What the row that is being read refers to, and all coded masks.
    pub(crate) pool: Pool,
    /// What of the pool belongs to detections.
    pub(crate) kept: Mark,
    resolver: Option<Resolver<'c>>,
}

impl<'c> DetectionSink<'c> {
    /// A sink that, without a catalog, only finds what is wrong with each row in itself.
    pub(crate) fn new(
        wanted: &Wanted,
        catalog: Option<&'c Catalog>,
        budget: &'c RasterBudget,
    ) -> Self {
        let resolver = catalog.map(|catalog| Resolver::new(catalog, budget));
        let (pool, kept) = (Pool::default(), Mark::default());
        Self { part: DetectionPart::empty(wanted), pool, kept, resolver }
    }

    /// Adds a row with its faults, which are then none; `is_good` says that none came before.
    pub(crate) fn push(
        &mut self,
        row: &ResultRow,
        is_good: bool,
        faults: &mut Faults,
        wanted: &Wanted,
    ) {
        let Self { part, pool, resolver, .. } = self;
        let dt = resolver.as_mut().and_then(|resolver| resolver.resolve(row, wanted, pool, faults));
        let is_good = is_good && !faults.have_error();
        let place = (List::Results, part.n_records);
        faults.add_to(&mut part.problems, &wanted.file, place, || Some(pool.id(row.shown_id()?)));
        if let Some(dt) = dt.filter(|_| is_good) {
            part.detections.push(&dt);
        }
        part.n_dropped += u64::from(!is_good);
        part.n_records += 1;
        self.kept = self.pool.coded_mark();
    }

    /// Moves all detections to the end of `whole`; their memory stays for the next ones.
    pub(crate) fn flush_into(&mut self, whole: &mut DetectionPart) {
        self.part.detections.regions.push_chunk(|| self.pool.take_coded());
        self.pool.reset(Mark::default());
        self.kept = Mark::default();
        if let Some(resolver) = &mut self.resolver {
            self.part.names = mem::take(&mut resolver.names);
        }
        whole.append(&mut self.part);
    }
}

fn resolve_chunk<'c>(
    chunk: Chunk<ResultRow>,
    wanted: &Wanted,
    catalog: &'c Catalog,
    budget: &'c RasterBudget,
) -> DetectionSink<'c> {
    let mut sink = DetectionSink::new(wanted, Some(catalog), budget);
    let Chunk { rows, is_good, pool, problems } = chunk;
    (sink.pool, sink.part.problems) = (pool, problems);
    let mut faults = Faults::default();
    for (row, is_good) in rows.iter().zip(is_good) {
        sink.push(row, is_good, &mut faults, wanted);
    }
    sink
}

/// Finds what a row refers to.
#[derive(Debug)]
struct Resolver<'c> {
    catalog: &'c Catalog,
    masks: MaskMaker<'c>,
    names: NameCounts,
    /// The number that named an image last: most results follow others of their image.
    last_image: Option<(i64, NamedImage)>,
}

impl<'c> Resolver<'c> {
    fn new(catalog: &'c Catalog, budget: &'c RasterBudget) -> Self {
        let (masks, names) = (MaskMaker::new(budget), NameCounts::default());
        Self { catalog, masks, names, last_image: None }
    }

    /// The detection of a row; if there is none, the row has a fault, new or old.
    fn resolve(
        &mut self,
        row: &ResultRow,
        wanted: &Wanted,
        pool: &mut Pool,
        faults: &mut Faults,
    ) -> Option<Detection> {
        let image_idx = row.image_id.map(|id| self.image(id, pool));
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
        let (region, coco_area_px2) = region(row.bbox, mask, wanted, faults)?;
        let (category_idx, score) = (category_idx?, row.score?);
        Some(Detection { image_idx, category_idx, score, region, coco_area_px2 })
    }

    fn image(&mut self, id: RawId, pool: &Pool) -> Result<NamedImage, Fault> {
        let RawId::Number(number) = id else { return self.catalog.detected_image(id, pool) };
        match self.last_image {
            Some((last, named)) if last == number => Ok(named),
            _ => {
                let named = self.catalog.detected_image(id, pool)?;
                self.last_image = Some((number, named));
                Ok(named)
            }
        }
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
}

/// What is evaluated of a box and a mask, and the area that pycocotools sees if it differs.
fn region(
    bbox: Option<BoundingBox>,
    mask: Option<CodedMask>,
    wanted: &Wanted,
    faults: &mut Faults,
) -> Option<(Region, Option<f64>)> {
    match wanted.iou_type {
        IouType::Segm => {
            let box_area_px2 = bbox.filter(|_| wanted.boxes == Need::Required);
            Some((Region::Mask(mask?), box_area_px2.map(|bbox| bbox.area_px2())))
        }
        IouType::Bbox => {
            let bbox = bbox.or_else(|| Some(box_around(&mask?, faults)))?;
            let mask_area_px2 = mask.map(|mask| Region::Mask(mask).area_px2());
            Some((Region::Box(bbox), mask_area_px2))
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
