//! Rows of `images`.

use detlens_geometry::MaskSize;

use super::{Faults, RawId, Row, Span, Wanted};
use crate::fault::Fault;
use crate::problem::{List, ProblemKind};

/// An image as the input gives it.
#[derive(Debug, Default)]
pub(crate) struct ImageRow {
    pub(crate) id: Option<RawId>,
    pub(crate) file_name: Option<Span>,
    pub(crate) height_px: Option<u32>,
    pub(crate) width_px: Option<u32>,
}

impl ImageRow {
    /// The size, if both sides are given and make one.
    pub(crate) fn size(&self) -> Option<MaskSize> {
        MaskSize::new(self.height_px?, self.width_px?).ok()
    }
}

impl Row for ImageRow {
    const LIST: List = List::Images;

    fn check(&self, _wanted: &Wanted, faults: &mut Faults) {
        faults.require("id", self.id.as_ref(), "give each image an id of its own");
        faults.note_default("file_name", self.file_name.as_ref(), "it is missing, and left empty");
        if let (Some(height), Some(width)) = (self.height_px, self.width_px)
            && let Err(error) = MaskSize::new(height, width)
        {
            let fault = Fault::new(ProblemKind::OutOfRange, error.to_string());
            faults.push(fault.in_field("height").with_hint("correct height and width"));
        }
    }

    fn shown_id(&self) -> Option<RawId> {
        self.id
    }
}
