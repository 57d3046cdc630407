//! Checks that several lists share.

use detlens_geometry::BoundingBox;

use super::{Faults, Need, Wanted};
use crate::IouType;
use crate::fault::Fault;
use crate::problem::ProblemKind;

/// The furthest that a box may reach from 0, in px.
const MAX_COORDINATE_PX: f64 = 2_147_483_648.0;

/// Adds what is wrong with a box, or that it is missing.
pub(super) fn check_bbox(
    bbox: Option<&BoundingBox>,
    wanted: &Wanted,
    missing_hint: &'static str,
    faults: &mut Faults,
) {
    if wanted.boxes == Need::Required {
        faults.require("bbox", bbox, missing_hint);
    }
    let fault = bbox.and_then(|bbox| bbox_fault(bbox, wanted).map(|fault| (bbox, fault)));
    if let Some((bbox, fault)) = fault {
        let BoundingBox { x, y, width, height } = bbox;
        let value = format!("[{x}, {y}, {width}, {height}]");
        faults.push(fault.in_field("bbox").with_value(value.as_bytes()));
    }
}

fn bbox_fault(bbox: &BoundingBox, wanted: &Wanted) -> Option<Fault> {
    let BoundingBox { x, y, width, height } = *bbox;
    let numbers = [x, y, width, height];
    if numbers.iter().any(|number| !number.is_finite()) {
        let what = "the numbers of a box must be finite";
        return Some(Fault::new(ProblemKind::NotFinite, what).with_hint(DROP_BOX));
    }
    if numbers.iter().any(|number| number.abs() > MAX_COORDINATE_PX) {
        let what = "the numbers of a box must lie between -2147483648 and 2147483648 px";
        return Some(Fault::new(ProblemKind::OutOfRange, what).with_hint(DROP_BOX));
    }
    let is_empty = width == 0.0 || height == 0.0;
    let is_compared = wanted.iou_type == IouType::Bbox;
    let what = if is_compared && !wanted.has_empty_boxes && (width <= 0.0 || height <= 0.0) {
        "width and height must be above 0"
    } else if width < 0.0 || height < 0.0 {
        "width and height must not be negative"
    } else if is_compared && bbox.area_px2() == 0.0 && !is_empty {
        // Tiny sides can multiply to 0, and no overlap can be divided by that.
        "the box is too small to have an area"
    } else {
        return None;
    };
    Some(Fault::new(ProblemKind::BadBox, what).with_hint(CONVERT_BOX))
}

const DROP_BOX: &str = "correct the box or leave the record out";
const CONVERT_BOX: &str = "a box is [x, y, width, height] with x, y at its top left corner; \
                           convert it if it holds two corners, leave it out if it is empty";
