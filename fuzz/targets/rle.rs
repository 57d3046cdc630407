//! Any bytes as a coded mask: what `measure` accepts is the same mask to everybody.
#![no_main]

use detlens_geometry::{
    MaskSize, check_counts, decode_counts, encode_counts, foreground_runs, measure,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, u16, Vec<u8>)| {
    let (height, width, coded) = input;
    let mut runs = Vec::new();
    foreground_runs(&coded, &mut runs);
    let Ok(size) = MaskSize::new(u32::from(height), u32::from(width)) else { return };
    let Ok(measured) = measure(&coded, size) else { return };
    let mut counts = Vec::new();
    decode_counts(&coded, &mut counts).expect("a measured mask can be decoded");
    assert_eq!(check_counts(&counts, size), Ok(measured));
    let area: u64 = runs.iter().map(|run| u64::from(run.end - run.start)).sum();
    assert_eq!(area, u64::from(measured.area_px));
    let mut again = Vec::new();
    encode_counts(&counts, &mut again);
    let mut counts_again = Vec::new();
    decode_counts(&again, &mut counts_again).expect("an encoded mask can be decoded");
    assert_eq!(counts, counts_again);
});
