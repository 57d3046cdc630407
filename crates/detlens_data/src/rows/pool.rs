//! What the rows of a chunk refer to.

use std::mem;
use std::ops::Range;

use detlens_geometry::{MaskMeasure, MaskSize, RleError, check_counts, encode_counts, measure};

use crate::fault::Fault;
use crate::json::MAX_RECORD_BYTES;
use crate::problem::ProblemKind;

/// Texts, coded masks and points of polygons, each kind end to end.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    texts: String,
    /// Coded masks, as they stand under `counts` in a COCO file.
    coded: Vec<u8>,
    /// The points of all rings, `x0, y0, x1, y1, …`, in px.
    points: Vec<f64>,
    /// Where each ring ends in `points`; it starts where the one before it ends.
    ring_ends: Vec<usize>,
}

/// A part of the pool's texts or of its coded masks, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A mask as the input gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum RawMask {
    Coded(CodedMask),
    /// A polygon, which becomes a mask once the size of its image is known.
    Polygon(Rings),
}

/// Run lengths, checked and measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct CodedMask {
    pub(crate) coded: Span,
    pub(crate) size: MaskSize,
    pub(crate) measure: MaskMeasure,
}

/// The parts of a polygon, as indices of the pool's rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rings {
    first: usize,
    end: usize,
}

/// How much a pool holds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mark {
    text_bytes: usize,
    coded_bytes: usize,
    numbers: usize,
    rings: usize,
}

impl Pool {
    /// Makes room for coded masks.
    pub(crate) fn reserve_coded(&mut self, n_bytes: usize) {
        self.coded.reserve_exact(n_bytes);
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark {
            text_bytes: self.texts.len(),
            coded_bytes: self.coded.len(),
            numbers: self.points.len(),
            rings: self.ring_ends.len(),
        }
    }

    /// The mark of coded masks alone.
    pub(crate) fn coded_mark(&self) -> Mark {
        Mark { coded_bytes: self.coded.len(), ..Mark::default() }
    }

    /// Forgets what was added since `mark`.
    pub(crate) fn reset(&mut self, mark: Mark) {
        self.texts.truncate(mark.text_bytes);
        self.coded.truncate(mark.coded_bytes);
        self.points.truncate(mark.numbers);
        self.ring_ends.truncate(mark.rings);
    }

    pub(crate) fn text(&self, span: Span) -> &str {
        &self.texts[span.range()]
    }

    pub(crate) fn add_text(&mut self, text: &str) -> Span {
        let start = self.texts.len();
        self.texts.push_str(text);
        Span { start, end: self.texts.len() }
    }

    /// Coded masks, to append one and take it with [`Self::coded_since`].
    pub(crate) fn coded_mut(&mut self) -> &mut Vec<u8> {
        &mut self.coded
    }

    /// Hands over all coded masks; no mask of the pool can be looked at any more.
    pub(crate) fn take_coded(&mut self) -> Box<[u8]> {
        mem::take(&mut self.coded).into_boxed_slice()
    }

    /// Takes the coded bytes since `start` as one mask; on a fault they are forgotten.
    pub(crate) fn coded_since(&mut self, start: usize, size: MaskSize) -> Result<CodedMask, Fault> {
        let coded = Span { start, end: self.coded.len() };
        if coded.end - start > MAX_RECORD_BYTES {
            self.coded.truncate(start);
            return Err(Fault::new(ProblemKind::TooLarge, "the mask is coded in over 256 MiB"));
        }
        match measure(&self.coded[start..], size) {
            Ok(measure) => Ok(CodedMask { coded, size, measure }),
            Err(error) => {
                self.coded.truncate(start);
                Err(rle_fault(error))
            }
        }
    }

    /// Adds a mask given as plain run lengths.
    pub(crate) fn add_counts(
        &mut self,
        counts: &[u32],
        size: MaskSize,
    ) -> Result<CodedMask, Fault> {
        let measure = check_counts(counts, size).map_err(rle_fault)?;
        let start = self.coded.len();
        encode_counts(counts, &mut self.coded);
        let coded = Span { start, end: self.coded.len() };
        Ok(CodedMask { coded, size, measure })
    }

    /// A polygon whose rings are still to be added.
    pub(crate) fn start_polygon(&self) -> Rings {
        Rings { first: self.ring_ends.len(), end: self.ring_ends.len() }
    }

    /// Adds a number to the ring that [`Self::end_ring`] will end.
    pub(crate) fn add_number(&mut self, number: f64) {
        self.points.push(number);
    }

    /// Ends a ring of the polygon that was started last.
    pub(crate) fn end_ring(&mut self, polygon: &mut Rings) {
        self.ring_ends.push(self.points.len());
        polygon.end += 1;
    }

    /// The parts of a polygon, each `x0, y0, x1, y1, …` in px.
    pub(crate) fn rings(&self, polygon: Rings) -> impl Iterator<Item = &[f64]> {
        (polygon.first..polygon.end).map(|ring| {
            let start = ring.checked_sub(1).map_or(0, |before| self.ring_ends[before]);
            &self.points[start..self.ring_ends[ring]]
        })
    }
}

impl Span {
    pub(crate) fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

fn rle_fault(error: RleError) -> Fault {
    let hint = match error {
        RleError::Total { .. } => "make the mask in the image's own size, or correct `size`",
        RleError::EmptyRun { .. } => "join the runs around the empty one",
        RleError::Empty => "write the whole image as one run if the mask is empty",
        _ => "write `counts` with pycocotools.mask.encode, as text, without changing it",
    };
    Fault::new(ProblemKind::BadRle, error.to_string()).with_hint(hint)
}
