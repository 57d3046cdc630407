//! Values of a record: read, or refused with a fault.
//!
//! A method gives `None` for `null` and for a value that it refuses; only the latter leaves a
//! fault. A [`Stop`] means that the text itself is broken or not all there.

use detlens_geometry::BoundingBox;

use crate::fault::Fault;
use crate::json::{Cursor, Separator, Stop, Value};
use crate::problem::ProblemKind;
use crate::rows::{Faults, Need, Pool, RawId, Span, Wanted};

/// Reads the values of one record.
pub(crate) struct FieldReader<'r, 'a> {
    pub(crate) cursor: &'r mut Cursor<'a>,
    pub(crate) pool: &'r mut Pool,
    pub(crate) faults: &'r mut Faults,
    pub(crate) wanted: &'r Wanted,
}

impl FieldReader<'_, '_> {
    /// An id: an integer, however it is written, or a text.
    #[inline]
    pub(crate) fn id(&mut self, field: &'static str) -> Result<Option<RawId>, Stop> {
        let start = self.start()?;
        match self.cursor.value()? {
            Value::Null => Ok(None),
            Value::Number(number) => match number.to_i64() {
                Some(number) => Ok(Some(RawId::Number(number))),
                None => self.refuse(start, field, ID_FAULT),
            },
            Value::Text(text) => Ok(Some(RawId::Text(self.pool.add_text(&text.decode()?)))),
            _ => self.refuse(start, field, ID_FAULT),
        }
    }

    /// A text.
    pub(crate) fn text(&mut self, field: &'static str) -> Result<Option<Span>, Stop> {
        let start = self.start()?;
        match self.cursor.value()? {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(self.pool.add_text(&text.decode()?))),
            _ => self.refuse(start, field, (ProblemKind::WrongType, "it must be a text")),
        }
    }

    /// A finite number.
    #[inline]
    pub(crate) fn number(&mut self, field: &'static str) -> Result<Option<f64>, Stop> {
        let start = self.start()?;
        match self.cursor.value()? {
            Value::Null => Ok(None),
            Value::Number(number) if number.to_f64().is_finite() => Ok(Some(number.to_f64())),
            Value::Number(_) | Value::NotFinite => self.refuse(start, field, NOT_FINITE_FAULT),
            _ => self.refuse(start, field, NUMBER_FAULT),
        }
    }

    /// A flag: `0`, `1`, `false` or `true`.
    pub(crate) fn flag(&mut self, field: &'static str) -> Result<Option<bool>, Stop> {
        let start = self.start()?;
        let flag = match self.cursor.value()? {
            Value::Null => return Ok(None),
            Value::Bool(flag) => Some(flag),
            Value::Number(number) => match number.to_i64() {
                Some(0) => Some(false),
                Some(1) => Some(true),
                _ => None,
            },
            _ => None,
        };
        if flag.is_none() {
            return self.refuse(start, field, (ProblemKind::WrongType, "it must be 0 or 1"));
        }
        Ok(flag)
    }

    /// A side of an image in px: a whole number, at least 1.
    pub(crate) fn side_px(&mut self, field: &'static str) -> Result<Option<u32>, Stop> {
        let start = self.start()?;
        let side_px = match self.cursor.value()? {
            Value::Null => return Ok(None),
            Value::Number(number) => number.to_i64().and_then(|side| u32::try_from(side).ok()),
            _ => None,
        };
        if side_px.is_none_or(|side_px| side_px == 0) {
            return self.refuse(start, field, SIDE_FAULT);
        }
        Ok(side_px)
    }

    /// A box, `[x, y, width, height]`; an empty list counts as none.
    #[inline]
    pub(crate) fn bbox(&mut self) -> Result<Option<BoundingBox>, Stop> {
        if self.wanted.boxes == Need::Skipped {
            self.cursor.skip_value()?;
            return Ok(None);
        }
        let start = self.start()?;
        match self.cursor.value()? {
            Value::Null => Ok(None),
            Value::List => match self.four_numbers()? {
                Numbers::Four([x, y, width, height]) => {
                    Ok(Some(BoundingBox { x, y, width, height }))
                }
                Numbers::None => Ok(None),
                Numbers::NotFinite => self.refuse(start, "bbox", NOT_FINITE_FAULT),
                Numbers::Other => self.refuse(start, "bbox", BBOX_FAULT),
            },
            _ => self.refuse(start, "bbox", BBOX_FAULT),
        }
    }

    /// The elements of a list whose bracket is open, if they are four numbers.
    #[inline]
    fn four_numbers(&mut self) -> Result<Numbers, Stop> {
        let mut numbers = [0.0; 4];
        let mut n_numbers = 0;
        let mut separator = Separator::default();
        while self.cursor.next_element(&mut separator)? {
            let number = match self.cursor.value()? {
                Value::Number(number) => number.to_f64(),
                Value::NotFinite => f64::NAN,
                _ => return Ok(Numbers::Other),
            };
            let Some(place) = numbers.get_mut(n_numbers) else { return Ok(Numbers::Other) };
            *place = number;
            n_numbers += 1;
        }
        Ok(match n_numbers {
            0 => Numbers::None,
            4 if numbers.iter().all(|number| number.is_finite()) => Numbers::Four(numbers),
            4 => Numbers::NotFinite,
            _ => Numbers::Other,
        })
    }

    /// Goes to the value and gives its position.
    #[inline]
    pub(crate) fn start(&mut self) -> Result<usize, Stop> {
        self.cursor.peek()?;
        Ok(self.cursor.pos())
    }

    /// Steps over the value that starts at `start` and adds a fault that shows it.
    #[cold]
    pub(crate) fn refuse<T>(
        &mut self,
        start: usize,
        field: &'static str,
        (kind, what): (ProblemKind, &'static str),
    ) -> Result<Option<T>, Stop> {
        self.cursor.rewind(start);
        self.cursor.skip_value()?;
        let fault = Fault::new(kind, what).in_field(field);
        self.faults.push(fault.with_value(self.cursor.text_since(start)));
        Ok(None)
    }
}

/// What a list turned out to hold.
enum Numbers {
    Four([f64; 4]),
    None,
    NotFinite,
    Other,
}

const ID_FAULT: (ProblemKind, &str) =
    (ProblemKind::WrongType, "an id must be an integer of up to 64 bits or a text");
const NUMBER_FAULT: (ProblemKind, &str) = (ProblemKind::WrongType, "it must be a number");
const NOT_FINITE_FAULT: (ProblemKind, &str) = (ProblemKind::NotFinite, "it must be finite");
const SIDE_FAULT: (ProblemKind, &str) =
    (ProblemKind::WrongType, "it must be a whole number of px, 1 or more");
const BBOX_FAULT: (ProblemKind, &str) =
    (ProblemKind::WrongType, "a box must be a list of four numbers");
