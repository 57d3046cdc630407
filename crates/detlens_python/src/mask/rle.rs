//! A mask as COCO's dictionary `{"size": [height, width], "counts": bytes}`.

use detlens_geometry::{
    BoundingBox, MaskMeasure, MaskSize, Run, box_iou, box_overlap_of_crowd, decode_counts,
    encode_counts, foreground_runs, intersection_px, mask_iou, mask_overlap_of_crowd, measure,
};
use numpy::ndarray::ArrayView1;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};

use crate::error::input_error;

/// A coded mask whose run lengths have not been looked at yet.
#[derive(Debug)]
pub(crate) struct Rle {
    pub(crate) size: MaskSize,
    pub(crate) coded: Vec<u8>,
}

/// A mask that is ready to be compared.
#[derive(Debug)]
pub(crate) struct Region {
    size: MaskSize,
    measure: MaskMeasure,
    runs: Vec<Run>,
}

impl Rle {
    pub(crate) fn from_counts(counts: &[u32], size: MaskSize) -> Self {
        let mut coded = Vec::new();
        encode_counts(counts, &mut coded);
        Self { size, coded }
    }

    pub(crate) fn measure(&self) -> PyResult<MaskMeasure> {
        measure(&self.coded, self.size).map_err(input_error)
    }

    pub(super) fn counts(&self) -> PyResult<Vec<u32>> {
        self.measure()?;
        let mut counts = Vec::new();
        decode_counts(&self.coded, &mut counts).map_err(input_error)?;
        Ok(counts)
    }

    pub(super) fn runs(&self) -> PyResult<Vec<Run>> {
        self.measure()?;
        let mut runs = Vec::new();
        foreground_runs(&self.coded, &mut runs);
        Ok(runs)
    }

    pub(super) fn region(&self) -> PyResult<Region> {
        Ok(Region { size: self.size, measure: self.measure()?, runs: self.runs()? })
    }
}

impl Region {
    /// COCO rule: masks of two sizes have an overlap of -1 where the boxes around them meet.
    pub(super) fn overlap(&self, gt: &Self, is_crowd: bool) -> f64 {
        let around = |region: &Self| BoundingBox::from(region.measure.bounding_box_px);
        if around(self).intersection_px2(&around(gt)) == 0.0 {
            return 0.0;
        }
        if self.size != gt.size {
            return -1.0;
        }
        let shared_px = intersection_px(&self.runs, &gt.runs);
        let dt_area_px = self.measure.area_px;
        if is_crowd {
            mask_overlap_of_crowd(shared_px, dt_area_px)
        } else {
            mask_iou(shared_px, dt_area_px, gt.measure.area_px)
        }
    }
}

/// The overlap of two boxes, as matching would see it.
pub(super) fn box_overlap(dt: &BoundingBox, gt: &BoundingBox, is_crowd: bool) -> f64 {
    if is_crowd { box_overlap_of_crowd(dt, gt) } else { box_iou(dt, gt) }
}

/// A row of four numbers as a box.
pub(super) fn bounding_box(row: &ArrayView1<'_, f64>) -> BoundingBox {
    BoundingBox { x: row[0], y: row[1], width: row[2], height: row[3] }
}

impl FromPyObject<'_, '_> for Rle {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let (height, width) = pair(&object.get_item("size")?)?;
        let size = MaskSize::new(height, width).map_err(input_error)?;
        let counts = object.get_item("counts")?;
        let coded = if let Ok(bytes) = counts.cast::<PyBytes>() {
            bytes.as_bytes().to_vec()
        } else if let Ok(text) = counts.cast::<PyString>() {
            text.to_cow()?.as_bytes().to_vec()
        } else {
            let kind = counts.get_type().name()?;
            return Err(PyTypeError::new_err(format!(
                "counts must be bytes or str, not {kind}; frPyObjects codes a list"
            )));
        };
        Ok(Self { size, coded })
    }
}

fn pair(size: &Bound<'_, PyAny>) -> PyResult<(u32, u32)> {
    Ok((size.get_item(0)?.extract()?, size.get_item(1)?.extract()?))
}

impl<'py> IntoPyObject<'py> for Rle {
    type Target = PyDict;
    type Output = Bound<'py, PyDict>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let dict = PyDict::new(py);
        dict.set_item("size", vec![self.size.height(), self.size.width()])?;
        dict.set_item("counts", PyBytes::new(py, &self.coded))?;
        Ok(dict)
    }
}
