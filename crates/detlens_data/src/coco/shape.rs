//! The outer shape of a file: what it starts with, and what to say if it is another file.

use std::sync::Arc;

use crate::Problems;
use crate::fault::Fault;
use crate::json::{
    Cursor, Document, ENDS_TOO_EARLY, Failure, MAX_RECORD_BYTES, Position, Separator, Stop, Value,
};
use crate::problem::{Place, ProblemKind};
use crate::rows::Shape;

/// Why a file cannot be read to its end.
#[derive(Debug)]
pub(crate) struct Refusal {
    fault: Box<Fault>,
    place: Place,
}

impl Refusal {
    fn new(fault: Fault, place: Place) -> Self {
        Self { fault: Box::new(fault), place }
    }

    /// A file of the wrong shape.
    pub(super) fn of_shape(what: &'static str, hint: &'static str) -> Self {
        let fault = Fault::new(ProblemKind::WrongShape, what).with_hint(hint);
        Self::new(fault, Place::File)
    }

    /// Adds it to the problems of the file.
    pub(crate) fn add_to(self, problems: &mut Problems, file: &Arc<str>) {
        self.fault.add(problems, file, self.place);
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Io(error) => {
                let fault = Fault::new(ProblemKind::Unreadable, error.to_string());
                Self::new(fault, Place::File)
            }
            Failure::Broken { position, what, near } => {
                let fault = Fault::new(ProblemKind::BrokenJson, format!("{what}, near `{near}`"));
                let hint = if what == ENDS_TOO_EARLY {
                    "check that the file was written to its end"
                } else {
                    "write the file with a JSON library, `json.dump` in Python"
                };
                Self::new(fault.with_hint(hint), place_of(position))
            }
            Failure::TooLong { position } => {
                let what = format!("a record is longer than {} MiB", MAX_RECORD_BYTES >> 20);
                let fault = Fault::new(ProblemKind::TooLarge, what);
                Self::new(fault, place_of(position))
            }
        }
    }
}

fn place_of(Position { line, column }: Position) -> Place {
    Place::Text { line, column }
}

/// Goes to the first character that is not white space and gives it.
pub(crate) fn first_character(document: &mut Document<'_>) -> Result<u8, Refusal> {
    document.skip_byte_order_mark()?;
    let Some(first) = document.first_character()? else {
        let fault = Fault::new(ProblemKind::EmptyFile, "the file is empty");
        let fault = fault.with_hint("check that whatever writes the file has finished");
        return Err(Refusal::new(fault, Place::File));
    };
    match foreign_format(document.text()) {
        Some((what, hint)) => Err(Refusal::of_shape(what, hint)),
        None => Ok(first),
    }
}

/// What a file is, if it is clearly no JSON, and what to do.
fn foreign_format(text: &[u8]) -> Option<(&'static str, &'static str)> {
    let formats: [(&[u8], _, _); 6] = [
        (b"\x1f\x8b", "the file is compressed with gzip", "end its name in .gz"),
        (b"\x28\xb5\x2f\xfd", "the file is compressed with zstd", "end its name in .zst"),
        (b"PK\x03\x04", "the file is a zip archive", "unpack it"),
        (b"PAR1", "the file is Parquet, not JSON", "write COCO JSON"),
        (b"\xff\xfe", "the file is UTF-16, not UTF-8", "save it as UTF-8"),
        (b"\xfe\xff", "the file is UTF-16, not UTF-8", "save it as UTF-8"),
    ];
    let known = formats.iter().find(|(mark, _, _)| text.starts_with(mark));
    known.map(|&(_, what, hint)| (what, hint))
}

/// The shape of the first record of a list at the document's position; none if there is none.
pub(crate) fn first_shape(document: &mut Document<'_>) -> Result<Option<Shape>, Failure> {
    document.look(|cursor| {
        if cursor.peek()? != b'[' {
            return Ok(None);
        }
        cursor.value()?;
        if cursor.peek()? != b'{' {
            return Ok(None);
        }
        record_shape(cursor).map(Some)
    })
}

/// The shape of the record at the cursor.
fn record_shape(cursor: &mut Cursor<'_>) -> Result<Shape, Stop> {
    cursor.value()?;
    let mut shape = Shape::default();
    let mut separator = Separator::default();
    while let Some(key) = cursor.next_key(&mut separator)? {
        match &*key {
            b"bbox" => shape.has_box = is_filled(cursor)?,
            b"segmentation" => shape.has_mask = is_filled(cursor)?,
            _ => cursor.skip_value()?,
        }
    }
    Ok(shape)
}

/// Whether the value at the cursor, which is stepped over, is neither `null` nor an empty list.
fn is_filled(cursor: &mut Cursor<'_>) -> Result<bool, Stop> {
    cursor.peek()?;
    let start = cursor.pos();
    let is_filled = match cursor.value()? {
        Value::Null => false,
        Value::List => cursor.peek()? != b']',
        _ => true,
    };
    cursor.rewind(start);
    cursor.skip_value()?;
    Ok(is_filled)
}

/// The keys of the object, or of the first object of the list, at the start of `text`.
///
/// They end where the text ends or stops being JSON.
pub(super) fn keys(text: &[u8]) -> Vec<String> {
    let mut cursor = Cursor::new(text, 0);
    let mut keys = Vec::new();
    let mut separator = Separator::default();
    if cursor.peek().is_ok_and(|byte| byte == b'[') {
        let _ = cursor.value();
    }
    if !matches!(cursor.value(), Ok(Value::Object)) {
        return keys;
    }
    while let Ok(Some(key)) = cursor.next_key(&mut separator) {
        keys.push(String::from_utf8_lossy(&key).into_owned());
        if cursor.skip_value().is_err() {
            break;
        }
    }
    keys
}
