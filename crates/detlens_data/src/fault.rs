//! A problem before it is known where it lies.

use std::borrow::Cow;
use std::sync::Arc;

use crate::problem::{List, Place, ProblemKind, Severity};
use crate::problems::{GroupKey, Problems};
use crate::{Id, Problem};

/// The longest value that is shown, in characters.
const SHOWN_CHARS: usize = 40;

/// What is wrong, without the file and the record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fault {
    kind: ProblemKind,
    field: Option<&'static str>,
    value: Option<String>,
    what: Cow<'static, str>,
    hint: Option<&'static str>,
}

impl Fault {
    pub(crate) fn new(kind: ProblemKind, what: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, field: None, value: None, what: what.into(), hint: None }
    }

    pub(crate) fn in_field(self, field: &'static str) -> Self {
        Self { field: Some(field), ..self }
    }

    /// Shows the value, shortened.
    pub(crate) fn with_value(self, value: &[u8]) -> Self {
        Self { value: Some(shorten(value)), ..self }
    }

    pub(crate) fn with_hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    pub(crate) fn field(&self) -> Option<&'static str> {
        self.field
    }

    pub(crate) fn is_error(&self) -> bool {
        self.kind.severity() == Severity::Error
    }

    /// Adds it for a file, a list or a place in the text.
    pub(crate) fn add(self, problems: &mut Problems, file: &Arc<str>, place: Place) {
        let key = GroupKey { kind: self.kind, field: self.field, list: place.list() };
        problems.add(key, || self.at(file, place));
    }

    /// Adds it for a record; `id` is only called for if the problem is kept.
    pub(crate) fn add_for_record(
        self,
        problems: &mut Problems,
        file: &Arc<str>,
        (list, index): (List, u64),
        id: impl FnOnce() -> Option<Id>,
    ) {
        let key = GroupKey { kind: self.kind, field: self.field, list: Some(list) };
        problems.add(key, || self.at(file, Place::Record { list, index, id: id() }));
    }

    fn at(self, file: &Arc<str>, place: Place) -> Problem {
        let Self { kind, field, value, what, hint } = self;
        let hint = hint.or_else(|| kind.usual_hint());
        Problem { kind, file: Arc::clone(file), place, field, value, what, hint }
    }
}

/// The beginning of a value, on one line.
fn shorten(value: &[u8]) -> String {
    // Characters take up to four bytes; what lies further on cannot be shown.
    let head = &value[..value.len().min(4 * SHOWN_CHARS)];
    let text = String::from_utf8_lossy(head);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown: String = line.chars().take(SHOWN_CHARS).collect();
    if shown.len() < line.len() || head.len() < value.len() {
        shown.push('…');
    }
    shown
}
