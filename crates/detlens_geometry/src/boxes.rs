//! Bounding boxes and how much of each other they cover.
//!
//! The arithmetic is `bbIou` of pycocotools 2.0.11 (`maskApi.c`), step by step, since another
//! order of the same sums rounds to other bits.

/// A bounding box in px; the origin is the image's top left corner, and y points down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BoundingBox {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Extent to the right.
    pub width: f64,
    /// Extent downwards.
    pub height: f64,
}

impl BoundingBox {
    /// The area, `width * height`.
    ///
    /// # Example
    ///
    /// ```
    /// # use detlens_geometry::BoundingBox;
    /// let bbox = BoundingBox { x: 10.0, y: 20.0, width: 4.0, height: 2.5 };
    /// assert_eq!(bbox.area_px2(), 10.0);
    /// ```
    #[must_use]
    pub fn area_px2(&self) -> f64 {
        self.width * self.height
    }

    /// The area that two boxes share; 0 if they only touch.
    ///
    /// # Example
    ///
    /// ```
    /// # use detlens_geometry::BoundingBox;
    /// let left = BoundingBox { x: 0.0, y: 0.0, width: 4.0, height: 4.0 };
    /// let right = BoundingBox { x: 3.0, y: 1.0, width: 4.0, height: 4.0 };
    /// assert_eq!(left.intersection_px2(&right), 3.0);
    /// ```
    #[must_use]
    pub fn intersection_px2(&self, other: &Self) -> f64 {
        let width = (self.width + self.x).min(other.width + other.x) - self.x.max(other.x);
        let height = (self.height + self.y).min(other.height + other.y) - self.y.max(other.y);
        if width <= 0.0 || height <= 0.0 { 0.0 } else { width * height }
    }
}

/// A box of whole pixels; all zero if it holds none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PixelBox {
    /// The first column.
    pub x: u32,
    /// The first row.
    pub y: u32,
    /// Number of columns.
    pub width: u32,
    /// Number of rows.
    pub height: u32,
}

impl From<PixelBox> for BoundingBox {
    fn from(pixels: PixelBox) -> Self {
        Self {
            x: pixels.x.into(),
            y: pixels.y.into(),
            width: pixels.width.into(),
            height: pixels.height.into(),
        }
    }
}

/// IoU of a detection's box and a ground truth's box, in `[0, 1]` up to rounding.
///
/// Source: `bbIou` of pycocotools 2.0.11, for a ground truth that is not a crowd.
///
/// # Example
///
/// ```
/// # use detlens_geometry::{BoundingBox, box_iou};
/// let dt = BoundingBox { x: 0.0, y: 0.0, width: 4.0, height: 4.0 };
/// let gt = BoundingBox { x: 2.0, y: 0.0, width: 4.0, height: 4.0 };
/// assert_eq!(box_iou(&dt, &gt), 8.0 / 24.0);
/// ```
#[must_use]
pub fn box_iou(dt: &BoundingBox, gt: &BoundingBox) -> f64 {
    let intersection = dt.intersection_px2(gt);
    if intersection == 0.0 {
        return 0.0;
    }
    intersection / (dt.area_px2() + gt.area_px2() - intersection)
}

/// The share of a detection's box that lies in a crowd's box, in `[0, 1]` up to rounding.
///
/// COCO takes it in place of the IoU, as a crowd is larger than any one detection of it.
/// Source: `bbIou` of pycocotools 2.0.11, for a crowd.
///
/// # Example
///
/// ```
/// # use detlens_geometry::{BoundingBox, box_overlap_of_crowd};
/// let dt = BoundingBox { x: 0.0, y: 0.0, width: 4.0, height: 4.0 };
/// let crowd = BoundingBox { x: 2.0, y: 0.0, width: 400.0, height: 400.0 };
/// assert_eq!(box_overlap_of_crowd(&dt, &crowd), 0.5);
/// ```
#[must_use]
pub fn box_overlap_of_crowd(dt: &BoundingBox, crowd: &BoundingBox) -> f64 {
    let intersection = dt.intersection_px2(crowd);
    if intersection == 0.0 {
        return 0.0;
    }
    intersection / dt.area_px2()
}
