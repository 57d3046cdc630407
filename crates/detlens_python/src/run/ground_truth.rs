//! Ground truths that stand ready for evaluations, from files and from dictionaries.

use std::fs::File;
use std::path::{Path, PathBuf};

use detlens_data::{
    Category, Dataset, DatasetBuilder, GroundTruthInput, Image, IouType, Problems, ReadOptions,
    Source, read,
};
use detlens_geometry::MaskSize;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use super::memory::{each, region};
use crate::coco::iou_type_of;
use crate::error::{MachineError, input_error};
use crate::fields::Record;
use crate::interrupt::interruptible;
use crate::problems::problems_error;

/// A ground truth that was read and checked, for any number of evaluations.
#[pyclass(frozen, module = "detlens._detlens")]
pub(crate) struct GroundTruth {
    /// It has no detections.
    pub(super) dataset: Dataset,
    /// What is to be told of it.
    pub(super) problems: Problems,
}

/// The path of a file, which Python need not read, or COCO's lists.
#[derive(FromPyObject)]
pub(crate) enum GroundTruthSource<'py> {
    File(PathBuf),
    Lists(Bound<'py, PyDict>),
}

#[pymethods]
impl GroundTruth {
    #[new]
    fn new(py: Python<'_>, source: GroundTruthSource<'_>, iou_type: &str) -> PyResult<Self> {
        let iou_type = iou_type_of(iou_type)?;
        match source {
            GroundTruthSource::File(path) => {
                interruptible(py, move || Self::of_file(&path, iou_type))?
            }
            GroundTruthSource::Lists(document) => {
                let dataset = of_lists(&document, iou_type)?;
                Ok(Self { dataset, problems: Problems::default() })
            }
        }
    }
}

impl GroundTruth {
    fn of_file(path: &Path, iou_type: IouType) -> PyResult<Self> {
        let name = path.display().to_string();
        let file = File::open(path)
            .map_err(|error| MachineError::new_err(format!("cannot read {name}: {error}")))?;
        let options = ReadOptions { iou_type: Some(iou_type), lenient: false };
        let outcome = read(Source::new(name, file), Vec::new(), &options);
        let dataset = outcome.dataset.ok_or_else(|| problems_error(&outcome.problems))?;
        Ok(Self { dataset, problems: outcome.problems })
    }
}

/// The ground truth in COCO's lists.
fn of_lists(document: &Bound<'_, PyDict>, iou_type: IouType) -> PyResult<Dataset> {
    let list = |name| -> PyResult<Bound<'_, PyList>> {
        let missing = || input_error(format!("the ground truth has no list `{name}`"));
        Ok(document.get_item(name)?.ok_or_else(missing)?.cast_into()?)
    };
    let mut builder = DatasetBuilder::new(iou_type);
    each(&list("images")?, "image", |record| image(record, &mut builder))?;
    each(&list("categories")?, "category", |record| category(record, &mut builder))?;
    each(&list("annotations")?, "annotation", |record| annotation(record, iou_type, &mut builder))?;
    builder.build().map_err(|problems| problems_error(&problems))
}

fn image(record: Record<'_, '_>, builder: &mut DatasetBuilder) -> PyResult<()> {
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
    builder.image(&Image { id, file_name: file_name.unwrap_or_default(), size });
    Ok(())
}

fn category(record: Record<'_, '_>, builder: &mut DatasetBuilder) -> PyResult<()> {
    let name = record.given("name")?.map(|name| name.extract()).transpose()?;
    let id = record.id("id")?;
    builder.category(&Category { id, name: name.unwrap_or_default() });
    Ok(())
}

fn annotation(
    record: Record<'_, '_>,
    iou_type: IouType,
    builder: &mut DatasetBuilder,
) -> PyResult<()> {
    let flag = |name| match record.given(name)? {
        Some(_) => record.flag(name),
        None => Ok(false),
    };
    let region = region(record, iou_type)?;
    let area = record.given("area")?.map(|_| record.number("area")).transpose()?;
    builder.ground_truth(&GroundTruthInput {
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
