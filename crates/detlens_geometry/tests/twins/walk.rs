//! The mask of a ring, by walking its outline step by step as `rleFrPoly` of pycocotools does.

use detlens_geometry::MaskSize;

use super::Bitmap;

/// The mask of a ring whose corners are not far from the image.
pub(crate) fn walked(ring: &[f64], size: MaskSize) -> Bitmap {
    let (height, width) = (i64::from(size.height()), i64::from(size.width()));
    let mut turns = vec![false; usize::try_from(size.n_pixels()).expect("a small mask") + 1];
    let points = points(ring);
    for (from, to) in points.iter().zip(&points[1..]) {
        let (x, y) = (from.0.min(to.0), from.1.min(to.1));
        // The middle of column c lies between the fifths 5c + 2 and 5c + 3.
        let column = (x - 2) / 5;
        if from.0 != to.0 && x >= 2 && (x - 2) % 5 == 0 && column < width {
            let row = ((y + 2).div_euclid(5)).clamp(0, height);
            turns[usize::try_from(column * height + row).expect("inside the image")] ^= true;
        }
    }
    let mut color = false;
    let colored = |turn| {
        color ^= turn;
        color
    };
    let mut pixels: Vec<bool> = turns.into_iter().map(colored).collect();
    pixels.pop();
    Bitmap { size, pixels }
}

/// The points of the outline in fifths of a pixel, one for each step.
fn points(ring: &[f64]) -> Vec<(i64, i64)> {
    let corner = |point: &[f64]| (rounded(5.0 * point[0]), rounded(5.0 * point[1]));
    let corners: Vec<_> = ring.chunks(2).map(corner).collect();
    let ends = corners[1..].iter().chain(&corners[..1]);
    corners.iter().zip(ends).flat_map(|(&from, &to)| edge_points(from, to)).collect()
}

fn edge_points(from: (i64, i64), to: (i64, i64)) -> Vec<(i64, i64)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    if dx == 0 && dy == 0 {
        return Vec::new();
    }
    if dx.abs() < dy.abs() {
        let swapped = |(x, y)| (y, x);
        return edge_points_along_x(swapped(from), swapped(to)).into_iter().map(swapped).collect();
    }
    edge_points_along_x(from, to)
}

fn edge_points_along_x(from: (i64, i64), to: (i64, i64)) -> Vec<(i64, i64)> {
    if from.0 > to.0 {
        return edge_points_along_x(to, from).into_iter().rev().collect();
    }
    let slope = float(to.1 - from.1) / float(to.0 - from.0);
    let point = |step| (from.0 + step, rounded(float(from.1) + slope * float(step)));
    (0..=to.0 - from.0).map(point).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "small numbers")]
fn rounded(number: f64) -> i64 {
    (number + 0.5) as i64
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn float(number: i64) -> f64 {
    number as f64
}
