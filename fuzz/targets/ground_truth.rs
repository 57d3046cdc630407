//! Any bytes as a ground-truth file: an error or a valid data set, never a panic.
#![no_main]

use detlens_data::{IouType, ReadOptions, Source, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for iou_type in [None, Some(IouType::Bbox), Some(IouType::Segm)] {
        for lenient in [false, true] {
            let ground_truth = Source::new("gt.json", bytes);
            let outcome = read(ground_truth, Vec::new(), &ReadOptions { iou_type, lenient });
            assert!(outcome.dataset.is_some() || outcome.problems.has_errors());
            let _ = outcome.problems.to_string();
        }
    }
});
