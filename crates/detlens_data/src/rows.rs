//! Rows: the records of the input, checked one by one but not yet against each other.
//!
//! Files and the [`DatasetBuilder`](crate::DatasetBuilder) both make rows, so that one set of
//! checks serves them. What a row refers to (texts, coded masks, points of polygons) lies in the
//! [`Pool`] of its chunk, which spares an allocation for each.

mod annotation;
mod category;
mod check;
mod image;
mod pool;
mod result;

use std::sync::Arc;

pub(crate) use annotation::AnnotationRow;
pub(crate) use category::CategoryRow;
pub(crate) use image::ImageRow;
pub(crate) use pool::{CodedMask, Mark, Pool, RawMask, Rings, Span};
pub(crate) use result::ResultRow;

use crate::fault::Fault;
use crate::problem::{List, ProblemKind};
use crate::{Id, IouType, Problems};

/// A record of one of the four lists.
pub(crate) trait Row: Default + Send + Sync {
    /// The list that it is a record of.
    const LIST: List;

    /// Adds what is wrong with the row in itself to `faults`.
    ///
    /// A field that has a fault already counts as given.
    fn check(&self, wanted: &Wanted, faults: &mut Faults);

    /// The id by which a person finds the row again; for a result, that of its image.
    fn shown_id(&self) -> Option<RawId>;
}

/// What an evaluation needs of the rows of one file.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) file: Arc<str>,
    pub(crate) iou_type: IouType,
    pub(crate) boxes: Need,
    pub(crate) masks: Need,
    /// Whether a box may be empty; it then matches nothing.
    pub(crate) has_empty_boxes: bool,
}

impl Wanted {
    /// What the lists of a ground-truth file need.
    pub(crate) fn of_ground_truth(file: &Arc<str>, iou_type: IouType) -> Self {
        let (boxes, masks) = match iou_type {
            IouType::Bbox => (Need::Required, Need::Skipped),
            IouType::Segm => (Need::Skipped, Need::Required),
        };
        Self { file: Arc::clone(file), iou_type, boxes, masks, has_empty_boxes: false }
    }

    /// What a result file needs; `first` is the first result of all files.
    ///
    /// If it has a box, `COCO.loadRes` of pycocotools 2.0.11 takes every area from the boxes, else
    /// from the masks, whatever is evaluated.
    pub(crate) fn of_results(file: &Arc<str>, iou_type: IouType, first: Shape) -> Self {
        let (boxes, masks) = match (iou_type, first) {
            (IouType::Bbox, Shape { has_box: false, has_mask: true }) => {
                (Need::Optional, Need::Required)
            }
            (IouType::Bbox, _) => (Need::Required, Need::Skipped),
            (IouType::Segm, Shape { has_box: true, .. }) => (Need::Required, Need::Required),
            (IouType::Segm, _) => (Need::Optional, Need::Required),
        };
        Self { file: Arc::clone(file), iou_type, boxes, masks, has_empty_boxes: false }
    }

    /// Whether pycocotools sees another area of a detection than that of its region.
    pub(crate) fn have_coco_area(&self) -> bool {
        match self.iou_type {
            IouType::Bbox => self.masks == Need::Required,
            IouType::Segm => self.boxes == Need::Required,
        }
    }
}

/// Which regions a record has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) has_box: bool,
    pub(crate) has_mask: bool,
}

impl Shape {
    /// What is compared if nobody says it: masks if there are any.
    pub(crate) fn iou_type(self) -> IouType {
        if self.has_mask { IouType::Segm } else { IouType::Bbox }
    }
}

/// Whether a region is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Required,
    /// It is checked if it is there.
    Optional,
    /// It is not looked at.
    Skipped,
}

/// An id, with a text id in the pool of its chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RawId {
    Number(i64),
    Text(Span),
}

/// The faults of one row.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    faults: Vec<Fault>,
}

impl Faults {
    /// More faults than this in one row are not told.
    const LIMIT: usize = 16;

    pub(crate) fn push(&mut self, fault: Fault) {
        if self.faults.len() < Self::LIMIT {
            self.faults.push(fault);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.faults.clear();
    }

    /// The value, or nothing and its fault.
    pub(crate) fn take<T>(&mut self, value: Result<T, Fault>) -> Option<T> {
        value.map_err(|fault| self.push(fault)).ok()
    }

    pub(crate) fn have_error(&self) -> bool {
        self.faults.iter().any(Fault::is_error)
    }

    /// Adds the faults of a record to `problems`; then there are none.
    #[inline]
    pub(crate) fn add_to(
        &mut self,
        problems: &mut Problems,
        file: &Arc<str>,
        place: (List, u64),
        id: impl Fn() -> Option<Id>,
    ) {
        for fault in self.faults.drain(..) {
            fault.add_for_record(problems, file, place, &id);
        }
    }

    fn are_in(&self, field: &str) -> bool {
        self.faults.iter().any(|fault| fault.field() == Some(field))
    }

    /// Adds a fault if `field` is missing.
    fn require<T>(&mut self, field: &'static str, value: Option<&T>, hint: &'static str) {
        if value.is_none() && !self.are_in(field) {
            let fault = Fault::new(ProblemKind::MissingField, "it is missing");
            self.push(fault.in_field(field).with_hint(hint));
        }
    }

    /// Adds a note if `field` is missing; `what` says what is taken for it.
    fn note_default<T>(&mut self, field: &'static str, value: Option<&T>, what: &'static str) {
        if value.is_none() && !self.are_in(field) {
            self.push(Fault::new(ProblemKind::DefaultApplied, what).in_field(field));
        }
    }
}

/// Rows that follow each other in a list.
#[derive(Debug)]
pub(crate) struct Chunk<R> {
    /// All rows, the bad ones included, so that a row's position is its record's.
    pub(crate) rows: Vec<R>,
    /// Whether each row passed its checks, length of `rows`.
    pub(crate) is_good: Vec<bool>,
    pub(crate) pool: Pool,
    /// Problems of these rows; a record's number is its position in `rows`.
    pub(crate) problems: Problems,
}

impl<R> Default for Chunk<R> {
    fn default() -> Self {
        let (rows, is_good) = (Vec::new(), Vec::new());
        Self { rows, is_good, pool: Pool::default(), problems: Problems::default() }
    }
}

impl<R: Row> Chunk<R> {
    /// Checks a row and adds it with its faults, which are then none.
    pub(crate) fn push(&mut self, row: R, faults: &mut Faults, wanted: &Wanted) {
        row.check(wanted, faults);
        self.push_checked(row, faults, wanted);
    }

    /// Adds a row with its faults, which are then none.
    pub(crate) fn push_checked(&mut self, row: R, faults: &mut Faults, wanted: &Wanted) {
        self.rows.push(row);
        self.is_good.push(true);
        self.add_faults(self.rows.len() - 1, faults, wanted);
    }

    /// Adds faults of a row, which are then none; an error among them makes the row bad.
    #[inline]
    pub(crate) fn add_faults(&mut self, row_idx: usize, faults: &mut Faults, wanted: &Wanted) {
        if faults.faults.is_empty() {
            return;
        }
        self.is_good[row_idx] &= !faults.have_error();
        let Self { rows, pool, problems, .. } = self;
        let id = || rows[row_idx].shown_id().map(|id| pool.id(id));
        faults.add_to(problems, &wanted.file, (R::LIST, row_idx as u64), id);
    }
}

impl Pool {
    /// The id with its text, if it is one.
    pub(crate) fn id(&self, id: RawId) -> Id {
        match id {
            RawId::Number(number) => Id::Number(number),
            RawId::Text(span) => Id::Text(self.text(span).into()),
        }
    }

    /// Adds an id.
    pub(crate) fn add_id(&mut self, id: &Id) -> RawId {
        match id {
            Id::Number(number) => RawId::Number(*number),
            Id::Text(text) => RawId::Text(self.add_text(text)),
        }
    }
}
