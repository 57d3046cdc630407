//! `COCOeval.accumulate` over the elements of `evalImgs`, wherever they come from.

use detlens_engine::coco::plain::{CellOutcomes, PlainCurves, curves};
use numpy::IntoPyArray;
use numpy::ndarray::{Array4, Array5};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::PyList;
use rayon::prelude::*;

use super::Arrays;
use crate::interrupt::interruptible;

/// What the arrays need of one element of `evalImgs`.
#[derive(Debug)]
struct Outcomes {
    scores: Vec<f64>,
    dt_matches: Vec<f64>,
    dt_is_ignored: Vec<bool>,
    gt_is_ignored: Vec<bool>,
    n_iou_thresholds: usize,
}

/// Which elements make which curve.
#[derive(FromPyObject, Debug)]
#[pyo3(from_item_all)]
pub(crate) struct Selection {
    /// Numbers of area ranges and images that the list was made for.
    n_area_ranges: usize,
    n_images: usize,
    /// Positions of categories, area ranges and images in that list.
    categories: Vec<usize>,
    area_ranges: Vec<usize>,
    images: Vec<usize>,
    limits: Vec<usize>,
    recall_thresholds: Vec<f64>,
    /// Shape of the result: `[T, K, A, M]`.
    shape: [usize; 4],
}

/// Precision, recall and scores of the selected elements, -1 where there is no curve.
#[pyfunction]
pub(crate) fn accumulate_cells<'py>(
    py: Python<'py>,
    cells: &Bound<'py, PyList>,
    selection: Selection,
) -> PyResult<Arrays<'py>> {
    let outcomes = cells.iter().map(|cell| outcomes_of(&cell)).collect::<PyResult<Vec<_>>>()?;
    selection.check(&outcomes)?;
    let [n_ious, n_categories, n_areas, n_limits] = selection.shape;
    let n_recalls = selection.recall_thresholds.len();
    let n_limits_chosen = selection.limits.len();
    let n_areas_chosen = selection.area_ranges.len();
    let places = move |at: usize| {
        (
            at / n_limits_chosen / n_areas_chosen,
            at / n_limits_chosen % n_areas_chosen,
            at % n_limits_chosen,
        )
    };
    let curves = interruptible(py, move || selection.curves(&outcomes))?;
    let mut precision =
        Array5::from_elem((n_ious, n_recalls, n_categories, n_areas, n_limits), -1.0);
    let mut scores = precision.clone();
    let mut recall = Array4::from_elem((n_ious, n_categories, n_areas, n_limits), -1.0);
    for (at, curves) in curves.into_iter().enumerate() {
        let Some(curves) = curves else { continue };
        let (k, a, m) = places(at);
        if curves.recall.len() > n_ious {
            return Err(PyIndexError::new_err("evalImgs has more IoU thresholds than params"));
        }
        for (t, &reached) in curves.recall.iter().enumerate() {
            recall[[t, k, a, m]] = reached;
            for r in 0..n_recalls {
                precision[[t, r, k, a, m]] = curves.precision[t * n_recalls + r];
                scores[[t, r, k, a, m]] = curves.scores[t * n_recalls + r];
            }
        }
    }
    Ok((precision.into_pyarray(py), recall.into_pyarray(py), scores.into_pyarray(py)))
}

impl Selection {
    /// Whether every element that is asked for is there.
    fn check(&self, outcomes: &[Option<Outcomes>]) -> PyResult<()> {
        let last = |positions: &[usize]| positions.iter().max().copied();
        let ends = (last(&self.categories), last(&self.area_ranges), last(&self.images));
        if let (Some(k), Some(a), Some(i)) = ends
            && !self.limits.is_empty()
            && self.at(k, a) + i >= outcomes.len()
        {
            return Err(PyIndexError::new_err("evalImgs is shorter than params say"));
        }
        Ok(())
    }

    fn at(&self, category: usize, area_range: usize) -> usize {
        (category * self.n_area_ranges + area_range) * self.n_images
    }

    /// The curves in the order of categories, area ranges, limits.
    fn curves(&self, outcomes: &[Option<Outcomes>]) -> Vec<Option<PlainCurves>> {
        let of_category = |&category: &usize| {
            let of_range = move |&area_range: &usize| self.of_range(outcomes, category, area_range);
            self.area_ranges.iter().flat_map(of_range).collect::<Vec<_>>()
        };
        self.categories.par_iter().flat_map(of_category).collect()
    }

    fn of_range(
        &self,
        outcomes: &[Option<Outcomes>],
        category: usize,
        area_range: usize,
    ) -> Vec<Option<PlainCurves>> {
        let start = self.at(category, area_range);
        let cells: Vec<&Outcomes> =
            self.images.iter().filter_map(|&image| outcomes.get(start + image)?.as_ref()).collect();
        let n_ious = cells.first().map_or(0, |cell| cell.n_iou_thresholds);
        let views: Vec<_> = cells.iter().map(|cell| cell.view()).collect();
        let of_limit = |&limit: &usize| curves(&views, limit, n_ious, &self.recall_thresholds);
        self.limits.iter().map(of_limit).collect()
    }
}

impl Outcomes {
    fn view(&self) -> CellOutcomes<'_> {
        CellOutcomes {
            scores: &self.scores,
            dt_matches: &self.dt_matches,
            dt_is_ignored: &self.dt_is_ignored,
            gt_is_ignored: &self.gt_is_ignored,
        }
    }
}

/// Reads an element of `evalImgs`; its arrays may be of any type of number, or lists.
fn outcomes_of(cell: &Bound<'_, PyAny>) -> PyResult<Option<Outcomes>> {
    if cell.is_none() {
        return Ok(None);
    }
    let dt_matches: Vec<Vec<f64>> = cell.get_item("dtMatches")?.extract()?;
    let dt_is_ignored: Vec<Vec<f64>> = cell.get_item("dtIgnore")?.extract()?;
    let gt_is_ignored: Vec<f64> = cell.get_item("gtIgnore")?.extract()?;
    Ok(Some(Outcomes {
        scores: cell.get_item("dtScores")?.extract()?,
        n_iou_thresholds: dt_matches.len(),
        dt_matches: dt_matches.concat(),
        dt_is_ignored: dt_is_ignored.concat().into_iter().map(|flag| flag != 0.0).collect(),
        gt_is_ignored: gt_is_ignored.into_iter().map(|flag| flag != 0.0).collect(),
    }))
}
