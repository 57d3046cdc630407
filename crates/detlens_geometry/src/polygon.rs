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
    ring: RingScratch,
    /// The foreground of all parts.
    runs: Vec<Run>,
}

/// One part, on its way to a mask.
#[derive(Debug, Default)]
struct RingScratch {
    edges: Vec<Edge>,
    /// For each column that is crossed the place of its next crossing.
    column_starts: Vec<u32>,
    /// Where the outline crosses the columns, as positions.
    crossings: Vec<u32>,
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
    let RasterScratch { ring: ring_scratch, runs } = scratch;
    runs.clear();
    let (mut n_parts, mut n_crossings) = (0, 0);
    for (part_idx, ring) in parts.into_iter().enumerate() {
        check_ring(ring, part_idx)?;
        trace(ring, size, MAX_CROSSINGS - n_crossings, ring_scratch)?;
        n_crossings += ring_scratch.crossings.len();
        n_parts += 1;
        append_runs(&ring_scratch.crossings, runs);
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

/// Finds the crossings of a ring, in order, unless there are more than `limit`.
///
/// The edges tell how many crossings each column has before any is computed, so that each goes to
/// its column at once. There are mostly two in a column, and a sort of all has nothing else to do.
fn trace(
    ring: &[f64],
    size: MaskSize,
    limit: usize,
    scratch: &mut RingScratch,
) -> Result<(), PolygonError> {
    let RingScratch { edges, column_starts, crossings } = scratch;
    let corners = ring.chunks_exact(2).map(|point| Corner::from_px(point[0], point[1]));
    let ends = corners.clone().cycle().skip(1);
    edges.clear();
    edges.extend(corners.zip(ends).map(|(from, to)| Edge::new(from, to, size)));
    let n_crossings: usize = edges.iter().map(Edge::n_crossings).sum();
    if n_crossings > limit {
        return Err(PolygonError::TooManyCrossings);
    }
    crossings.clear();
    crossings.resize(n_crossings, 0);
    let first_column = count_columns(edges, column_starts);
    for edge in &*edges {
        for (column, position) in edge.crossings(size) {
            let place = &mut column_starts[(column - first_column) as usize];
            crossings[*place as usize] = position;
            *place += 1;
        }
    }
    // What was the start of each column is its end now.
    let mut start = 0;
    for &end in &*column_starts {
        crossings[start..end as usize].sort_unstable();
        start = end as usize;
    }
    Ok(())
}

/// Where the crossings of each column start, from the column of the first one on; gives that one.
fn count_columns(edges: &[Edge], column_starts: &mut Vec<u32>) -> u32 {
    let crossed = || edges.iter().map(|edge| &edge.columns).filter(|columns| !columns.is_empty());
    let first_column = crossed().map(|columns| columns.start).min().unwrap_or(0);
    let end_column = crossed().map(|columns| columns.end).max().unwrap_or(0);
    column_starts.clear();
    column_starts.resize((end_column - first_column) as usize + 1, 0);
    for columns in crossed() {
        let place = |column: u32| (column - first_column) as usize;
        // As differences; a sum that falls below 0 comes back above it in the same way.
        column_starts[place(columns.start)] = column_starts[place(columns.start)].wrapping_add(1);
        column_starts[place(columns.end)] = column_starts[place(columns.end)].wrapping_sub(1);
    }
    let (mut n_in_column, mut start) = (0_u32, 0_u32);
    for place in column_starts.iter_mut() {
        n_in_column = n_in_column.wrapping_add(*place);
        *place = start;
        start += n_in_column;
    }
    first_column
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
