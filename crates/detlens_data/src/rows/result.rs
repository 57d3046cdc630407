//! Rows of a result file.

use detlens_geometry::BoundingBox;

use super::check::check_bbox;
use super::{Faults, Need, RawId, RawMask, Row, Wanted};
use crate::IouType;
use crate::fault::Fault;
use crate::problem::{List, ProblemKind};

/// A detection as the input gives it.
#[derive(Debug, Default)]
pub(crate) struct ResultRow {
    pub(crate) image_id: Option<RawId>,
    pub(crate) category_id: Option<RawId>,
    pub(crate) score: Option<f64>,
    pub(crate) bbox: Option<BoundingBox>,
    pub(crate) mask: Option<RawMask>,
}

impl Row for ResultRow {
    const LIST: List = List::Results;

    fn check(&self, wanted: &Wanted, faults: &mut Faults) {
        faults.require("image_id", self.image_id.as_ref(), "name the image's id");
        faults.require("category_id", self.category_id.as_ref(), "name the category's id");
        self.check_score(faults);
        check_bbox(self.bbox.as_ref(), wanted, NO_BOX_HINT, faults);
        self.check_mask(wanted, faults);
    }

    fn shown_id(&self) -> Option<RawId> {
        self.image_id
    }
}

impl ResultRow {
    fn check_score(&self, faults: &mut Faults) {
        faults.require("score", self.score.as_ref(), "give each result its score");
        if let Some(score) = self.score.filter(|score| !score.is_finite()) {
            let fault = Fault::new(ProblemKind::NotFinite, "the score must be a finite number");
            faults.push(fault.in_field("score").with_value(score.to_string().as_bytes()));
        }
    }

    fn check_mask(&self, wanted: &Wanted, faults: &mut Faults) {
        if wanted.masks != Need::Required || self.mask.is_some() || faults.are_in("segmentation") {
            return;
        }
        if wanted.iou_type == IouType::Segm && self.bbox.is_some() {
            let what = "masks are evaluated, and this result has only a box";
            let fault = Fault::new(ProblemKind::BoxForMask, what).in_field("segmentation");
            faults.push(fault.with_hint(BOX_FOR_MASK_HINT));
        } else {
            faults.require("segmentation", self.mask.as_ref(), NO_MASK_HINT);
        }
    }
}

const NO_BOX_HINT: &str = "give each result a box, as the first one has one";
const NO_MASK_HINT: &str = "give each result a mask, as the first one has no box";
const BOX_FOR_MASK_HINT: &str = "write each result's mask under `segmentation`, or evaluate boxes";
