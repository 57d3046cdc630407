//! The objects on the chosen images, and what became of them.

use std::collections::HashMap;

use detlens_geometry::BoundingBox;
use detlens_run::arrow_array::Array;
use detlens_run::arrow_array::types::{Float64Type, UInt32Type};
use detlens_run::schema::{Exact, IouType};
use detlens_run::{DetectionOutcome, Role, Rows, Run, Table};

use crate::LogError;
use crate::names::percent;

/// What became of an object at the operating point and the reference IoU threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// A detection that matched a counted ground truth.
    TruePositive,
    /// A detection that matched nothing.
    FalsePositive,
    /// A counted ground truth that no detection matched.
    FalseNegative,
}

/// A detection or a missed ground truth.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// What became of it.
    pub outcome: Outcome,
    /// Name of its category.
    pub category: String,
    /// The score; none of a ground truth.
    pub score: Option<f64>,
    /// Of a true positive the IoU with its ground truth, else the best with any object of the
    /// other side and the same category.
    pub iou: Option<f64>,
    /// The box, or the box around the mask.
    pub bbox: BoundingBox,
    /// Of a mask, COCO's compressed run lengths.
    pub rle_counts: Option<String>,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::TruePositive, Self::FalsePositive, Self::FalseNegative];

    /// Its short name: `TP`, `FP` or `FN`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::TruePositive => "TP",
            Self::FalsePositive => "FP",
            Self::FalseNegative => "FN",
        }
    }
}

impl Object {
    /// The object in a few words: `person 0.93, IoU 0.81`.
    #[must_use]
    pub fn caption(&self) -> String {
        let best = if self.outcome == Outcome::TruePositive { "" } else { "best " };
        let score = self.score.map(|score| format!(" {score:.2}"));
        let iou = self.iou.map(|iou| format!(", {best}IoU {iou:.2}"));
        format!("{}{}{}", self.category, score.unwrap_or_default(), iou.unwrap_or_default())
    }
}

/// The objects on each of some images, given by their rows.
pub(super) fn read(
    run: &Run,
    image_rows: impl Iterator<Item = usize>,
) -> Result<Vec<Vec<Object>>, LogError> {
    let place: HashMap<usize, usize> =
        image_rows.enumerate().map(|(place, row)| (row, place)).collect();
    let mut objects = vec![Vec::new(); place.len()];
    let Some(exact) = run.record().exact.as_ref().filter(|_| !place.is_empty()) else {
        return Ok(objects);
    };
    let mut add = |image_row: usize, object: Object| {
        if let Some(&place) = place.get(&image_row) {
            objects[place].push(object);
        }
    };
    let is_chosen = |image_row: usize| place.contains_key(&image_row);
    detections(run, exact, is_chosen, &mut add)?;
    ground_truths(run, exact, is_chosen, &mut add)?;
    Ok(objects)
}

/// The true and false positives, from the highest score down.
fn detections(
    run: &Run,
    exact: &Exact,
    is_chosen: impl Fn(usize) -> bool,
    add: &mut impl FnMut(usize, Object),
) -> Result<(), LogError> {
    let outcome = format!("outcome_{}", percent(exact.operating_point.reference_iou_threshold));
    let own = ["is_kept", "score", "iou", "best_same_iou", outcome.as_str()];
    let rows = run.read(Table::Detections, &columns(run, &own))?;
    let common = CommonColumns::of(&rows)?;
    let outcomes: Vec<DetectionOutcome> = rows.words(&outcome)?;
    let scores = rows.numbers::<Float64Type>("score")?;
    let (iou, best) =
        (rows.numbers::<Float64Type>("iou")?, rows.numbers::<Float64Type>("best_same_iou")?);
    let is_kept = rows.flags("is_kept")?;
    for row in (0..rows.len()).filter(|&row| is_kept.value(row)) {
        let (outcome, iou) = match outcomes[row] {
            DetectionOutcome::TruePositive => (Outcome::TruePositive, iou),
            DetectionOutcome::FalsePositive => (Outcome::FalsePositive, best),
            DetectionOutcome::Excused | DetectionOutcome::BeyondLimit => continue,
        };
        if is_chosen(common.image_row(row)) {
            let score = Some(scores.value(row));
            let iou = iou.is_valid(row).then(|| iou.value(row));
            add(common.image_row(row), common.object(row, outcome, score, iou));
        }
    }
    Ok(())
}

/// The false negatives, in file order.
fn ground_truths(
    run: &Run,
    exact: &Exact,
    is_chosen: impl Fn(usize) -> bool,
    add: &mut impl FnMut(usize, Object),
) -> Result<(), LogError> {
    let point = &exact.operating_point;
    let score = format!("match_score_{}", percent(point.reference_iou_threshold));
    let rows =
        run.read(Table::GroundTruths, &columns(run, &["role", "best_iou", score.as_str()]))?;
    let common = CommonColumns::of(&rows)?;
    let roles: Vec<Role> = rows.words("role")?;
    let match_scores = rows.numbers::<Float64Type>(&score)?;
    let best = rows.numbers::<Float64Type>("best_iou")?;
    for row in (0..rows.len()).filter(|&row| roles[row] == Role::Counted) {
        let is_found =
            match_scores.is_valid(row) && match_scores.value(row) > point.score_threshold;
        if !is_found && is_chosen(common.image_row(row)) {
            let iou = best.is_valid(row).then(|| best.value(row));
            add(common.image_row(row), common.object(row, Outcome::FalseNegative, None, iou));
        }
    }
    Ok(())
}

/// Columns that both tables of objects have, and some more.
fn columns<'a>(run: &Run, more: &[&'a str]) -> Vec<&'a str> {
    let mut columns = vec!["image_row", "category", "x", "y", "width", "height"];
    if run.record().iou_type == IouType::Segm {
        columns.push("rle_counts");
    }
    columns.extend(more);
    columns
}

/// What both tables of objects say.
struct CommonColumns<'a> {
    rows: &'a Rows,
    image_rows: Vec<usize>,
    categories: Vec<Option<&'a str>>,
    sides: [Vec<f64>; 4],
    rle_counts: Vec<Option<&'a str>>,
}

impl<'a> CommonColumns<'a> {
    fn of(rows: &'a Rows) -> Result<Self, LogError> {
        let sides = ["x", "y", "width", "height"].map(|name| rows.numbers::<Float64Type>(name));
        let [x, y, width, height] = sides;
        let sides = [x?, y?, width?, height?].map(|side| side.values().to_vec());
        let has_masks = rows.batch().column_by_name("rle_counts").is_some();
        let image_rows = rows.numbers::<UInt32Type>("image_row")?;
        Ok(Self {
            rows,
            image_rows: image_rows.values().iter().map(|&row| row as usize).collect(),
            categories: rows.texts("category")?,
            sides,
            rle_counts: if has_masks { rows.texts("rle_counts")? } else { Vec::new() },
        })
    }

    fn image_row(&self, row: usize) -> usize {
        self.image_rows[row]
    }

    fn object(&self, row: usize, outcome: Outcome, score: Option<f64>, iou: Option<f64>) -> Object {
        debug_assert!(row < self.rows.len());
        let [x, y, width, height] = self.sides.each_ref().map(|side| side[row]);
        Object {
            outcome,
            category: self.categories[row].unwrap_or_default().to_owned(),
            score,
            iou,
            bbox: BoundingBox { x, y, width, height },
            rle_counts: self.rle_counts.get(row).copied().flatten().map(str::to_owned),
        }
    }
}
