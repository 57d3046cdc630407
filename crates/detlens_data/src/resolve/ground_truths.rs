//! Rows of `annotations` turned into ground truths.

use std::sync::Arc;

use rayon::prelude::*;

use super::ids::{duplicate_fault, duplicates};
use super::masks::{MaskMaker, RasterBudget};
use super::{Catalog, Region};
use crate::columns::GroundTruth;
use crate::fault::Fault;
use crate::problem::{List, ProblemKind};
use crate::rows::{AnnotationRow, Chunk, Faults, Pool, Wanted};
use crate::{GroundTruths, Id, IouType, Problems};

/// Ground truths that follow each other in a file.
#[derive(Debug)]
pub(crate) struct GroundTruthPart {
    pub(crate) ground_truths: GroundTruths,
    /// The record of each ground truth, length `G`.
    records: Vec<u64>,
    /// Number of records, the dropped ones included.
    n_records: u64,
    pub(crate) problems: Problems,
}

fn resolve_chunk(
    mut chunk: Chunk<AnnotationRow>,
    wanted: &Wanted,
    catalog: &Catalog,
    budget: &RasterBudget,
) -> GroundTruthPart {
    let mut part = GroundTruthPart::empty(wanted.iou_type);
    let mut resolver = Resolver { wanted, catalog, masks: MaskMaker::new(budget) };
    let mut faults = Faults::default();
    for row_idx in 0..chunk.rows.len() {
        let gt = resolver.resolve(&chunk.rows[row_idx], &mut chunk.pool, &mut faults);
        chunk.add_faults(row_idx, &mut faults, wanted);
        if let Some(gt) = gt.filter(|_| chunk.is_good[row_idx]) {
            part.ground_truths.push(gt);
            part.records.push(row_idx as u64);
        }
    }
    part.n_records = chunk.rows.len() as u64;
    part.problems = chunk.problems;
    part.ground_truths.regions.push_chunk(|| chunk.pool.take_coded());
    part
}

impl GroundTruthPart {
    pub(crate) fn empty(iou_type: IouType) -> Self {
        let ground_truths = GroundTruths::empty(iou_type);
        Self { ground_truths, records: Vec::new(), n_records: 0, problems: Problems::default() }
    }

    /// Adds the good rows of chunks that follow in the file, resolved in parallel.
    pub(crate) fn resolve(
        &mut self,
        chunks: Vec<Chunk<AnnotationRow>>,
        wanted: &Wanted,
        catalog: &Catalog,
        budget: &RasterBudget,
    ) {
        let resolve = |chunk| resolve_chunk(chunk, wanted, catalog, budget);
        let parts: Vec<_> = chunks.into_par_iter().map(resolve).collect();
        for part in parts {
            self.append(part);
        }
    }

    /// Adds what is wrong with rows that follow in the file and cannot be resolved.
    pub(crate) fn append_unresolved(&mut self, chunk: Chunk<AnnotationRow>) {
        self.problems.append(chunk.problems, self.n_records);
        self.n_records += chunk.rows.len() as u64;
    }

    /// Adds the part that follows in the file.
    fn append(&mut self, mut later: Self) {
        self.ground_truths.append(&mut later.ground_truths);
        self.records.extend(later.records.iter().map(|record| record + self.n_records));
        self.problems.append(later.problems, self.n_records);
        self.n_records += later.n_records;
    }

    /// Leaves out ground truths whose id an earlier one has.
    pub(crate) fn drop_duplicates(&mut self, file: &Arc<str>) {
        let ids: Vec<&Id> = self.ground_truths.id.iter().collect();
        let duplicates = duplicates(&ids);
        if duplicates.is_empty() {
            return;
        }
        let mut keep = vec![true; ids.len()];
        for (gt_idx, first) in duplicates {
            keep[gt_idx] = false;
            let fault = duplicate_fault(List::Annotations, self.records[first]);
            let place = (List::Annotations, self.records[gt_idx]);
            let id = || Some(ids[gt_idx].clone());
            fault.add_for_record(&mut self.problems, file, place, id);
        }
        self.ground_truths.retain(&keep);
        crate::masks::retain(&mut self.records, &keep);
    }

    /// Number of records that are no ground truth.
    pub(crate) fn n_dropped(&self) -> u64 {
        self.n_records - self.records.len() as u64
    }
}

/// Finds what a row refers to.
struct Resolver<'c> {
    wanted: &'c Wanted,
    catalog: &'c Catalog,
    masks: MaskMaker<'c>,
}

impl Resolver<'_> {
    /// The ground truth of a row; if there is none, the row has a fault, new or old.
    fn resolve(
        &mut self,
        row: &AnnotationRow,
        pool: &mut Pool,
        faults: &mut Faults,
    ) -> Option<GroundTruth> {
        let image_idx = row.image_id.map(|id| self.catalog.annotated_image(id, pool));
        let image_idx = image_idx.and_then(|found| faults.take(found));
        let category_idx = row.category_id.map(|id| self.catalog.annotated_category(id, pool));
        let category_idx = category_idx.and_then(|found| faults.take(found));
        let image_idx = image_idx?;
        let region = match self.wanted.iou_type {
            IouType::Bbox => Region::Box(row.bbox?),
            IouType::Segm => {
                let size = self.catalog.images[image_idx as usize].size;
                let mask = faults.take(self.masks.make(row.mask?, size, pool))?;
                if mask.measure.area_px == 0 {
                    faults.push(empty_mask_note());
                }
                Region::Mask(mask)
            }
        };
        Some(GroundTruth {
            id: pool.id(row.id?),
            image_idx,
            category_idx: category_idx?,
            region,
            is_crowd: row.is_crowd.unwrap_or(false),
            is_ignored: row.is_ignored.unwrap_or(false),
            file_area_px2: row.area_px2.unwrap_or_else(|| region.area_px2()),
        })
    }
}

fn empty_mask_note() -> Fault {
    let what = "the mask is empty, so no detection can match this object";
    Fault::new(ProblemKind::EmptyMask, what).in_field("segmentation")
}
