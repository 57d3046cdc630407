//! `COCOeval` between `evaluate` and `accumulate`: the objects, read and grouped.

use std::sync::Arc;

use detlens_data::{Dataset, IouType};
use detlens_engine::coco::CocoSettings;
use detlens_engine::evaluate_coco;
use numpy::IntoPyArray;
use numpy::ndarray::Array;
use pyo3::prelude::*;
use pyo3::types::PyList;

use super::Arrays;
use super::cells::{Cells, cell_dict, match_cells};
use super::reading::{Axis, Objects, Reader};
use crate::error::input_error;
use crate::interrupt::interruptible;

/// The objects that one evaluation compares.
#[pyclass(frozen, module = "detlens._detlens")]
pub(crate) struct CocoInput {
    dataset: Arc<Dataset>,
    dts: Arc<Objects>,
    gts: Arc<Objects>,
    use_categories: bool,
    /// Whether the engine sees what pycocotools would see: the same order, the same areas, and ids
    /// that make no difference.
    is_usual: bool,
}

#[pymethods]
impl CocoInput {
    /// Reads annotations and results; those of other images and categories are left out.
    #[new]
    #[pyo3(signature = (*, gts, dts, image_ids, image_sizes, category_ids, iou_type, use_categories))]
    fn new(
        gts: &Bound<'_, PyList>,
        dts: &Bound<'_, PyList>,
        image_ids: &Bound<'_, PyList>,
        image_sizes: Vec<Option<(u32, u32)>>,
        category_ids: &Bound<'_, PyList>,
        iou_type: &str,
        use_categories: bool,
    ) -> PyResult<Self> {
        let iou_type = iou_type_of(iou_type)?;
        let (images, categories) = (Axis::new(image_ids)?, Axis::new(category_ids)?);
        let mut reader = Reader::new(iou_type, images, categories, &image_sizes)?;
        let gts = reader.ground_truths(gts)?;
        let dts = reader.detections(dts)?;
        let is_sorted = reader.is_sorted();
        let dataset = reader.build()?;
        let areas = dts.areas_px2.iter().enumerate();
        let has_usual_areas =
            areas.into_iter().all(|(row, &area)| dataset.detections().coco_area_px2(row) == area);
        let is_usual = is_sorted && has_usual_areas && dts.numbers.iter().all(|&id| id > 0.0);
        let (dts, gts) = (Arc::new(dts), Arc::new(gts));
        Ok(Self { dataset: Arc::new(dataset), dts, gts, use_categories, is_usual })
    }

    /// The arrays of `accumulate`, or none if the settings or the objects are such that they must
    /// be made cell by cell.
    fn arrays<'py>(
        &self,
        py: Python<'py>,
        iou_thresholds: Vec<f64>,
        recall_thresholds: Vec<f64>,
        max_detections: Vec<u32>,
        area_ranges: Vec<[f64; 2]>,
    ) -> PyResult<Option<Arrays<'py>>> {
        if !self.is_usual {
            return Ok(None);
        }
        let settings = CocoSettings {
            iou_thresholds,
            recall_thresholds,
            max_detections,
            area_ranges: area_ranges.into_iter().map(|range| (String::new(), range)).collect(),
            use_categories: self.use_categories,
        };
        let dataset = Arc::clone(&self.dataset);
        let evaluated = interruptible(py, move || evaluate_coco(&dataset, settings))?;
        let Ok(coco) = evaluated else { return Ok(None) };
        let settings = &coco.settings;
        let (n_ious, n_recalls) = (settings.iou_thresholds.len(), settings.recall_thresholds.len());
        let cells = (coco.n_categories, settings.area_ranges.len(), settings.max_detections.len());
        let recall = Array::from_shape_vec((n_ious, cells.0, cells.1, cells.2), coco.recall);
        let sampled = |values| {
            Array::from_shape_vec((n_ious, n_recalls, cells.0, cells.1, cells.2), values)
                .map_err(input_error)
        };
        let (precision, scores) = (sampled(coco.precision)?, sampled(coco.scores)?);
        let recall = recall.map_err(input_error)?;
        Ok(Some((precision.into_pyarray(py), recall.into_pyarray(py), scores.into_pyarray(py))))
    }

    /// The elements of `evalImgs` for some images and categories, given as positions and ids.
    ///
    /// The order is that of categories, area ranges, images.
    fn cells<'py>(
        &self,
        py: Python<'py>,
        images: Vec<(u32, Py<PyAny>)>,
        categories: Vec<(u32, Py<PyAny>)>,
        area_ranges: Vec<Bound<'py, PyAny>>,
        iou_thresholds: Vec<f64>,
        max_detections: (usize, usize),
    ) -> PyResult<Bound<'py, PyList>> {
        let bounds = area_ranges.iter().map(bounds_of).collect::<PyResult<Vec<_>>>()?;
        let positions = |axis: &[(u32, Py<PyAny>)]| axis.iter().map(|(at, _)| *at).collect();
        let cells = self.grouped(max_detections.0);
        let (image_at, category_at): (Vec<u32>, Vec<u32>) =
            (positions(&images), positions(&categories));
        let limit = max_detections.1;
        let matched = interruptible(py, move || {
            match_cells(&cells, &image_at, &category_at, &bounds, &iou_thresholds, limit)
        })?;
        let list = PyList::empty(py);
        let mut matched = matched.into_iter();
        for (_, category_id) in &categories {
            for area_range in &area_ranges {
                for (_, image_id) in &images {
                    let Some(cell) = matched.next() else { continue };
                    let ids = (image_id.bind(py), category_id.bind(py));
                    list.append(cell_dict(
                        py,
                        cell,
                        ids,
                        area_range,
                        (limit, &self.dts, &self.gts),
                    )?)?;
                }
            }
        }
        Ok(list)
    }

    /// The values of `ious` for some images and categories, in the order of images, categories.
    fn ious<'py>(
        &self,
        py: Python<'py>,
        images: Vec<u32>,
        categories: Vec<u32>,
        max_detections: usize,
    ) -> PyResult<Bound<'py, PyList>> {
        let cells = self.grouped(max_detections);
        let overlaps = interruptible(py, move || cells.overlaps(&images, &categories))?;
        let list = PyList::empty(py);
        for (n_dts, n_gts, overlaps) in overlaps {
            if n_dts == 0 || n_gts == 0 {
                list.append(PyList::empty(py))?;
                continue;
            }
            let overlaps = Array::from_shape_vec((n_dts, n_gts), overlaps).map_err(input_error)?;
            // pycocotools gives them in Fortran order.
            let columns = overlaps.t().as_standard_layout().into_owned();
            list.append(columns.reversed_axes().into_pyarray(py))?;
        }
        Ok(list)
    }
}

impl CocoInput {
    fn grouped(&self, max_detections: usize) -> Cells {
        let (dataset, dts, gts) =
            (Arc::clone(&self.dataset), Arc::clone(&self.dts), Arc::clone(&self.gts));
        Cells::new(dataset, dts, gts, self.use_categories, max_detections)
    }
}

/// The IoU types that there are.
pub(crate) fn iou_type_of(text: &str) -> PyResult<IouType> {
    match text {
        "bbox" => Ok(IouType::Bbox),
        "segm" => Ok(IouType::Segm),
        _ => Err(input_error(format!("the IoU type is {text:?}; there are \"bbox\" and \"segm\""))),
    }
}

fn bounds_of(area_range: &Bound<'_, PyAny>) -> PyResult<[f64; 2]> {
    Ok([area_range.get_item(0)?.extract()?, area_range.get_item(1)?.extract()?])
}
