//! The values of `segmentation`: run lengths, as a text or a list, and polygons.

use detlens_geometry::MaskSize;

use super::fields::FieldReader;
use crate::fault::Fault;
use crate::json::{Number, Separator, Stop, Value};
use crate::problem::ProblemKind;
use crate::rows::{CodedMask, Need, RawMask};

/// Why there is no mask.
enum NoMask {
    Stop(Stop),
    /// The value is refused and shown.
    Refused(ProblemKind, &'static str),
    /// The value is refused; showing it would not help.
    Fault(Fault),
}

impl From<Stop> for NoMask {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl From<Fault> for NoMask {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// The value of `counts`.
enum Counts {
    /// A text, which has been appended to the pool's coded masks.
    Coded,
    Plain(Vec<u32>),
}

impl FieldReader<'_, '_> {
    /// A mask; an empty list counts as none.
    #[inline]
    pub(crate) fn mask(&mut self) -> Result<Option<RawMask>, Stop> {
        if self.wanted.masks == Need::Skipped {
            self.cursor.skip_value()?;
            return Ok(None);
        }
        let start = self.start()?;
        let mark = self.pool.mark();
        let refusal = match self.try_mask() {
            Ok(mask) => return Ok(mask),
            Err(NoMask::Stop(stop)) => return Err(stop),
            Err(refusal) => refusal,
        };
        self.pool.reset(mark);
        match refusal {
            NoMask::Refused(kind, what) => self.refuse(start, "segmentation", (kind, what)),
            NoMask::Fault(fault) => {
                self.cursor.rewind(start);
                self.cursor.skip_value()?;
                self.faults.push(fault.in_field("segmentation"));
                Ok(None)
            }
            NoMask::Stop(stop) => Err(stop),
        }
    }

    #[inline]
    fn try_mask(&mut self) -> Result<Option<RawMask>, NoMask> {
        match self.cursor.value()? {
            Value::Null => Ok(None),
            Value::Object => Ok(Some(RawMask::Coded(self.run_lengths()?))),
            Value::List => self.polygon(),
            _ => Err(MASK_REFUSED),
        }
    }

    /// The run lengths in an object whose bracket is open.
    #[inline]
    fn run_lengths(&mut self) -> Result<CodedMask, NoMask> {
        let coded_start = self.pool.coded_mut().len();
        let (mut size, mut counts) = (None, None);
        let mut separator = Separator::default();
        while let Some(key) = self.cursor.next_key(&mut separator)? {
            match &*key {
                b"size" => size = Some(self.mask_size()?),
                b"counts" => {
                    self.pool.coded_mut().truncate(coded_start);
                    counts = Some(self.counts()?);
                }
                _ => self.cursor.skip_value()?,
            }
        }
        let size = size.ok_or(NO_SIZE_REFUSED)?;
        match counts.ok_or(NO_COUNTS_REFUSED)? {
            Counts::Coded => Ok(self.pool.coded_since(coded_start, size)?),
            Counts::Plain(counts) => Ok(self.pool.add_counts(&counts, size)?),
        }
    }

    /// The value of `size`, `[height, width]` in px.
    #[inline]
    fn mask_size(&mut self) -> Result<MaskSize, NoMask> {
        let Value::List = self.cursor.value()? else { return Err(SIZE_REFUSED) };
        let mut sides = [0; 2];
        let mut n_sides = 0;
        let mut separator = Separator::default();
        while self.cursor.next_element(&mut separator)? {
            let Value::Number(number) = self.cursor.value()? else { return Err(SIZE_REFUSED) };
            *sides.get_mut(n_sides).ok_or(SIZE_REFUSED)? = whole(number).ok_or(SIZE_REFUSED)?;
            n_sides += 1;
        }
        if n_sides != 2 {
            return Err(SIZE_REFUSED);
        }
        let [height, width] = sides;
        Ok(MaskSize::new(height, width).map_err(|error| {
            let fault = Fault::new(ProblemKind::OutOfRange, error.to_string());
            fault.with_hint("`size` is [height, width] of the image in px")
        })?)
    }

    /// The value of `counts`: a text, or a list of run lengths in px.
    #[inline]
    fn counts(&mut self) -> Result<Counts, NoMask> {
        if self.cursor.peek()? == b'"' {
            self.cursor.copy_text(self.pool.coded_mut())?;
            return Ok(Counts::Coded);
        }
        let Value::List = self.cursor.value()? else { return Err(COUNTS_REFUSED) };
        let mut counts = Vec::new();
        let mut separator = Separator::default();
        while self.cursor.next_element(&mut separator)? {
            let Value::Number(number) = self.cursor.value()? else { return Err(COUNT_REFUSED) };
            counts.push(whole(number).ok_or(COUNT_REFUSED)?);
        }
        Ok(Counts::Plain(counts))
    }

    /// The parts in a list whose bracket is open.
    fn polygon(&mut self) -> Result<Option<RawMask>, NoMask> {
        let mut polygon = self.pool.start_polygon();
        let mut separator = Separator::default();
        let mut is_empty = true;
        while self.cursor.next_element(&mut separator)? {
            is_empty = false;
            match self.cursor.value()? {
                Value::List => self.ring()?,
                Value::Number(_) => return Err(FLAT_POLYGON_REFUSED),
                _ => return Err(POLYGON_REFUSED),
            }
            self.pool.end_ring(&mut polygon);
        }
        Ok((!is_empty).then_some(RawMask::Polygon(polygon)))
    }

    /// The numbers in a list whose bracket is open.
    fn ring(&mut self) -> Result<(), NoMask> {
        let mut separator = Separator::default();
        while self.cursor.next_element(&mut separator)? {
            let Value::Number(number) = self.cursor.value()? else {
                return Err(COORDINATE_REFUSED);
            };
            self.pool.add_number(number.to_f64());
        }
        Ok(())
    }
}

/// The number as a `u32`, if it is one.
#[inline]
fn whole(number: Number<'_>) -> Option<u32> {
    number.to_i64().and_then(|number| u32::try_from(number).ok())
}

const MASK_REFUSED: NoMask = NoMask::Refused(
    ProblemKind::WrongType,
    "a mask must be an object with `size` and `counts`, or a list of polygons",
);
const NO_SIZE_REFUSED: NoMask =
    NoMask::Refused(ProblemKind::BadRle, "the run lengths have no `size`");
const NO_COUNTS_REFUSED: NoMask =
    NoMask::Refused(ProblemKind::BadRle, "the run lengths have no `counts`");
const SIZE_REFUSED: NoMask =
    NoMask::Refused(ProblemKind::BadRle, "`size` must be [height, width] in whole px");
const COUNTS_REFUSED: NoMask =
    NoMask::Refused(ProblemKind::BadRle, "`counts` must be a text or a list of run lengths");
const COUNT_REFUSED: NoMask = NoMask::Refused(
    ProblemKind::BadRle,
    "each of `counts` must be a whole number of px from 0 to 4294967295",
);
const POLYGON_REFUSED: NoMask =
    NoMask::Refused(ProblemKind::BadPolygon, "a polygon must be a list of lists of numbers");
const FLAT_POLYGON_REFUSED: NoMask = NoMask::Refused(
    ProblemKind::BadPolygon,
    "a polygon must be a list of its parts; this is one part without the list around it",
);
const COORDINATE_REFUSED: NoMask =
    NoMask::Refused(ProblemKind::BadPolygon, "the coordinates of a polygon must be finite numbers");
