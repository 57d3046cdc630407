//! Cells: the objects of one image and category, matched one by one.

use std::collections::HashMap;
use std::sync::Arc;

use detlens_data::Dataset;
use detlens_engine::coco::plain::{Cell, CellMatches, match_cell, overlaps};
use numpy::ndarray::Array2;
use numpy::{IntoPyArray, PyArray1};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use rayon::prelude::*;

use super::reading::Objects;

/// The rows of every cell that has any.
pub(super) struct Cells {
    dataset: Arc<Dataset>,
    dts: Arc<Objects>,
    gts: Arc<Objects>,
    rows: HashMap<(u32, u32), CellRows>,
    use_categories: bool,
}

/// Rows of one cell: detections from the highest score down, ground truths in their order.
#[derive(Clone, Debug, Default)]
struct CellRows {
    dts: Vec<u32>,
    gts: Vec<u32>,
}

/// One cell in one area range.
pub(super) struct MatchedCell {
    rows: CellRows,
    scores: Vec<f64>,
    matches: CellMatches,
    n_iou_thresholds: usize,
}

impl Cells {
    /// Groups the rows; only the highest scores of a cell, up to the limit, are kept.
    pub(super) fn new(
        dataset: Arc<Dataset>,
        dts: Arc<Objects>,
        gts: Arc<Objects>,
        use_categories: bool,
        max_detections: usize,
    ) -> Self {
        let mut rows: HashMap<_, CellRows> = HashMap::new();
        let cell = |objects: &Objects, row: u32| {
            let category = objects.category[row as usize];
            (objects.image[row as usize], if use_categories { category } else { 0 })
        };
        for row in in_order(&dts) {
            rows.entry(cell(&dts, row)).or_default().dts.push(row);
        }
        for row in in_order(&gts) {
            rows.entry(cell(&gts, row)).or_default().gts.push(row);
        }
        let scores = dataset.detections().scores();
        // The order of the cells does not matter: each is sorted by itself.
        #[expect(clippy::iter_over_hash_type, reason = "each cell is sorted by itself")]
        for cell in rows.values_mut() {
            let score = |row: u32| scores[row as usize] + 0.0;
            cell.dts.sort_by(|&a, &b| score(b).total_cmp(&score(a)));
            cell.dts.truncate(max_detections);
        }
        Self { dataset, dts, gts, rows, use_categories }
    }

    /// Numbers of detections and ground truths and their overlaps, for images and categories.
    pub(super) fn overlaps(
        &self,
        images: &[u32],
        categories: &[u32],
    ) -> Vec<(usize, usize, Vec<f64>)> {
        let pairs: Vec<_> = images
            .iter()
            .flat_map(|&image| categories.iter().map(move |&category| (image, category)))
            .collect();
        let of_cell = |(image, category)| {
            let Some(rows) = self.of(image, category) else { return (0, 0, Vec::new()) };
            (rows.dts.len(), rows.gts.len(), overlaps(&self.dataset, &rows.dts, &rows.gts))
        };
        pairs.into_par_iter().map(of_cell).collect()
    }

    fn of(&self, image: u32, category: u32) -> Option<&CellRows> {
        self.rows.get(&(image, if self.use_categories { category } else { 0 }))
    }

    /// Matches one cell in each area range; none if there is nothing in it.
    fn matched(
        &self,
        (image, category): (u32, u32),
        bounds_px2: &[[f64; 2]],
        iou_thresholds: &[f64],
        limit: usize,
    ) -> Vec<Option<MatchedCell>> {
        let Some(rows) = self.of(image, category) else {
            return bounds_px2.iter().map(|_| None).collect();
        };
        let mut rows = rows.clone();
        rows.dts.truncate(limit);
        let of = |values: &[f64], rows: &[u32]| -> Vec<f64> {
            rows.iter().map(|&row| values[row as usize]).collect()
        };
        let is_crowd = self.dataset.ground_truths().is_crowd();
        let cell = Cell {
            overlaps: &overlaps(&self.dataset, &rows.dts, &rows.gts),
            dt_ids: &of(&self.dts.numbers, &rows.dts),
            dt_areas_px2: &of(&self.dts.areas_px2, &rows.dts),
            gt_ids: &of(&self.gts.numbers, &rows.gts),
            gt_areas_px2: &of(&self.gts.areas_px2, &rows.gts),
            gt_is_crowd: &rows.gts.iter().map(|&row| is_crowd[row as usize]).collect::<Vec<_>>(),
        };
        let scores = of(self.dataset.detections().scores(), &rows.dts);
        let in_range = |bounds: &[f64; 2]| {
            Some(MatchedCell {
                rows: rows.clone(),
                scores: scores.clone(),
                matches: match_cell(&cell, *bounds, iou_thresholds),
                n_iou_thresholds: iou_thresholds.len(),
            })
        };
        bounds_px2.iter().map(in_range).collect()
    }
}

/// Rows in the order of categories, and inside a category in their own.
fn in_order(objects: &Objects) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..).zip(&objects.image).map(|(row, _)| row).collect();
    rows.sort_by_key(|&row| objects.category[row as usize]);
    rows
}

/// Matches cells in the order of categories, area ranges, images.
pub(super) fn match_cells(
    cells: &Cells,
    images: &[u32],
    categories: &[u32],
    bounds_px2: &[[f64; 2]],
    iou_thresholds: &[f64],
    limit: usize,
) -> Vec<Option<MatchedCell>> {
    let mut matched = Vec::new();
    for &category in categories {
        let of_image =
            |&image: &u32| cells.matched((image, category), bounds_px2, iou_thresholds, limit);
        let mut of_images: Vec<_> = images.par_iter().map(of_image).map(Vec::into_iter).collect();
        for _ in bounds_px2 {
            matched.extend(of_images.iter_mut().map(|ranges| ranges.next().flatten()));
        }
    }
    matched
}

/// An element of `evalImgs`; `None` for an empty cell.
pub(super) fn cell_dict<'py>(
    py: Python<'py>,
    cell: Option<MatchedCell>,
    (image_id, category_id): (&Bound<'py, PyAny>, &Bound<'py, PyAny>),
    area_range: &Bound<'py, PyAny>,
    (max_detections, dts, gts): (usize, &Objects, &Objects),
) -> PyResult<Option<Bound<'py, PyDict>>> {
    let Some(cell) = cell else { return Ok(None) };
    let MatchedCell { rows, scores, matches, n_iou_thresholds } = cell;
    let ids = |objects: &Objects, rows: &[u32]| {
        PyList::new(py, rows.iter().map(|&row| objects.ids[row as usize].bind(py).clone()))
    };
    let gt_rows: Vec<u32> = matches.gt_order.iter().map(|&gt| rows.gts[gt]).collect();
    let (n_dts, n_gts) = (rows.dts.len(), gt_rows.len());
    let dict = PyDict::new(py);
    dict.set_item("image_id", image_id)?;
    dict.set_item("category_id", category_id)?;
    dict.set_item("aRng", area_range)?;
    dict.set_item("maxDet", max_detections)?;
    dict.set_item("dtIds", ids(dts, &rows.dts)?)?;
    dict.set_item("gtIds", ids(gts, &gt_rows)?)?;
    dict.set_item("dtMatches", table(py, (n_iou_thresholds, n_dts), matches.dt_matches)?)?;
    dict.set_item("gtMatches", table(py, (n_iou_thresholds, n_gts), matches.gt_matches)?)?;
    dict.set_item("dtScores", scores)?;
    dict.set_item("gtIgnore", gt_ignore(py, &matches.gt_is_ignored))?;
    dict.set_item("dtIgnore", table(py, (n_iou_thresholds, n_dts), matches.dt_is_ignored)?)?;
    Ok(Some(dict))
}

fn table<T: numpy::Element>(
    py: Python<'_>,
    shape: (usize, usize),
    values: Vec<T>,
) -> PyResult<Bound<'_, PyAny>> {
    let table = Array2::from_shape_vec(shape, values).map_err(crate::error::input_error)?;
    Ok(table.into_pyarray(py).into_any())
}

/// COCO rule: numpy makes whole numbers of the flags, and doubles where there is none.
fn gt_ignore<'py>(py: Python<'py>, is_ignored: &[bool]) -> Bound<'py, PyAny> {
    if is_ignored.is_empty() {
        return PyArray1::<f64>::zeros(py, 0, false).into_any();
    }
    let flags: Vec<i64> = is_ignored.iter().map(|&is_ignored| is_ignored.into()).collect();
    flags.into_pyarray(py).into_any()
}
