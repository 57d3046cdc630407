//! Noise, edges and stripes: what the materials are composed of.
//!
//! Everything drawn is softened to the pixel, and what is finer than a pixel fades to its mean.

use std::sync::LazyLock;

use crate::random::lattice;

/// Smooth noise in `[0, 1)` with features of size 1; it repeats after 64.
pub(crate) fn noise(x: f64, y: f64, seed: u32) -> f64 {
    static LATTICE: LazyLock<Tile> = LazyLock::new(|| Tile::lattice(64));
    LATTICE.at(x, y, seed, ease)
}

/// Clouds in `[0, 1)` with features of size 1, 1/2, 1/4 and 1/8, each half as strong as the one
/// before; they repeat after 16.
pub(crate) fn clouds(x: f64, y: f64, seed: u32) -> f64 {
    static CLOUDS: LazyLock<Tile> = LazyLock::new(Tile::clouds);
    let scale = f64::from(Tile::CLOUD_TEXELS);
    CLOUDS.at(x * scale, y * scale, seed, |t| t)
}

/// Bends a straight ramp from 0 to 1 so that it is level at both ends.
fn ease(t: f64) -> f64 {
    t * t * (3.0 - 2.0 * t)
}

/// A square of numbers that continues on all sides; computed once, as noise is most of the work.
struct Tile {
    /// The size is a power of two; this is one less.
    mask: i32,
    size: usize,
    values: Vec<f32>,
}

impl Tile {
    /// Numbers of [`clouds`] to a feature of size 1.
    const CLOUD_TEXELS: u16 = 16;

    fn new(size: u16, value: impl Fn(i32, i32) -> f64) -> Self {
        let mask = i32::from(size) - 1;
        let points = (0..=mask).flat_map(|y| (0..=mask).map(move |x| (x, y)));
        #[expect(clippy::cast_possible_truncation, reason = "textures need few digits")]
        let values = points.map(|(x, y)| value(x, y) as f32).collect();
        Self { mask, size: usize::from(size), values }
    }

    /// Unrelated numbers.
    fn lattice(size: u16) -> Self {
        Self::new(size, |x, y| lattice(x, y, u32::from(size)))
    }

    /// The sum of four lattices, the finest with two texels to a feature.
    fn clouds() -> Self {
        let octaves = [1, 2, 4, 8].map(|scale| (f64::from(scale), Self::lattice(16 * scale)));
        Self::new(16 * Self::CLOUD_TEXELS, |x, y| {
            let octave = |(scale, lattice): &(f64, Self)| {
                let texel = scale / f64::from(Self::CLOUD_TEXELS);
                lattice.at(f64::from(x) * texel, f64::from(y) * texel, 0, ease) / scale
            };
            octaves.iter().map(octave).sum::<f64>() / 1.875
        })
    }

    /// The value at `(x, y)`, in texels, between the four nearest; each seed begins elsewhere.
    fn at(&self, x: f64, y: f64, seed: u32, ease: impl Fn(f64) -> f64) -> f64 {
        let ((column, fx), (row, fy)) = (split(x), split(y));
        let start = seed.wrapping_mul(0x9E37_79B1);
        let column = column.wrapping_add((start >> 16).cast_signed());
        let row = row.wrapping_add((start >> 24).cast_signed());
        let get = |column: i32, row: i32| {
            let place = |at: i32| (at & self.mask).unsigned_abs() as usize;
            f64::from(self.values[place(row) * self.size + place(column)])
        };
        let tx = ease(fx);
        let along = |row: i32| {
            let left = get(column, row);
            left + (get(column.wrapping_add(1), row) - left) * tx
        };
        let near = along(row);
        near + (along(row.wrapping_add(1)) - near) * ease(fy)
    }
}

/// How much of a pixel lies inside an edge that is `inside` away.
pub(crate) fn cover(inside: f64, footprint: f64) -> f64 {
    (inside / footprint + 0.5).clamp(0.0, 1.0)
}

/// How much of a pixel at distance `x` from the middle of a band it covers.
///
/// A band thinner than the pixel covers only its share.
pub(crate) fn band(x: f64, half_width: f64, footprint: f64) -> f64 {
    let inside = half_width.max(footprint / 2.0) - x.abs();
    if inside <= -footprint {
        return 0.0;
    }
    cover(inside, footprint) * (2.0 * half_width / footprint).min(1.0)
}

/// How much of a pixel at `(u, v)` from the middle of a rectangle it covers.
pub(crate) fn rectangle(u: f64, v: f64, half_u: f64, half_v: f64, footprint: f64) -> f64 {
    let across = band(u, half_u, footprint);
    if across > 0.0 { across * band(v, half_v, footprint) } else { 0.0 }
}

/// How much of a pixel at `(u, v)` from the middle of a disc it covers.
pub(crate) fn disc(u: f64, v: f64, radius: f64, footprint: f64) -> f64 {
    cover(radius - (u * u + v * v).sqrt(), footprint)
}

/// 1 where features of size `feature` are seen sharply, 0 where they are finer than a pixel.
pub(crate) fn visible(feature: f64, footprint: f64) -> f64 {
    (2.0 - 2.0 * footprint / feature).clamp(0.0, 1.0)
}

/// Stripes with the given period, of which the part `share` is covered; the mean far away.
pub(crate) fn stripes(x: f64, period: f64, share: f64, footprint: f64) -> f64 {
    let (_, phase) = split(x / period);
    let exact = cover((share / 2.0 - (phase - 0.5).abs()) * period, footprint);
    share + (exact - share) * visible(period / 2.0, footprint)
}

/// Rounded ribs with the given period: how steeply the surface rises, from -1 to 1.
pub(crate) fn ribs(x: f64, period: f64, footprint: f64) -> f64 {
    let (_, phase) = split(x / period);
    // A parabola over each half period looks as a sine does.
    let (t, sign) = if phase < 0.5 { (phase, 1.0) } else { (phase - 0.5, -1.0) };
    sign * t * (0.5 - t) * 16.0 * visible(period / 2.0, footprint)
}

/// The whole part of `x` and what is left, in `[0, 1)`.
pub(crate) fn split(x: f64) -> (i32, f64) {
    #[expect(clippy::cast_possible_truncation, reason = "places in a warehouse are small numbers")]
    let toward_zero = x as i32;
    let whole = toward_zero - i32::from(f64::from(toward_zero) > x);
    (whole, x - f64::from(whole))
}
