//! Evaluations of detections that stand in memory: dictionaries and arrays.

use detlens::Session;
use detlens_data::{Dataset, DetectionBuilder, DetectionInput, Id, IouType, RegionInput};
use detlens_geometry::BoundingBox;
use numpy::{PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use super::{GroundTruth, RunRecord};
use crate::error::{failure_error, input_error};
use crate::fields::{OwnedRegion, Record, id};
use crate::interrupt::interruptible;
use crate::mask::Rle;
use crate::problems::problems_error;
use crate::settings::table_of;

/// Detections of any images, as columns of length `N`.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Batch<'py> {
    image_ids: Ids<'py>,
    category_ids: Ids<'py>,
    scores: PyReadonlyArray1<'py, f64>,
    /// `[N, 4]`: x, y, width and height in px.
    boxes: Option<PyReadonlyArray2<'py, f64>>,
    masks: Option<Vec<Rle>>,
}

/// Ids of images or categories; an array is read without an object for each.
#[derive(FromPyObject)]
pub(crate) enum Ids<'py> {
    Numbers(PyReadonlyArray1<'py, i64>),
    Any(Vec<Bound<'py, PyAny>>),
}

impl Ids<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.as_array().len(),
            Self::Any(values) => values.len(),
        }
    }

    fn read(&self) -> PyResult<Vec<Id>> {
        match self {
            Self::Numbers(numbers) => {
                Ok(numbers.as_array().iter().copied().map(Id::Number).collect())
            }
            Self::Any(values) => values.iter().map(id).collect(),
        }
    }
}

impl Batch<'_> {
    /// Whether all columns have one length, so that a row is in each of them.
    fn check(&self) -> PyResult<()> {
        let shape = self.boxes.as_ref().map(|boxes| boxes.as_array().dim());
        if let Some((_, n_sides)) = shape.filter(|&(_, n_sides)| n_sides != 4) {
            return Err(input_error(format!("boxes have {n_sides} numbers each, not 4")));
        }
        let n = self.scores.as_array().len();
        let columns = [
            ("image ids", Some(self.image_ids.len())),
            ("category ids", Some(self.category_ids.len())),
            ("boxes", shape.map(|(n_rows, _)| n_rows)),
            ("masks", self.masks.as_ref().map(Vec::len)),
        ];
        match columns.into_iter().find(|(_, length)| length.is_some_and(|length| length != n)) {
            None => Ok(()),
            Some((what, length)) => {
                let length = length.unwrap_or_default();
                Err(input_error(format!("there are {n} scores and {length} {what}")))
            }
        }
    }
}

/// Evaluates a ground truth against the detections of some images.
#[pyfunction]
pub(crate) fn evaluate_memory(
    py: Python<'_>,
    settings: &Bound<'_, PyDict>,
    ground_truth: Py<GroundTruth>,
    results: &Bound<'_, PyList>,
    batches: Vec<Batch<'_>>,
) -> PyResult<RunRecord> {
    let table = table_of(settings)?;
    let mut reader = DetectionReader::new(ground_truth.get().dataset.clone());
    each(results, "result", |record| reader.result(record))?;
    batches.iter().try_for_each(|batch| reader.batch(batch))?;
    let session = interruptible(py, move || {
        let dataset = reader.builder.build().map_err(|problems| problems_error(&problems))?;
        let session = Session::of_dataset(table, dataset, &ground_truth.get().problems);
        session.map_err(|failure| failure_error(&failure))
    })?;
    session.map(RunRecord::evaluated)
}

/// Adds Python's values to a ground truth.
struct DetectionReader {
    iou_type: IouType,
    builder: DetectionBuilder,
}

impl DetectionReader {
    fn new(ground_truth: Dataset) -> Self {
        let iou_type = ground_truth.iou_type();
        Self { iou_type, builder: DetectionBuilder::new(ground_truth) }
    }

    /// Adds a result with what regions it has; the builder knows which are needed.
    fn result(&mut self, record: Record<'_, '_>) -> PyResult<()> {
        let filled = |name| -> PyResult<bool> {
            Ok(record.given(name)?.is_some_and(|value| value.len().map_or(true, |n| n > 0)))
        };
        let bbox = if filled("bbox")? { Some(record.bbox()?) } else { None };
        let region = match bbox {
            Some(bbox) if !filled("segmentation")? => OwnedRegion::Box(bbox),
            None if !filled("segmentation")? => return Err(record.error("bbox", "is missing")),
            _ => record.mask()?,
        };
        self.builder.detection(&DetectionInput {
            bbox,
            ..DetectionInput::new(
                record.id("image_id")?,
                record.id("category_id")?,
                record.number("score")?,
                region.as_input(),
            )
        });
        Ok(())
    }

    fn batch(&mut self, batch: &Batch<'_>) -> PyResult<()> {
        batch.check()?;
        let (image_ids, category_ids) = (batch.image_ids.read()?, batch.category_ids.read()?);
        let rows = image_ids.into_iter().zip(category_ids).zip(batch.scores.as_array());
        for (row, ((image_id, category_id), &score)) in rows.enumerate() {
            let region = self.region_of_row(batch, row)?;
            let detection = DetectionInput::new(image_id, category_id, score, region);
            self.builder.detection(&detection);
        }
        Ok(())
    }

    fn region_of_row<'a>(&self, batch: &'a Batch<'_>, row: usize) -> PyResult<RegionInput<'a>> {
        match (self.iou_type, &batch.boxes, &batch.masks) {
            (IouType::Segm, _, Some(masks)) => {
                let Rle { size, coded } = &masks[row];
                Ok(RegionInput::Coded { size: *size, counts: coded })
            }
            (IouType::Bbox, Some(boxes), _) => {
                let boxes = boxes.as_array();
                let [x, y, width, height] = [0, 1, 2, 3].map(|side| boxes[[row, side]]);
                Ok(RegionInput::Box(BoundingBox { x, y, width, height }))
            }
            (IouType::Segm, _, None) => Err(input_error(
                "masks are evaluated, and these detections have none; give masks, or evaluate boxes",
            )),
            (IouType::Bbox, None, _) => Err(input_error(
                "boxes are evaluated, and these detections have none; give boxes, or evaluate masks",
            )),
        }
    }
}

/// The region of a record that is compared.
pub(super) fn region(record: Record<'_, '_>, iou_type: IouType) -> PyResult<OwnedRegion> {
    match iou_type {
        IouType::Bbox => record.bbox().map(OwnedRegion::Box),
        IouType::Segm => record.mask(),
    }
}

/// Adds each record of a list.
pub(super) fn each(
    list: &Bound<'_, PyList>,
    what: &'static str,
    mut add: impl FnMut(Record<'_, '_>) -> PyResult<()>,
) -> PyResult<()> {
    for (row, item) in list.iter().enumerate() {
        let dict = item.cast_into::<PyDict>()?;
        add(Record { dict: &dict, what, row })?;
    }
    Ok(())
}
