//! Rows of `categories`.

use super::{Faults, RawId, Row, Span, Wanted};
use crate::problem::List;

/// A category as the input gives it.
#[derive(Debug, Default)]
pub(crate) struct CategoryRow {
    pub(crate) id: Option<RawId>,
    pub(crate) name: Option<Span>,
}

impl Row for CategoryRow {
    const LIST: List = List::Categories;

    fn check(&self, _wanted: &Wanted, faults: &mut Faults) {
        faults.require("id", self.id.as_ref(), "give each category an id of its own");
        faults.note_default("name", self.name.as_ref(), "it is missing, and the id is taken");
    }

    fn shown_id(&self) -> Option<RawId> {
        self.id
    }
}
