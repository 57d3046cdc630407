//! Polygons turned into masks, pixel for pixel as pycocotools does it.

mod error;
mod outline;

pub use error::PolygonError;

use crate::{MaskSize, Run};
use outline::{Corner, Edge};

/// The furthest that a coordinate may be from 0, in px.
///
/// Within it the steps of pycocotools 2.0.11 along an edge are sure to be one fifth of a pixel, so
/// that nothing is stepped over; far beyond it its 32-bit integers overflow.
pub const MAX_COORDINATE_PX: f64 = 1e6;

/// How often the outline of a polygon, all parts together, may cross the middle of a column.
///
/// It bounds the memory of one polygon, to about 256 MiB.
pub const MAX_CROSSINGS: usize = 1 << 24;

/// Memory that [`rasterize`] uses again for the next polygon.
#[derive(Debug, Default)]
pub struct RasterScratch {
    /// Where the outline of one part crosses the columns, as positions.
    crossings: Vec<u32>,
    /// The foreground of all parts.
    runs: Vec<Run>,
}

/// Appends the run lengths of a polygon's mask to `counts`.
///
/// A part is a ring of points in px, `x0, y0, x1, y1, …`; its last point joins its first. A part
/// covers what its outline goes around an odd number of times; the polygon covers what any part
/// covers, so a part cannot be a hole in another one. What lies outside the image is cut off.
///
/// The run lengths are those of `rleFrPoly` and `rleMerge` of pycocotools 2.0.11, and so of its
/// `COCO.annToRLE`: only the first may be 0.
///
/// # Errors
///
/// A [`PolygonError`] if a part is no ring, a coordinate is not finite or too far out, or the
/// outline is too long; `counts` is then as it was.
///
/// # Example
///
/// ```
/// # use detlens_geometry::{MaskSize, PolygonError, RasterScratch, rasterize};
/// let size = MaskSize::new(4, 5).unwrap();
/// let square = [1.0, 1.0, 3.0, 1.0, 3.0, 3.0, 1.0, 3.0];
/// let mut counts = Vec::new();
/// rasterize([&square[..]], size, &mut RasterScratch::default(), &mut counts)?;
/// assert_eq!(counts, [5, 2, 2, 2, 9]);
/// # Ok::<(), PolygonError>(())
/// ```
pub fn rasterize<'a>(
    parts: impl IntoIterator<Item = &'a [f64]>,
    size: MaskSize,
    scratch: &mut RasterScratch,
    counts: &mut Vec<u32>,
) -> Result<(), PolygonError> {
    let RasterScratch { crossings, runs } = scratch;
    runs.clear();
    let (mut n_parts, mut n_crossings) = (0, 0);
    for (part_idx, ring) in parts.into_iter().enumerate() {
        check_ring(ring, part_idx)?;
        crossings.clear();
        trace(ring, size, MAX_CROSSINGS - n_crossings, crossings)?;
        n_crossings += crossings.len();
        n_parts += 1;
        crossings.sort_unstable();
        append_runs(crossings, runs);
    }
    if n_parts == 0 {
        return Err(PolygonError::NoParts);
    }
    runs.sort_unstable_by_key(|run| run.start);
    append_union(runs, size, counts);
    Ok(())
}

fn check_ring(ring: &[f64], part_idx: usize) -> Result<(), PolygonError> {
    let n_numbers = ring.len();
    if n_numbers < 6 {
        return Err(PolygonError::TooFewPoints { part_idx, n_numbers });
    }
    if n_numbers % 2 == 1 {
        return Err(PolygonError::OddLength { part_idx, n_numbers });
    }
    let is_allowed = |value_px: &f64| value_px.abs() <= MAX_COORDINATE_PX;
    match ring.iter().position(|value_px| !is_allowed(value_px)) {
        Some(number_idx) => {
            let value_px = ring[number_idx];
            Err(PolygonError::Coordinate { part_idx, number_idx, value_px })
        }
        None => Ok(()),
    }
}

/// Appends the crossings of a ring, edge by edge, unless there are more than `limit`.
fn trace(
    ring: &[f64],
    size: MaskSize,
    limit: usize,
    crossings: &mut Vec<u32>,
) -> Result<(), PolygonError> {
    let corners = ring.chunks_exact(2).map(|point| Corner::from_px(point[0], point[1]));
    let ends = corners.clone().cycle().skip(1);
    for (from, to) in corners.zip(ends) {
        let edge = Edge::new(from, to, size);
        if crossings.len() + edge.n_crossings() > limit {
            return Err(PolygonError::TooManyCrossings);
        }
        crossings.extend(edge.crossings(size));
    }
    Ok(())
}

/// Appends the foreground between crossings, which come in order.
///
/// Each crossing turns background into foreground or back; two at one position undo each other.
/// A column has an even number of them, as a ring is closed, so each run has its end.
fn append_runs(crossings: &[u32], runs: &mut Vec<Run>) {
    let is_odd = |same: &&[u32]| same.len() % 2 == 1;
    let mut turns = crossings.chunk_by(u32::eq).filter(is_odd).map(|same| same[0]);
    while let (Some(start), Some(end)) = (turns.next(), turns.next()) {
        runs.push(Run { start, end });
    }
}

/// Appends the run lengths of the union of `runs`, which come in the order of their starts.
pub(crate) fn append_union(runs: &[Run], size: MaskSize, counts: &mut Vec<u32>) {
    let mut position = 0;
    let mut runs = runs.iter().peekable();
    while let Some(&Run { start, mut end }) = runs.next() {
        while let Some(next) = runs.next_if(|next| next.start <= end) {
            end = end.max(next.end);
        }
        counts.extend([start - position, end - start]);
        position = end;
    }
    if position < size.end_position() {
        counts.push(size.end_position() - position);
    }
}
