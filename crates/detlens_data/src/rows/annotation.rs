//! Rows of `annotations`.

use detlens_geometry::BoundingBox;

use super::check::check_bbox;
use super::{Faults, Need, RawId, RawMask, Row, Wanted};
use crate::fault::Fault;
use crate::problem::{List, ProblemKind};

/// A ground truth as the input gives it.
#[derive(Debug, Default)]
pub(crate) struct AnnotationRow {
    pub(crate) id: Option<RawId>,
    pub(crate) image_id: Option<RawId>,
    pub(crate) category_id: Option<RawId>,
    pub(crate) bbox: Option<BoundingBox>,
    pub(crate) mask: Option<RawMask>,
    pub(crate) area_px2: Option<f64>,
    pub(crate) is_crowd: Option<bool>,
    pub(crate) is_ignored: Option<bool>,
}

impl Row for AnnotationRow {
    const LIST: List = List::Annotations;

    fn check(&self, wanted: &Wanted, faults: &mut Faults) {
        faults.require("id", self.id.as_ref(), "give each annotation an id of its own");
        faults.require("image_id", self.image_id.as_ref(), "name the image's id");
        faults.require("category_id", self.category_id.as_ref(), "name the category's id");
        check_bbox(self.bbox.as_ref(), wanted, NO_BOX_HINT, faults);
        if wanted.masks == Need::Required {
            faults.require("segmentation", self.mask.as_ref(), NO_MASK_HINT);
        }
        faults.note_default("iscrowd", self.is_crowd.as_ref(), "it is missing, and 0 is taken");
        self.check_area(faults);
    }

    fn shown_id(&self) -> Option<RawId> {
        self.id
    }
}

impl AnnotationRow {
    fn check_area(&self, faults: &mut Faults) {
        faults.note_default("area", self.area_px2.as_ref(), "it is missing, and measured");
        let (kind, what) = match self.area_px2 {
            Some(area_px2) if !area_px2.is_finite() => {
                (ProblemKind::NotFinite, "an area must be finite")
            }
            Some(area_px2) if area_px2 < 0.0 => {
                (ProblemKind::OutOfRange, "an area must not be negative")
            }
            _ => return,
        };
        let value = self.area_px2.unwrap_or_default().to_string();
        let fault = Fault::new(kind, what).in_field("area").with_value(value.as_bytes());
        faults.push(fault.with_hint("leave `area` out to have it measured"));
    }
}

const NO_BOX_HINT: &str = "boxes are evaluated, so each annotation needs one";
const NO_MASK_HINT: &str = "masks are evaluated, so each annotation needs one; evaluate boxes, or \
                            leave the annotation out";
