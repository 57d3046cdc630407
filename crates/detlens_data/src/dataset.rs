//! The checked dataset: images, categories, ground truths and detections as columns.
//!
//! A [`Dataset`] that exists is valid: every reference resolves, every number is finite, every
//! mask fits its image. Only this crate can make one, either by reading COCO files
//! ([`crate::read()`]) or through [`DatasetBuilder`](crate::DatasetBuilder).
//!
//! Images and categories stand in the order of their ids, so that an index compares as its id
//! does; ground truths and detections stand in file order.

use std::fmt;

use detlens_geometry::{BoundingBox, MaskSize};

use crate::Masks;

/// What is compared when a detection meets a ground truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IouType {
    /// Bounding boxes.
    Bbox,
    /// Masks.
    Segm,
}

/// An id as it stood in the file: any integer, or a text.
///
/// Numbers order before texts; texts order by code point, as numpy sorts them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Id {
    /// An integer id; 0 and negative ids are as good as any.
    Number(i64),
    /// A text id.
    Text(Box<str>),
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

impl From<i64> for Id {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

/// An image of the dataset.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The id in the ground-truth file; unique.
    pub id: Id,
    /// Path relative to the image folder, as the file gives it; empty if it gives none.
    pub file_name: String,
    /// Size in px, if the file gives it; with masks it does for every image that has one.
    pub size: Option<MaskSize>,
}

/// A category of the dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The id in the ground-truth file; unique.
    pub id: Id,
    /// The name in the ground-truth file; two categories may share one.
    pub name: String,
}

/// The regions of `N` objects: boxes, or masks in their coded form.
#[derive(Clone, Debug)]
pub enum Regions {
    /// One box for each object, length `N`.
    Boxes(Vec<BoundingBox>),
    /// One mask for each object.
    Masks(Masks),
}

impl Regions {
    /// An empty list of regions for `iou_type`.
    #[must_use]
    pub fn empty(iou_type: IouType) -> Self {
        match iou_type {
            IouType::Bbox => Self::Boxes(Vec::new()),
            IouType::Segm => Self::Masks(Masks::default()),
        }
    }

    /// Area of the region that is evaluated, in px²: `width * height`, or the mask's pixels.
    #[must_use]
    pub fn area_px2(&self, idx: usize) -> f64 {
        match self {
            Self::Boxes(boxes) => boxes[idx].area_px2(),
            Self::Masks(masks) => f64::from(masks.area_px(idx)),
        }
    }

    /// The box around the region: the box itself, or the smallest one that holds the mask.
    #[must_use]
    pub fn bounding_box(&self, idx: usize) -> BoundingBox {
        match self {
            Self::Boxes(boxes) => boxes[idx],
            Self::Masks(masks) => masks.bounding_box_px(idx).into(),
        }
    }

    /// The masks, if the regions are masks.
    #[must_use]
    pub fn masks(&self) -> Option<&Masks> {
        match self {
            Self::Boxes(_) => None,
            Self::Masks(masks) => Some(masks),
        }
    }
}

/// The ground truths, as columns of length `G` in file order.
#[derive(Clone, Debug)]
pub struct GroundTruths {
    pub(crate) id: Vec<Id>,
    pub(crate) image_idx: Vec<u32>,
    pub(crate) category_idx: Vec<u32>,
    pub(crate) regions: Regions,
    pub(crate) is_crowd: Vec<bool>,
    pub(crate) is_ignored: Vec<bool>,
    pub(crate) file_area_px2: Vec<f64>,
}

impl GroundTruths {
    /// Number of ground truths, `G`.
    #[must_use]
    pub fn len(&self) -> usize {
        self.id.len()
    }

    /// Whether there is no ground truth.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.id.is_empty()
    }

    /// Annotation ids, unique, length `G`.
    #[must_use]
    pub fn ids(&self) -> &[Id] {
        &self.id
    }

    /// Index of each ground truth's image, length `G`.
    #[must_use]
    pub fn image_idx(&self) -> &[u32] {
        &self.image_idx
    }

    /// Index of each ground truth's category, length `G`.
    #[must_use]
    pub fn category_idx(&self) -> &[u32] {
        &self.category_idx
    }

    /// The regions that are evaluated.
    #[must_use]
    pub fn regions(&self) -> &Regions {
        &self.regions
    }

    /// Whether each is a crowd (`iscrowd`), length `G`.
    #[must_use]
    pub fn is_crowd(&self) -> &[bool] {
        &self.is_crowd
    }

    /// Whether each is marked `ignore` in the file, length `G`; crowds need not be.
    #[must_use]
    pub fn is_ignored(&self) -> &[bool] {
        &self.is_ignored
    }

    /// The file's `area` in px², which only the protocol `coco` uses, length `G`.
    ///
    /// Where the file gave none it is the area of the region, and the reader has noted so.
    #[must_use]
    pub fn file_area_px2(&self) -> &[f64] {
        &self.file_area_px2
    }
}

/// The detections, as columns of length `D` in file order, files in the order they were given.
#[derive(Clone, Debug)]
pub struct Detections {
    pub(crate) image_idx: Vec<u32>,
    pub(crate) category_idx: Vec<u32>,
    pub(crate) score: Vec<f64>,
    pub(crate) regions: Regions,
    pub(crate) coco_area_px2: Option<Vec<f64>>,
}

impl Detections {
    /// Number of detections, `D`.
    #[must_use]
    pub fn len(&self) -> usize {
        self.score.len()
    }

    /// Whether there is no detection.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.score.is_empty()
    }

    /// Index of each detection's image, length `D`.
    #[must_use]
    pub fn image_idx(&self) -> &[u32] {
        &self.image_idx
    }

    /// Index of each detection's category, length `D`.
    #[must_use]
    pub fn category_idx(&self) -> &[u32] {
        &self.category_idx
    }

    /// Scores, finite, length `D`.
    #[must_use]
    pub fn scores(&self) -> &[f64] {
        &self.score
    }

    /// The regions that are evaluated.
    #[must_use]
    pub fn regions(&self) -> &Regions {
        &self.regions
    }

    /// The area in px² that pycocotools sees for a detection.
    ///
    /// It is the area of the `bbox` key if the first result has one, even when masks are
    /// evaluated, else the area of the mask (`COCO.loadRes` of pycocotools 2.0.11).
    #[must_use]
    pub fn coco_area_px2(&self, idx: usize) -> f64 {
        match &self.coco_area_px2 {
            Some(areas_px2) => areas_px2[idx],
            None => self.regions.area_px2(idx),
        }
    }
}

/// Everything one evaluation needs, checked.
#[derive(Clone, Debug)]
pub struct Dataset {
    pub(crate) iou_type: IouType,
    pub(crate) images: Vec<Image>,
    pub(crate) categories: Vec<Category>,
    pub(crate) ground_truths: GroundTruths,
    pub(crate) detections: Detections,
}

impl Dataset {
    /// What the regions are, and so what is compared.
    #[must_use]
    pub fn iou_type(&self) -> IouType {
        self.iou_type
    }

    /// The images, in the order of their ids.
    #[must_use]
    pub fn images(&self) -> &[Image] {
        &self.images
    }

    /// The categories, in the order of their ids.
    #[must_use]
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// The ground truths, in file order.
    #[must_use]
    pub fn ground_truths(&self) -> &GroundTruths {
        &self.ground_truths
    }

    /// The detections, in file order.
    #[must_use]
    pub fn detections(&self) -> &Detections {
        &self.detections
    }
}
