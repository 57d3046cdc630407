//! Any numbers as a polygon: an error, or run lengths that fill the image exactly.
#![no_main]

use detlens_geometry::{MaskSize, RasterScratch, check_counts, rasterize};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, u8, Vec<Vec<f64>>)| {
    let (height, width, parts) = input;
    let Ok(size) = MaskSize::new(u32::from(height), u32::from(width)) else { return };
    let mut counts = Vec::new();
    let rings = parts.iter().map(Vec::as_slice);
    match rasterize(rings, size, &mut RasterScratch::default(), &mut counts) {
        Ok(()) => assert!(check_counts(&counts, size).is_ok(), "{counts:?} in {size:?}"),
        Err(_) => assert!(counts.is_empty()),
    }
});
