//! What `detlens.mask` needs: masks and boxes of Python, measured, merged and compared.

mod rle;

use detlens_geometry::{
    MaskSize, RasterScratch, append_counts_of_intersection, append_counts_of_pixels,
    append_counts_of_union, check_counts, fill_pixels, rasterize,
};
use numpy::ndarray::{Array2, Array3, ArrayView3, Axis, ShapeBuilder};
use numpy::{
    IntoPyArray, PyArray1, PyArray2, PyArray3, PyReadonlyArray1, PyReadonlyArray2, PyReadonlyArray3,
};
use pyo3::prelude::*;

pub(crate) use rle::Rle;

use crate::error::input_error;

/// Run lengths of bitmaps, `[height, width, N]`, made without the interpreter's lock.
#[pyfunction]
pub(crate) fn encode(py: Python<'_>, pixels: PyReadonlyArray3<'_, u8>) -> PyResult<Vec<Rle>> {
    let pixels = pixels.as_array();
    py.detach(|| encoded(&pixels))
}

fn encoded(pixels: &ArrayView3<'_, u8>) -> PyResult<Vec<Rle>> {
    let bitmaps = pixels.axis_iter(Axis(2));
    let encoded = bitmaps.map(|bitmap| {
        let size = size_of(bitmap.nrows(), bitmap.ncols())?;
        // Transposed, the columns of a bitmap lie one after the other.
        let columns = bitmap.t();
        let columns = columns.as_standard_layout();
        let mut counts = Vec::new();
        append_counts_of_pixels(columns.as_slice().unwrap_or_default(), &mut counts);
        Ok(Rle::from_counts(&counts, size))
    });
    encoded.collect()
}

/// The bitmaps of masks of one size, `[height, width, N]` in Fortran order.
#[pyfunction]
pub(crate) fn decode(py: Python<'_>, masks: Vec<Rle>) -> PyResult<Bound<'_, PyArray3<u8>>> {
    let size = common_size(&masks)?;
    let (height, width) = (size.height() as usize, size.width() as usize);
    let mut pixels = vec![0; height * width * masks.len()];
    for (mask, pixels) in masks.iter().zip(pixels.chunks_exact_mut(height * width)) {
        fill_pixels(&mask.counts()?, pixels);
    }
    let pixels = Array3::from_shape_vec((height, width, masks.len()).f(), pixels);
    Ok(pixels.map_err(input_error)?.into_pyarray(py))
}

/// Areas in px², length `N`.
#[pyfunction]
pub(crate) fn areas(py: Python<'_>, masks: Vec<Rle>) -> PyResult<Bound<'_, PyArray1<u32>>> {
    let areas: PyResult<Vec<_>> = masks.iter().map(|mask| Ok(mask.measure()?.area_px)).collect();
    Ok(areas?.into_pyarray(py))
}

/// The smallest boxes that hold the masks, `[N, 4]`.
#[pyfunction]
pub(crate) fn boxes_around(py: Python<'_>, masks: Vec<Rle>) -> PyResult<Bound<'_, PyArray2<f64>>> {
    let mut boxes = Array2::zeros((masks.len(), 4));
    for (mask, mut row) in masks.iter().zip(boxes.rows_mut()) {
        let bounds = mask.measure()?.bounding_box_px;
        let numbers = [bounds.x, bounds.y, bounds.width, bounds.height];
        row.iter_mut().zip(numbers).for_each(|(cell, number)| *cell = number.into());
    }
    Ok(boxes.into_pyarray(py))
}

/// One mask of what any of the masks covers, or of what all of them do.
#[pyfunction]
pub(crate) fn merge(masks: Vec<Rle>, intersect: bool) -> PyResult<Rle> {
    let size = common_size(&masks)?;
    let runs = masks.iter().map(Rle::runs).collect::<PyResult<Vec<_>>>()?;
    let runs = runs.iter().map(Vec::as_slice);
    let mut counts = Vec::new();
    if intersect {
        append_counts_of_intersection(runs, size, &mut counts);
    } else {
        append_counts_of_union(runs, size, &mut counts);
    }
    Ok(Rle::from_counts(&counts, size))
}

/// Overlaps of masks, `[D, G]` in Fortran order; -1 where two masks differ in size.
#[pyfunction]
pub(crate) fn iou_of_masks<'py>(
    py: Python<'py>,
    dts: Vec<Rle>,
    gts: Vec<Rle>,
    is_crowd: PyReadonlyArray1<'py, bool>,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let regions = |masks: &[Rle]| masks.iter().map(Rle::region).collect::<PyResult<Vec<_>>>();
    let (dts, gts) = (regions(&dts)?, regions(&gts)?);
    let is_crowd = is_crowd.as_array();
    let overlap = |(dt, gt): (usize, usize)| dts[dt].overlap(&gts[gt], is_crowd[gt]);
    let overlaps = Array2::from_shape_fn((dts.len(), gts.len()).f(), overlap);
    Ok(overlaps.into_pyarray(py))
}

/// Overlaps of boxes, `[D, G]` in Fortran order.
#[pyfunction]
pub(crate) fn iou_of_boxes<'py>(
    py: Python<'py>,
    dts: PyReadonlyArray2<'py, f64>,
    gts: PyReadonlyArray2<'py, f64>,
    is_crowd: PyReadonlyArray1<'py, bool>,
) -> Bound<'py, PyArray2<f64>> {
    let boxes = |boxes: &PyReadonlyArray2<'_, f64>| {
        boxes.as_array().rows().into_iter().map(|row| rle::bounding_box(&row)).collect::<Vec<_>>()
    };
    let (dts, gts, is_crowd) = (boxes(&dts), boxes(&gts), is_crowd.as_array());
    let overlap = |(dt, gt): (usize, usize)| rle::box_overlap(&dts[dt], &gts[gt], is_crowd[gt]);
    Array2::from_shape_fn((dts.len(), gts.len()).f(), overlap).into_pyarray(py)
}

/// A mask for each polygon, each one ring of points.
#[pyfunction]
pub(crate) fn from_polygons(
    polygons: Vec<Vec<f64>>,
    height: u32,
    width: u32,
) -> PyResult<Vec<Rle>> {
    let size = MaskSize::new(height, width).map_err(input_error)?;
    let mut scratch = RasterScratch::default();
    let mut counts = Vec::new();
    let masks = polygons.iter().map(|ring| {
        counts.clear();
        rasterize([ring.as_slice()], size, &mut scratch, &mut counts).map_err(input_error)?;
        Ok(Rle::from_counts(&counts, size))
    });
    masks.collect()
}

/// A mask for each box, `[N, 4]`.
#[pyfunction]
pub(crate) fn from_boxes(
    boxes: PyReadonlyArray2<'_, f64>,
    height: u32,
    width: u32,
) -> PyResult<Vec<Rle>> {
    let boxes = boxes.as_array();
    let outlines = boxes.rows().into_iter().map(|row| {
        let [left, top] = [row[0], row[1]];
        let [right, bottom] = [left + row[2], top + row[3]];
        vec![left, top, left, bottom, right, bottom, right, top]
    });
    from_polygons(outlines.collect(), height, width)
}

/// The coded form of plain run lengths.
#[pyfunction]
pub(crate) fn from_counts(counts: Vec<u32>, size: (u32, u32)) -> PyResult<Rle> {
    let size = MaskSize::new(size.0, size.1).map_err(input_error)?;
    check_counts(&counts, size).map_err(input_error)?;
    Ok(Rle::from_counts(&counts, size))
}

fn size_of(height: usize, width: usize) -> PyResult<MaskSize> {
    let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
    MaskSize::new(side(height), side(width)).map_err(input_error)
}

/// The size that all masks have.
fn common_size(masks: &[Rle]) -> PyResult<MaskSize> {
    let first = masks.first().ok_or_else(|| input_error("there is no mask"))?;
    match masks.iter().position(|mask| mask.size != first.size) {
        None => Ok(first.size),
        Some(idx) => Err(input_error(format!(
            "mask [{idx}] is {} px, but mask [0] is {} px; all must have one size",
            masks[idx].size, first.size
        ))),
    }
}
