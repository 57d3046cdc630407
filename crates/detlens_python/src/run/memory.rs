//! Evaluations of what stands in memory: dictionaries and arrays.

use std::path::PathBuf;

use detlens::Session;
use detlens_data::{
    Category, Dataset, DatasetBuilder, DetectionInput, GroundTruthInput, Id, Image, IouType,
    Problems, RegionInput,
};
use detlens_geometry::{BoundingBox, MaskSize};
use numpy::{PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use super::RunRecord;
use super::ground_truth_file::add_ground_truth_file;
use crate::coco::iou_type_of;
use crate::error::{failure_error, input_error};
use crate::fields::{OwnedRegion, Record, id};
use crate::interrupt::interruptible;
use crate::mask::Rle;
use crate::problems::problems_error;
use crate::settings::table_of;

/// The detections of one image, as columns of length `N`.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Batch<'py> {
    image_id: Bound<'py, PyAny>,
    category_ids: Ids<'py>,
    scores: PyReadonlyArray1<'py, f64>,
    /// `[N, 4]`: x, y, width and height in px.
    boxes: Option<PyReadonlyArray2<'py, f64>>,
    masks: Option<Vec<Rle>>,
}

/// Ids of one image's detections; an array is read without an object for each.
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

/// A ground truth: the path of a file, which Python need not read, or COCO's lists.
#[derive(FromPyObject)]
pub(crate) enum GroundTruth<'py> {
    File(PathBuf),
    Lists(Bound<'py, PyDict>),
}

/// Evaluates a ground truth against the detections of some images.
#[pyfunction]
pub(crate) fn evaluate_memory(
    py: Python<'_>,
    settings: &Bound<'_, PyDict>,
    iou_type: &str,
    ground_truth: GroundTruth<'_>,
    results: &Bound<'_, PyList>,
    batches: Vec<Batch<'_>>,
) -> PyResult<RunRecord> {
    let table = table_of(settings)?;
    let iou_type = iou_type_of(iou_type)?;
    let mut reader = MemoryReader::new(iou_type);
    let problems = match ground_truth {
        GroundTruth::File(path) => add_ground_truth_file(py, &path, &mut reader.builder, iou_type)?,
        GroundTruth::Lists(document) => {
            reader.ground_truth(&document)?;
            Problems::default()
        }
    };
    each(results, "result", |record| reader.result(record))?;
    batches.iter().try_for_each(|batch| reader.batch(batch))?;
    let dataset = reader.build()?;
    let session = interruptible(py, move || Session::of_dataset(table, dataset, &problems))?;
    session.map(RunRecord::evaluated).map_err(|failure| failure_error(&failure))
}

/// Fills a dataset from Python's values.
struct MemoryReader {
    iou_type: IouType,
    builder: DatasetBuilder,
}

impl MemoryReader {
    fn new(iou_type: IouType) -> Self {
        Self { iou_type, builder: DatasetBuilder::new(iou_type) }
    }

    fn build(self) -> PyResult<Dataset> {
        self.builder.build().map_err(|problems| problems_error(&problems))
    }

    fn ground_truth(&mut self, document: &Bound<'_, PyDict>) -> PyResult<()> {
        let list = |name| -> PyResult<Bound<'_, PyList>> {
            let missing = || input_error(format!("the ground truth has no list `{name}`"));
            Ok(document.get_item(name)?.ok_or_else(missing)?.cast_into()?)
        };
        each(&list("images")?, "image", |record| self.image(record))?;
        each(&list("categories")?, "category", |record| self.category(record))?;
        each(&list("annotations")?, "annotation", |record| self.annotation(record))
    }

    fn image(&mut self, record: Record<'_, '_>) -> PyResult<()> {
        let side = |name| -> PyResult<Option<u32>> {
            record.given(name)?.map(|side| side.extract()).transpose()
        };
        let size = match (side("height")?, side("width")?) {
            (Some(height), Some(width)) => {
                let size = MaskSize::new(height, width);
                Some(size.map_err(|error| record.error("height", &error.to_string()))?)
            }
            _ => None,
        };
        let file_name = record.given("file_name")?.map(|name| name.extract()).transpose()?;
        let id = record.id("id")?;
        self.builder.image(&Image { id, file_name: file_name.unwrap_or_default(), size });
        Ok(())
    }

    fn category(&mut self, record: Record<'_, '_>) -> PyResult<()> {
        let name = record.given("name")?.map(|name| name.extract()).transpose()?;
        let id = record.id("id")?;
        self.builder.category(&Category { id, name: name.unwrap_or_default() });
        Ok(())
    }

    fn annotation(&mut self, record: Record<'_, '_>) -> PyResult<()> {
        let flag = |name| match record.given(name)? {
            Some(_) => record.flag(name),
            None => Ok(false),
        };
        let region = self.region(record)?;
        let area = record.given("area")?.map(|_| record.number("area")).transpose()?;
        self.builder.ground_truth(&GroundTruthInput {
            is_crowd: flag("iscrowd")?,
            is_ignored: flag("ignore")?,
            file_area_px2: area,
            ..GroundTruthInput::new(
                record.id("id")?,
                record.id("image_id")?,
                record.id("category_id")?,
                region.as_input(),
            )
        });
        Ok(())
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

    fn region(&self, record: Record<'_, '_>) -> PyResult<OwnedRegion> {
        match self.iou_type {
            IouType::Bbox => record.bbox().map(OwnedRegion::Box),
            IouType::Segm => record.mask(),
        }
    }

    fn batch(&mut self, batch: &Batch<'_>) -> PyResult<()> {
        batch.check()?;
        let image_id = id(&batch.image_id)?;
        let category_ids = batch.category_ids.read()?;
        let rows = category_ids.into_iter().zip(batch.scores.as_array()).enumerate();
        for (row, (category_id, &score)) in rows {
            let region = self.region_of_row(batch, row)?;
            let detection = DetectionInput::new(image_id.clone(), category_id, score, region);
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

fn each(
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
