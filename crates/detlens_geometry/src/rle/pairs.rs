//! The runs of a coded mask, two at a time, as fast as they can be read.

use super::number::{read_four_short_numbers, read_number};

/// The foreground runs of a coded mask, each with the background run after it.
///
/// Whatever is wrong with a string, it only says that something is;
/// [`decode_counts`](super::decode_counts) says what.
pub(crate) struct RunPairs<'a> {
    rest: &'a [u8],
    foreground_px: i64,
    background_px: i64,
}

impl<'a> RunPairs<'a> {
    /// The length of the first background run, and the runs after it.
    pub(crate) fn after_first_run(coded: &'a [u8]) -> Option<(u32, Self)> {
        let (first_run_px, rest) = read_number(coded)?;
        // No later run is spelled as a difference to the first one, so it is not kept.
        Some((u32::try_from(first_run_px).ok()?, Self { rest, foreground_px: 0, background_px: 0 }))
    }

    /// Calls `visit` with the lengths in px, at least 1, of each foreground run and the background
    /// run after it; the last background may be missing, and then is 0.
    ///
    /// `None` if there is a mistake in the string; the pairs before it have been visited.
    #[inline]
    pub(crate) fn for_each(mut self, mut visit: impl FnMut(u32, u32)) -> Option<()> {
        while let Some([a, b, c, d]) = self.next_four() {
            let (foreground_px, background_px) = self.next_pair(a, b)?;
            visit(foreground_px, background_px);
            let (foreground_px, background_px) = self.next_pair(c, d)?;
            visit(foreground_px, background_px);
        }
        while let Some(a) = self.next_number() {
            let Some(b) = self.next_number() else {
                visit(run_px(self.foreground_px + a)?, 0);
                break;
            };
            let (foreground_px, background_px) = self.next_pair(a, b)?;
            visit(foreground_px, background_px);
        }
        self.rest.is_empty().then_some(())
    }

    #[inline]
    fn next_four(&mut self) -> Option<[i64; 4]> {
        let (numbers, rest) =
            read_four_short_numbers(self.rest).or_else(|| read_four_numbers(self.rest))?;
        self.rest = rest;
        Some(numbers)
    }

    fn next_number(&mut self) -> Option<i64> {
        let (number, rest) = read_number(self.rest)?;
        self.rest = rest;
        Some(number)
    }

    /// The lengths of two runs from their differences to the two runs before them.
    #[inline]
    fn next_pair(&mut self, foreground: i64, background: i64) -> Option<(u32, u32)> {
        self.foreground_px += foreground;
        self.background_px += background;
        Some((run_px(self.foreground_px)?, run_px(self.background_px)?))
    }
}

#[cold]
fn read_four_numbers(mut coded: &[u8]) -> Option<([i64; 4], &[u8])> {
    let mut numbers = [0; 4];
    for number in &mut numbers {
        (*number, coded) = read_number(coded)?;
    }
    Some((numbers, coded))
}

/// The length of a run after the first, if a run can have it.
#[inline]
fn run_px(length_px: i64) -> Option<u32> {
    u32::try_from(length_px).ok().filter(|&length_px| length_px > 0)
}
