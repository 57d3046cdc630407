//! Masks as one byte per pixel, which is how programs that draw or predict them hold them.

/// Appends the run lengths of a bitmap, column by column, to `counts`.
///
/// COCO rule: a run ends where a byte differs from the one before it, whatever the two are, so
/// that of two unlike bytes other than 0 the second one counts as background. Source: `rleEncode`
/// of pycocotools 2.0.11.
///
/// # Example
///
/// ```
/// # use detlens_geometry::append_counts_of_pixels;
/// let mut counts = Vec::new();
/// append_counts_of_pixels(&[0, 1, 1, 0], &mut counts);
/// assert_eq!(counts, [1, 2, 1]);
///
/// counts.clear();
/// append_counts_of_pixels(&[1, 1, 2, 0], &mut counts);
/// assert_eq!(counts, [0, 2, 1, 1]);
/// ```
pub fn append_counts_of_pixels(pixels: &[u8], counts: &mut Vec<u32>) {
    if pixels.first().is_some_and(|&pixel| pixel != 0) {
        counts.push(0);
    }
    let length = |run: &[u8]| u32::try_from(run.len()).unwrap_or(u32::MAX);
    counts.extend(pixels.chunk_by(u8::eq).map(length));
}

/// Writes 1 into the pixels of the foreground and 0 into the others.
///
/// Runs past the end of `pixels` are cut off; pixels past the end of the runs stay as they are.
///
/// # Example
///
/// ```
/// # use detlens_geometry::fill_pixels;
/// let mut pixels = [7; 4];
/// fill_pixels(&[1, 2, 1], &mut pixels);
/// assert_eq!(pixels, [0, 1, 1, 0]);
/// ```
pub fn fill_pixels(counts: &[u32], pixels: &mut [u8]) {
    let mut rest = pixels;
    for (run_idx, &length_px) in counts.iter().enumerate() {
        let end = rest.len().min(length_px as usize);
        let (run, after) = rest.split_at_mut(end);
        run.fill(u8::from(run_idx % 2 == 1));
        rest = after;
    }
}
