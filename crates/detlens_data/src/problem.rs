//! What can be wrong with the input, or worth knowing about it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::Id;

/// One thing that is wrong with the input, or worth knowing.
///
/// Displayed it is one line, and a second one if there is a hint:
///
/// ```text
/// results.json: result 17 (image 42), field "score" = NaN: the score must be a finite number
///   fix: write null or leave the result out
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// What sort of problem it is.
    pub kind: ProblemKind,
    /// Name of the file, as its [`Source`](crate::Source) gives it.
    pub file: Arc<str>,
    /// Where in the file.
    pub place: Place,
    /// The key that is concerned, if it is one.
    pub field: Option<&'static str>,
    /// The value found there, shortened, if showing it helps.
    pub value: Option<String>,
    /// What is wrong, as a clause without a full stop.
    pub what: Cow<'static, str>,
    /// What to do about it.
    pub hint: Option<&'static str>,
}

/// Where in a file a problem lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    File,
    /// A list as a whole.
    List(List),
    /// A place in the text.
    Text {
        /// Line, counted from 1.
        line: u64,
        /// Column in bytes, counted from 1.
        column: u64,
    },
    /// A record of a list.
    Record {
        /// The list.
        list: List,
        /// Position in that list, counted from 0.
        index: u64,
        /// The record's id if it has a readable one; for a result, the id of its image.
        id: Option<Id>,
    },
}

/// A list of records in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// `images` of the ground truth.
    Images,
    /// `categories` of the ground truth.
    Categories,
    /// `annotations` of the ground truth.
    Annotations,
    /// The list that a result file is.
    Results,
}

impl List {
    /// The list's key in the file, `images` for instance.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Images => "images",
            Self::Categories => "categories",
            Self::Annotations => "annotations",
            Self::Results => "results",
        }
    }

    /// One record of the list in words, `image` for instance.
    #[must_use]
    pub fn record_name(self) -> &'static str {
        match self {
            Self::Images => "image",
            Self::Categories => "category",
            Self::Annotations => "annotation",
            Self::Results => "result",
        }
    }
}

/// Whether a problem spoils the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is wrong, but a default was applied or a choice was made.
    Note,
    /// The record cannot be used, or the file cannot.
    Error,
}

/// Declares the kinds of problems with their names and severities, each in one place.
macro_rules! problem_kinds {
    ($($(#[doc = $doc:literal])* $kind:ident, $name:literal, $severity:ident;)*) => {
        /// A sort of problem.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemKind {
            $($(#[doc = $doc])* $kind,)*
        }

        impl ProblemKind {
            /// Every kind, in the order of `docs/input-files.md`.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The name for machines, `bad-box` for instance.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// Whether it spoils the input.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$kind => Severity::$severity,)*
                }
            }
        }
    };
}

problem_kinds! {
    /// The file cannot be read, or what compressed it is damaged.
    Unreadable, "unreadable", Error;
    /// The file holds no text.
    EmptyFile, "empty-file", Error;
    /// The text is not JSON.
    BrokenJson, "broken-json", Error;
    /// The JSON has another shape than a file of its sort.
    WrongShape, "wrong-shape", Error;
    /// A limit against hostile input is exceeded.
    TooLarge, "too-large", Error;
    /// Some results name their image by its id and others by its file name.
    MixedNames, "mixed-names", Error;
    /// A record is not an object.
    NotAnObject, "not-an-object", Error;
    /// A key is missing that has no default.
    MissingField, "missing-field", Error;
    /// A value has another type than it should.
    WrongType, "wrong-type", Error;
    /// A number is not finite.
    NotFinite, "not-finite", Error;
    /// A number is outside of what is allowed.
    OutOfRange, "out-of-range", Error;
    /// A bounding box has no area or lies too far out.
    BadBox, "bad-box", Error;
    /// The run lengths of a mask are malformed.
    BadRle, "bad-rle", Error;
    /// A polygon is malformed.
    BadPolygon, "bad-polygon", Error;
    /// A mask has another size than its image.
    WrongMaskSize, "wrong-mask-size", Error;
    /// Masks are evaluated, and a detection has only a box.
    BoxForMask, "box-for-mask", Error;
    /// Two records have one id.
    DuplicateId, "duplicate-id", Error;
    /// A record is on an image that the ground truth does not have.
    UnknownImage, "unknown-image", Error;
    /// A record is of a category that the ground truth does not have.
    UnknownCategory, "unknown-category", Error;
    /// A mask needs its image's height and width, and the file does not give them.
    UnknownImageSize, "unknown-image-size", Error;
    /// A key is missing and its default was applied.
    DefaultApplied, "default-applied", Note;
    /// A mask holds no pixel, so nothing can match it.
    EmptyMask, "empty-mask", Note;
    /// A detection has no box, and the box around its mask is taken.
    BoxFromMask, "box-from-mask", Note;
    /// Results name their image by its file name without folder and extension.
    NamedByFile, "named-by-file", Note;
    /// A list holds no record.
    EmptyList, "empty-list", Note;
}

impl ProblemKind {
    /// What to do about a problem of this kind, where nothing better is known.
    pub(crate) fn usual_hint(self) -> Option<&'static str> {
        match self {
            Self::NotFinite => Some("write a finite number, or leave the record out"),
            Self::WrongType | Self::OutOfRange | Self::BadRle | Self::BadPolygon => {
                Some("correct the value, or leave the record out")
            }
            Self::NotAnObject => Some("write each record as an object, {\"image_id\": …}"),
            _ => None,
        }
    }
}

impl Problem {
    /// Whether it is an error or a note.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }

    /// Whether it spoils the file as a whole, so that dropping records cannot help.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        self.severity() == Severity::Error && !matches!(self.place, Place::Record { .. })
    }

    /// The line that says what is wrong, without the hint.
    pub(crate) fn write_line(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.file, self.place)?;
        if let Some(field) = self.field {
            write!(f, ", field \"{field}\"")?;
        }
        if let Some(value) = &self.value {
            write!(f, " = {value}")?;
        }
        write!(f, ": {}", self.what)
    }

    /// The line that says what to do, if there is one.
    pub(crate) fn write_hint(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.hint.map_or(Ok(()), |hint| write!(f, "\n  fix: {hint}"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_line(f)?;
        self.write_hint(f)
    }
}

/// As it follows the file's name: `: result 17 (image 42)`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => Ok(()),
            Self::List(list) => write!(f, ": {}", list.name()),
            Self::Text { line, column } => write!(f, ": line {line}, column {column}"),
            Self::Record { list, index, id } => {
                write!(f, ": {} {index}", list.record_name())?;
                match (id, list) {
                    (None, _) => Ok(()),
                    (Some(id), List::Results) => write!(f, " (image {id})"),
                    (Some(id), _) => write!(f, " (id {id})"),
                }
            }
        }
    }
}
