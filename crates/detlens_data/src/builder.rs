//! A data set made from values in memory.

mod detections;

use detlens_geometry::{BoundingBox, MaskSize};

use crate::fault::Fault;
use crate::resolve::{Catalog, GroundTruthPart, RasterBudget, list_categories, list_images};
use crate::rows::{
    AnnotationRow, CategoryRow, Chunk, CodedMask, Faults, ImageRow, Need, Pool, RawMask, Row,
    Wanted,
};
use crate::{Category, Dataset, Id, Image, IouType, Problems};
use detections::DetectionRows;
pub use detections::{DetectionBuilder, DetectionInput};

/// After so many rows a new chunk is begun, so that chunks can be worked on in parallel.
const ROWS_PER_CHUNK: usize = 1 << 13;

/// Makes a [`Dataset`] from values in memory, with the same checks as reading files.
///
/// # Example
///
/// ```
/// use detlens_data::{
///     Category, DatasetBuilder, DetectionInput, GroundTruthInput, Image, IouType, RegionInput,
/// };
/// use detlens_geometry::BoundingBox;
///
/// let bbox = BoundingBox { x: 2.0, y: 3.0, width: 10.0, height: 20.0 };
/// let mut builder = DatasetBuilder::new(IouType::Bbox);
/// builder.image(&Image { id: 1.into(), file_name: "a.jpg".to_owned(), size: None });
/// builder.category(&Category { id: 7.into(), name: "box".to_owned() });
/// builder.ground_truth(&GroundTruthInput::new(1, 1, 7, RegionInput::Box(bbox)));
/// builder.detection(&DetectionInput::new(1, 7, 0.9, RegionInput::Box(bbox)));
/// let dataset = builder.build()?;
/// assert_eq!(dataset.ground_truths().len(), 1);
/// # Ok::<(), detlens_data::Problems>(())
/// ```
#[derive(Debug)]
pub struct DatasetBuilder {
    wanted: Wanted,
    images: Chunk<ImageRow>,
    categories: Chunk<CategoryRow>,
    ground_truths: Vec<Chunk<AnnotationRow>>,
    detections: DetectionRows,
}

/// A region as it is given to a [`DatasetBuilder`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RegionInput<'a> {
    /// A box.
    Box(BoundingBox),
    /// The parts of a polygon, each `x0, y0, x1, y1, …` in px.
    Polygon(&'a [Vec<f64>]),
    /// A mask as COCO codes it: the text that stands under `counts`.
    Coded {
        /// Size of the mask in px.
        size: MaskSize,
        /// The text.
        counts: &'a [u8],
    },
    /// A mask as plain run lengths in px, column by column, background first.
    Counts {
        /// Size of the mask in px.
        size: MaskSize,
        /// The run lengths.
        counts: &'a [u32],
    },
}

/// A ground truth as it is given to a [`DatasetBuilder`].
#[derive(Clone, Debug, PartialEq)]
pub struct GroundTruthInput<'a> {
    /// An id of its own.
    pub id: Id,
    /// The id of its image.
    pub image_id: Id,
    /// The id of its category.
    pub category_id: Id,
    /// Its region.
    pub region: RegionInput<'a>,
    /// Whether it is a crowd.
    pub is_crowd: bool,
    /// Whether it is to be ignored.
    pub is_ignored: bool,
    /// Its `area` in px², which only the protocol `coco` uses; the region's if there is none.
    pub file_area_px2: Option<f64>,
}

impl<'a> GroundTruthInput<'a> {
    /// A ground truth that is neither a crowd nor ignored and has the area of its region.
    pub fn new(
        id: impl Into<Id>,
        image_id: impl Into<Id>,
        category_id: impl Into<Id>,
        region: RegionInput<'a>,
    ) -> Self {
        Self {
            id: id.into(),
            image_id: image_id.into(),
            category_id: category_id.into(),
            region,
            is_crowd: false,
            is_ignored: false,
            file_area_px2: None,
        }
    }
}

impl DatasetBuilder {
    /// A builder of a data set in which `iou_type` is compared.
    #[must_use]
    pub fn new(iou_type: IouType) -> Self {
        Self {
            wanted: Wanted::of_ground_truth(&"ground truth".into(), iou_type),
            images: Chunk::default(),
            categories: Chunk::default(),
            ground_truths: Vec::new(),
            detections: DetectionRows::new(iou_type),
        }
    }

    /// Takes boxes without width or height, which match nothing; they are refused otherwise.
    ///
    /// It concerns what is added afterwards. A negative width or height is refused as ever.
    ///
    /// # Example
    ///
    /// ```
    /// use detlens_data::{Category, DatasetBuilder, DetectionInput, Image, IouType, RegionInput};
    /// use detlens_geometry::BoundingBox;
    ///
    /// let with_width = |width, accepts| {
    ///     let mut builder = DatasetBuilder::new(IouType::Bbox);
    ///     if accepts {
    ///         builder.accept_empty_boxes();
    ///     }
    ///     let bbox = BoundingBox { x: 1.0, y: 1.0, width, height: 5.0 };
    ///     builder.image(&Image { id: 1.into(), file_name: String::new(), size: None });
    ///     builder.category(&Category { id: 7.into(), name: String::new() });
    ///     builder.detection(&DetectionInput::new(1, 7, 0.5, RegionInput::Box(bbox)));
    ///     builder.build()
    /// };
    /// assert!(with_width(0.0, true).is_ok());
    /// assert!(with_width(0.0, false).is_err());
    /// assert!(with_width(-1.0, true).is_err());
    /// ```
    pub fn accept_empty_boxes(&mut self) -> &mut Self {
        self.wanted.has_empty_boxes = true;
        self.detections.accept_empty_boxes();
        self
    }

    /// Adds an image.
    pub fn image(&mut self, image: &Image) -> &mut Self {
        let pool = &mut self.images.pool;
        let row = ImageRow {
            id: Some(pool.add_id(&image.id)),
            file_name: Some(pool.add_text(&image.file_name)),
            height_px: image.size.map(MaskSize::height),
            width_px: image.size.map(MaskSize::width),
        };
        self.images.push(row, &mut Faults::default(), &self.wanted);
        self
    }

    /// Adds a category.
    pub fn category(&mut self, category: &Category) -> &mut Self {
        let pool = &mut self.categories.pool;
        let id = Some(pool.add_id(&category.id));
        let row = CategoryRow { id, name: Some(pool.add_text(&category.name)) };
        self.categories.push(row, &mut Faults::default(), &self.wanted);
        self
    }

    /// Adds a ground truth.
    pub fn ground_truth(&mut self, gt: &GroundTruthInput<'_>) -> &mut Self {
        let (chunk, wanted) = (last_chunk(&mut self.ground_truths), &self.wanted);
        let (pool, mut faults) = (&mut chunk.pool, Faults::default());
        let row = AnnotationRow {
            id: Some(pool.add_id(&gt.id)),
            image_id: Some(pool.add_id(&gt.image_id)),
            category_id: Some(pool.add_id(&gt.category_id)),
            bbox: gt.region.bbox(),
            mask: faults.take(pool.add_mask(&gt.region, wanted)).flatten(),
            area_px2: gt.file_area_px2,
            is_crowd: Some(gt.is_crowd),
            is_ignored: Some(gt.is_ignored),
        };
        chunk.push(row, &mut faults, wanted);
        self
    }

    /// Adds a detection.
    pub fn detection(&mut self, dt: &DetectionInput<'_>) -> &mut Self {
        self.detections.push(dt);
        self
    }

    /// Checks everything and makes the data set.
    ///
    /// Detections may name their image as results may, by its id or by the name of its file.
    ///
    /// # Errors
    ///
    /// All [`Problems`] if one of them is an error.
    pub fn build(self) -> Result<Dataset, Problems> {
        let Self { wanted, images, categories, ground_truths, detections } = self;
        let images = list_images(vec![images], &wanted.file);
        let categories = list_categories(vec![categories], &wanted.file);
        let catalog = Catalog::new(images.items, categories.items);

        let mut gts = GroundTruthPart::empty(wanted.iou_type);
        gts.resolve(ground_truths, &wanted, &catalog, &RasterBudget::new());
        gts.drop_duplicates(&wanted.file);
        let dts = detections.resolve(&catalog);

        let mut problems = images.problems;
        problems.append(categories.problems, 0);
        problems.append(gts.problems, 0);
        let mut all_problems = Problems::default();
        all_problems.append_file(problems);
        all_problems.append_file(dts.problems);
        if all_problems.has_errors() {
            return Err(all_problems);
        }
        let Catalog { images, categories, .. } = catalog;
        let (ground_truths, detections) = (gts.ground_truths, dts.detections);
        let iou_type = wanted.iou_type;
        Ok(Dataset { iou_type, images, categories, ground_truths, detections })
    }
}

/// The chunk to add a row to.
fn last_chunk<R: Row>(chunks: &mut Vec<Chunk<R>>) -> &mut Chunk<R> {
    if chunks.last().is_none_or(|chunk| chunk.rows.len() >= ROWS_PER_CHUNK) {
        chunks.push(Chunk::default());
    }
    let last = chunks.len() - 1;
    &mut chunks[last]
}

impl RegionInput<'_> {
    /// The box, if the region is one.
    fn bbox(&self) -> Option<BoundingBox> {
        match self {
            Self::Box(bbox) => Some(*bbox),
            Self::Polygon(_) | Self::Coded { .. } | Self::Counts { .. } => None,
        }
    }
}

impl Pool {
    /// Adds the mask of a region, if it is one and masks are wanted.
    fn add_mask(
        &mut self,
        region: &RegionInput<'_>,
        wanted: &Wanted,
    ) -> Result<Option<RawMask>, Fault> {
        if wanted.masks == Need::Skipped {
            return Ok(None);
        }
        let coded = match *region {
            RegionInput::Box(_) => return Ok(None),
            RegionInput::Polygon(parts) => return Ok(Some(self.add_polygon(parts))),
            RegionInput::Coded { size, counts } => self.add_coded(counts, size),
            RegionInput::Counts { size, counts } => self.add_counts(counts, size),
        };
        let coded = coded.map_err(|fault| fault.in_field("segmentation"))?;
        Ok(Some(RawMask::Coded(coded)))
    }

    fn add_coded(&mut self, counts: &[u8], size: MaskSize) -> Result<CodedMask, Fault> {
        let start = self.coded_mut().len();
        self.coded_mut().extend_from_slice(counts);
        self.coded_since(start, size)
    }

    fn add_polygon(&mut self, parts: &[Vec<f64>]) -> RawMask {
        let mut polygon = self.start_polygon();
        for part in parts {
            for &number in part {
                self.add_number(number);
            }
            self.end_ring(&mut polygon);
        }
        RawMask::Polygon(polygon)
    }
}
