//! A mask with one value for each pixel.

use detlens_geometry::{MaskMeasure, MaskSize, PixelBox, Run};

/// A mask, pixel by pixel and column by column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bitmap {
    pub(crate) size: MaskSize,
    /// Whether each pixel is foreground, length `height * width`.
    pub(crate) pixels: Vec<bool>,
}

impl Bitmap {
    pub(crate) fn from_counts(counts: &[u32], size: MaskSize) -> Self {
        let colors = [false, true].into_iter().cycle();
        let run = |(&length_px, color)| std::iter::repeat_n(color, length_px as usize);
        Self { size, pixels: counts.iter().zip(colors).flat_map(run).collect() }
    }

    pub(crate) fn to_counts(&self) -> Vec<u32> {
        let mut counts = vec![0];
        let mut color = false;
        for &pixel in &self.pixels {
            if pixel != color {
                counts.push(0);
                color = pixel;
            }
            *counts.last_mut().expect("there is a first run") += 1;
        }
        counts
    }

    pub(crate) fn to_runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for position in self.foreground() {
            match runs.last_mut() {
                Some(run) if run.end == position => run.end += 1,
                _ => runs.push(Run { start: position, end: position + 1 }),
            }
        }
        runs
    }

    pub(crate) fn measure(&self) -> MaskMeasure {
        let height = self.size.height();
        let columns = || self.foreground().map(|position| position / height);
        let rows = || self.foreground().map(|position| position % height);
        let (Some(left), Some(right)) = (columns().min(), columns().max()) else {
            return MaskMeasure::default();
        };
        let (Some(top), Some(bottom)) = (rows().min(), rows().max()) else {
            return MaskMeasure::default();
        };
        let (width, height) = (right - left + 1, bottom - top + 1);
        let bounding_box_px = PixelBox { x: left, y: top, width, height };
        let area_px = u32::try_from(self.foreground().count()).expect("a small mask");
        MaskMeasure { area_px, bounding_box_px }
    }

    pub(crate) fn intersection_px(&self, other: &Self) -> u64 {
        self.pixels.iter().zip(&other.pixels).map(|(&a, &b)| u64::from(a && b)).sum()
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (pixel, &added) in self.pixels.iter_mut().zip(&other.pixels) {
            *pixel |= added;
        }
    }

    fn foreground(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.pixels).filter(|&(_, &pixel)| pixel).map(|(position, _)| position)
    }
}
