//! Detections in memory, for a ground truth in memory or one that was read.

use detlens_geometry::BoundingBox;

use super::{RegionInput, last_chunk};
use crate::resolve::{Catalog, DetectionPart, RasterBudget};
use crate::rows::{Chunk, Faults, ResultRow, Shape, Wanted};
use crate::{Dataset, Id, IouType, Problems};

/// A detection as it is given to a [`DetectionBuilder`] or a
/// [`DatasetBuilder`](crate::DatasetBuilder).
#[derive(Clone, Debug, PartialEq)]
pub struct DetectionInput<'a> {
    /// The id of its image.
    pub image_id: Id,
    /// The id of its category.
    pub category_id: Id,
    /// Its score; any finite number.
    pub score: f64,
    /// Its region.
    pub region: RegionInput<'a>,
    /// The box that is given beside a mask; all detections have one or none has.
    pub bbox: Option<BoundingBox>,
}

impl<'a> DetectionInput<'a> {
    /// A detection that has nothing but its region.
    pub fn new(
        image_id: impl Into<Id>,
        category_id: impl Into<Id>,
        score: f64,
        region: RegionInput<'a>,
    ) -> Self {
        let (image_id, category_id) = (image_id.into(), category_id.into());
        Self { image_id, category_id, score, region, bbox: None }
    }
}

/// Adds detections in memory to a ground truth that is there already, with the same checks as
/// reading files.
///
/// # Example
///
/// ```
/// use detlens_data::{DetectionBuilder, DetectionInput, ReadOptions, RegionInput, Source, read};
/// use detlens_geometry::BoundingBox;
///
/// let ground_truth = r#"{
///     "images": [{"id": 1}], "categories": [{"id": 7, "name": "box"}],
///     "annotations": [{"id": 1, "image_id": 1, "category_id": 7, "bbox": [2, 3, 10, 20]}]
/// }"#;
/// let source = Source::new("gt.json", ground_truth.as_bytes());
/// let ground_truth = read(source, Vec::new(), &ReadOptions::default()).dataset.unwrap();
///
/// let bbox = BoundingBox { x: 2.0, y: 3.0, width: 10.0, height: 20.0 };
/// let mut builder = DetectionBuilder::new(ground_truth);
/// builder.detection(&DetectionInput::new(1, 7, 0.9, RegionInput::Box(bbox)));
/// let dataset = builder.build()?;
/// assert_eq!(dataset.detections().scores(), [0.9]);
/// # Ok::<(), detlens_data::Problems>(())
/// ```
#[derive(Debug)]
pub struct DetectionBuilder {
    ground_truth: Dataset,
    rows: DetectionRows,
}

impl DetectionBuilder {
    /// A builder of the data set that has detections in place of those of `ground_truth`.
    #[must_use]
    pub fn new(ground_truth: Dataset) -> Self {
        let rows = DetectionRows::new(ground_truth.iou_type);
        Self { ground_truth, rows }
    }

    /// Adds a detection.
    pub fn detection(&mut self, dt: &DetectionInput<'_>) -> &mut Self {
        self.rows.push(dt);
        self
    }

    /// Checks the detections and makes the data set.
    ///
    /// Detections may name their image as results may, by its id or by the name of its file.
    ///
    /// # Errors
    ///
    /// All [`Problems`] if one of them is an error.
    pub fn build(self) -> Result<Dataset, Problems> {
        let Dataset { iou_type, images, categories, ground_truths, .. } = self.ground_truth;
        let catalog = Catalog::new(images, categories);
        let DetectionPart { detections, problems, .. } = self.rows.resolve(&catalog);
        if problems.has_errors() {
            let mut all_problems = Problems::default();
            all_problems.append_file(problems);
            return Err(all_problems);
        }
        let Catalog { images, categories, .. } = catalog;
        Ok(Dataset { iou_type, images, categories, ground_truths, detections })
    }
}

/// Rows of detections, and what the first of them decides.
#[derive(Debug)]
pub(super) struct DetectionRows {
    iou_type: IouType,
    has_empty_boxes: bool,
    wanted: Option<Wanted>,
    chunks: Vec<Chunk<ResultRow>>,
}

impl DetectionRows {
    pub(super) fn new(iou_type: IouType) -> Self {
        Self { iou_type, has_empty_boxes: false, wanted: None, chunks: Vec::new() }
    }

    pub(super) fn accept_empty_boxes(&mut self) {
        self.has_empty_boxes = true;
    }

    pub(super) fn push(&mut self, dt: &DetectionInput<'_>) {
        let bbox = dt.bbox.or(dt.region.bbox());
        let first = Shape { has_box: bbox.is_some(), has_mask: dt.region.bbox().is_none() };
        let (iou_type, has_empty_boxes) = (self.iou_type, self.has_empty_boxes);
        let decide = || Wanted { has_empty_boxes, ..detections_wanted(iou_type, first) };
        let wanted = self.wanted.get_or_insert_with(decide);
        let chunk = last_chunk(&mut self.chunks);
        let (pool, mut faults) = (&mut chunk.pool, Faults::default());
        let row = ResultRow {
            image_id: Some(pool.add_id(&dt.image_id)),
            category_id: Some(pool.add_id(&dt.category_id)),
            score: Some(dt.score),
            bbox,
            mask: faults.take(pool.add_mask(&dt.region, wanted)).flatten(),
        };
        chunk.push(row, &mut faults, wanted);
    }

    /// The detections of images and categories of `catalog`, and all that is wrong with them.
    pub(super) fn resolve(mut self, catalog: &Catalog) -> DetectionPart {
        let nothing = || detections_wanted(self.iou_type, Shape::default());
        let wanted = self.wanted.take().unwrap_or_else(nothing);
        let budget = RasterBudget::new();
        let mut part = DetectionPart::empty(&wanted);
        part.resolve(self.chunks, &wanted, catalog, &budget);
        part.add_summary(&wanted, &budget);
        part
    }
}

fn detections_wanted(iou_type: IouType, first: Shape) -> Wanted {
    Wanted::of_results(&"detections".into(), iou_type, first)
}
