//! Dictionaries turned into a dataset: the ground truths and detections of some images and
//! categories.

use detlens_data::{
    Category, Dataset, DatasetBuilder, DetectionInput, GroundTruthInput, Id, Image, IouType,
};
use detlens_geometry::{BoundingBox, MaskSize};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::error::input_error;
use crate::fields::{OwnedRegion, Record, id};
use crate::problems::problems_error;

/// The images or categories that are evaluated: their ids, and each id's position.
pub(super) struct Axis<'py> {
    ids: Vec<Id>,
    positions: Bound<'py, PyDict>,
}

/// Columns of the objects of one side, in the order of the dataset's rows.
#[derive(Debug, Default)]
pub(super) struct Objects {
    /// Ids as Python holds them.
    pub(super) ids: Vec<Py<PyAny>>,
    /// Ids as numpy stores them.
    pub(super) numbers: Vec<f64>,
    pub(super) areas_px2: Vec<f64>,
    /// Position among the images that are evaluated.
    pub(super) image: Vec<u32>,
    /// Position among the categories that are evaluated.
    pub(super) category: Vec<u32>,
}

/// Reads both sides into one dataset.
pub(super) struct Reader<'py> {
    iou_type: IouType,
    images: Axis<'py>,
    categories: Axis<'py>,
    builder: DatasetBuilder,
}

impl<'py> Axis<'py> {
    pub(super) fn new(ids: &Bound<'py, PyList>) -> PyResult<Self> {
        let positions = PyDict::new(ids.py());
        for (position, id) in ids.iter().enumerate() {
            positions.set_item(id, position)?;
        }
        let ids = ids.iter().map(|value| id(&value)).collect::<PyResult<_>>()?;
        Ok(Self { ids, positions })
    }

    /// Whether the order is the one that datasets have.
    pub(super) fn is_sorted(&self) -> bool {
        self.ids.is_sorted_by(|a, b| a < b)
    }

    fn position(&self, id: &Bound<'py, PyAny>) -> PyResult<Option<u32>> {
        self.positions.get_item(id)?.map(|position| position.extract()).transpose()
    }
}

impl<'py> Reader<'py> {
    /// `sizes` are the heights and widths of the images, as far as they are known.
    pub(super) fn new(
        iou_type: IouType,
        images: Axis<'py>,
        categories: Axis<'py>,
        sizes: &[Option<(u32, u32)>],
    ) -> PyResult<Self> {
        let mut builder = DatasetBuilder::new(iou_type);
        // COCO rule: an empty box is an object like any other, which overlaps nothing.
        builder.accept_empty_boxes();
        for (id, size) in images.ids.iter().zip(sizes) {
            let size = size.map(|(height, width)| MaskSize::new(height, width)).transpose();
            let size = size.map_err(|error| input_error(format!("image {id}: {error}")))?;
            builder.image(&Image { id: id.clone(), file_name: String::new(), size });
        }
        for id in &categories.ids {
            builder.category(&Category { id: id.clone(), name: String::new() });
        }
        Ok(Self { iou_type, images, categories, builder })
    }

    pub(super) fn is_sorted(&self) -> bool {
        self.images.is_sorted() && self.categories.is_sorted()
    }

    /// Adds the annotations that belong to the images and categories.
    pub(super) fn ground_truths(&mut self, list: &Bound<'py, PyList>) -> PyResult<Objects> {
        let mut objects = Objects::default();
        self.each(list, "annotation", |this, record, (image, category)| {
            let region = this.region(record)?;
            let area_px2 = record.number("area")?;
            let id = record.id("id")?;
            this.builder.ground_truth(&GroundTruthInput {
                is_crowd: record.flag("iscrowd")?,
                file_area_px2: Some(area_px2),
                ..GroundTruthInput::new(
                    id,
                    this.images.ids[image as usize].clone(),
                    this.categories.ids[category as usize].clone(),
                    region.as_input(),
                )
            });
            objects.push(record, area_px2, (image, category))
        })?;
        Ok(objects)
    }

    /// Adds the results that belong to the images and categories.
    ///
    /// A box beside a mask is kept if `area` is the area of the box, as pycocotools has it there.
    pub(super) fn detections(&mut self, list: &Bound<'py, PyList>) -> PyResult<Objects> {
        let mut objects = Objects::default();
        let mut has_box_area = None;
        self.each(list, "result", |this, record, (image, category)| {
            let region = this.region(record)?;
            let area_px2 = record.number("area")?;
            let bbox = match this.iou_type {
                IouType::Bbox => None,
                IouType::Segm => record.optional("bbox")?.and_then(|_| record.bbox().ok()),
            };
            let is_of_box = |bbox: &BoundingBox| bbox.area_px2() == area_px2;
            let keeps_box = *has_box_area.get_or_insert(bbox.as_ref().is_some_and(is_of_box));
            this.builder.detection(&DetectionInput {
                bbox: bbox.filter(|_| keeps_box),
                ..DetectionInput::new(
                    this.images.ids[image as usize].clone(),
                    this.categories.ids[category as usize].clone(),
                    record.number("score")?,
                    region.as_input(),
                )
            });
            objects.push(record, area_px2, (image, category))
        })?;
        Ok(objects)
    }

    /// The dataset, or everything that is wrong with it.
    pub(super) fn build(self) -> PyResult<Dataset> {
        self.builder.build().map_err(|problems| problems_error(&problems))
    }

    fn each(
        &mut self,
        list: &Bound<'py, PyList>,
        what: &'static str,
        mut add: impl FnMut(&mut Self, Record<'_, 'py>, (u32, u32)) -> PyResult<()>,
    ) -> PyResult<()> {
        for (row, item) in list.iter().enumerate() {
            let dict = item.cast_into::<PyDict>()?;
            let record = Record { dict: &dict, what, row };
            let image = self.images.position(&record.field("image_id")?)?;
            let category = self.categories.position(&record.field("category_id")?)?;
            if let (Some(image), Some(category)) = (image, category) {
                add(self, record, (image, category))?;
            }
        }
        Ok(())
    }

    fn region(&self, record: Record<'_, '_>) -> PyResult<OwnedRegion> {
        match self.iou_type {
            IouType::Bbox => record.bbox().map(OwnedRegion::Box),
            IouType::Segm => record.mask(),
        }
    }
}

impl Objects {
    fn push(
        &mut self,
        record: Record<'_, '_>,
        area_px2: f64,
        (image, category): (u32, u32),
    ) -> PyResult<()> {
        let id = record.field("id")?;
        self.numbers.push(as_numpy_stores(&record.id("id")?).ok_or_else(|| {
            record.error("id", &format!("is {id}, and a match is stored as a number"))
        })?);
        self.ids.push(id.unbind());
        self.areas_px2.push(area_px2);
        self.image.push(image);
        self.category.push(category);
        Ok(())
    }
}

/// COCO rule: a match is stored as a double, which a text is converted to.
#[expect(clippy::cast_precision_loss, reason = "numpy rounds a large id as well")]
fn as_numpy_stores(id: &Id) -> Option<f64> {
    match id {
        Id::Number(number) => Some(*number as f64),
        Id::Text(text) => text.trim().parse().ok(),
    }
}
