//! Problems in groups, so that a thousand of one sort take one line and little memory.

use std::fmt;

use crate::problem::{List, Place};
use crate::{Problem, ProblemKind, Severity};

/// How many problems of a group are kept; the others are counted.
const KEPT_PER_GROUP: usize = 3;

/// Everything wrong with the input and worth knowing about it, grouped.
///
/// A group holds the problems of one kind in one field of one list of one file. Groups stand in
/// the order of the files, and of what they first concern within a file.
///
/// # Example
///
/// ```
/// use detlens_data::{ReadOptions, Source, read};
///
/// let ground_truth = Source::new("gt.json", &b"{\"images\": [], \"categories\": []}"[..]);
/// let problems = read(ground_truth, Vec::new(), &ReadOptions::default()).problems;
/// let error = problems.errors().next().unwrap();
/// assert_eq!(
///     error.to_string(),
///     "gt.json, field \"annotations\": the list is missing\n  \
///      fix: a test set without annotations cannot be evaluated; write an empty list if no image \
///      has an object",
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problems {
    groups: Vec<ProblemGroup>,
}

/// The problems of one kind in one field of one list of one file.
#[derive(Clone, Debug, PartialEq)]
pub struct ProblemGroup {
    kept: Vec<Problem>,
    count: u64,
}

impl ProblemGroup {
    /// The first problem of the group.
    #[must_use]
    pub fn first(&self) -> &Problem {
        &self.kept[0]
    }

    /// The first few problems of the group, at least one.
    #[must_use]
    pub fn examples(&self) -> &[Problem] {
        &self.kept
    }

    /// Number of problems in the group.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Whether they are errors or notes.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.first().severity()
    }
}

impl Problems {
    /// The groups in the order of the files, and of what they first concern within a file.
    #[must_use]
    pub fn groups(&self) -> &[ProblemGroup] {
        &self.groups
    }

    /// The groups of errors.
    pub fn errors(&self) -> impl Iterator<Item = &ProblemGroup> {
        self.groups.iter().filter(|group| group.severity() == Severity::Error)
    }

    /// The groups of notes.
    pub fn notes(&self) -> impl Iterator<Item = &ProblemGroup> {
        self.groups.iter().filter(|group| group.severity() == Severity::Note)
    }

    /// Whether anything is wrong; notes do not count.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// Whether something is wrong that dropping records cannot help.
    #[must_use]
    pub fn has_fatal(&self) -> bool {
        self.groups.iter().any(|group| group.first().is_fatal())
    }

    /// Whether there is neither an error nor a note.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Counts a problem, and keeps it if its group has room; only then `make` is called.
    pub(crate) fn add(&mut self, key: GroupKey, make: impl FnOnce() -> Problem) {
        let group = self.groups.iter_mut().find(|group| group.key() == key);
        match group {
            None => self.groups.push(ProblemGroup { kept: vec![make()], count: 1 }),
            Some(group) => {
                group.count += 1;
                if group.kept.len() < KEPT_PER_GROUP {
                    group.kept.push(make());
                }
            }
        }
    }

    /// Appends the problems of the records that follow, whose numbers start at `first_record`.
    ///
    /// All problems on both sides are of one file.
    pub(crate) fn append(&mut self, later: Self, first_record: u64) {
        for mut group in later.groups {
            for problem in &mut group.kept {
                if let Place::Record { index, .. } = &mut problem.place {
                    *index += first_record;
                }
            }
            match self.groups.iter_mut().find(|known| known.key() == group.key()) {
                None => self.groups.push(group),
                Some(known) => known.append(group),
            }
        }
    }

    /// Appends the problems of the next file.
    pub(crate) fn append_file(&mut self, mut later: Self) {
        later.groups.sort_by_key(ProblemGroup::order);
        self.groups.append(&mut later.groups);
    }
}

/// What the problems of a group share, within one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GroupKey {
    pub(crate) kind: ProblemKind,
    pub(crate) field: Option<&'static str>,
    pub(crate) list: Option<List>,
}

impl ProblemGroup {
    fn key(&self) -> GroupKey {
        let first = self.first();
        GroupKey { kind: first.kind, field: first.field, list: first.place.list() }
    }

    fn append(&mut self, later: Self) {
        self.count += later.count;
        self.kept.extend(later.kept);
        self.kept.sort_by_key(|problem| problem.place.record_index());
        self.kept.truncate(KEPT_PER_GROUP);
    }

    /// Where the group stands among those of its file; the file as a whole comes first.
    fn order(&self) -> (Option<List>, Option<u64>, ProblemKind) {
        let first = self.first();
        (first.place.list(), first.place.record_index(), first.kind)
    }
}

impl Place {
    /// The list that is concerned, if it is one.
    pub(crate) fn list(&self) -> Option<List> {
        match self {
            Self::File | Self::Text { .. } => None,
            Self::List(list) | Self::Record { list, .. } => Some(*list),
        }
    }

    fn record_index(&self) -> Option<u64> {
        match self {
            Self::Record { index, .. } => Some(*index),
            Self::File | Self::List(_) | Self::Text { .. } => None,
        }
    }
}

/// The first problem, how many more there are, where the next ones are, and what to do.
impl fmt::Display for ProblemGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first().write_line(f)?;
        if self.count > 1 {
            write!(f, "; {} more like this", with_separators(self.count - 1))?;
            self.write_next_records(f)?;
        }
        self.first().write_hint(f)
    }
}

impl ProblemGroup {
    /// The numbers of the other records that are kept: ` (18, 25, …)`.
    fn write_next_records(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let indices = self.kept[1..].iter().filter_map(|problem| problem.place.record_index());
        let mut indices: Vec<_> = indices.map(|index| index.to_string()).collect();
        if indices.is_empty() {
            return Ok(());
        }
        if self.count > self.kept.len() as u64 {
            indices.push("…".to_owned());
        }
        write!(f, " ({})", indices.join(", "))
    }
}

/// One group after the other, each on its own lines.
impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, group) in self.groups.iter().enumerate() {
            if idx > 0 {
                writeln!(f)?;
            }
            group.fmt(f)?;
        }
        Ok(())
    }
}

/// `1204` as `1,204`.
fn with_separators(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (idx, digit) in digits.char_indices() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
