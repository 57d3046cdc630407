//! Any bytes as a result file: an error or a valid data set, never a panic.
#![no_main]

use detlens_data::{IouType, ReadOptions, Source, read};
use libfuzzer_sys::fuzz_target;

const GROUND_TRUTH: &str = r#"{"images": [{"id": 1, "file_name": "a.jpg", "height": 4, "width": 5}],
    "categories": [{"id": 7, "name": "box"}], "annotations": []}"#;

fuzz_target!(|bytes: &[u8]| {
    for iou_type in [None, Some(IouType::Bbox), Some(IouType::Segm)] {
        let ground_truth = Source::new("gt.json", GROUND_TRUTH.as_bytes());
        let results = vec![Source::new("dt.json", bytes)];
        let outcome = read(ground_truth, results, &ReadOptions { iou_type, lenient: true });
        let _ = outcome.problems.to_string();
        if let Some(dataset) = outcome.dataset {
            for idx in 0..dataset.detections().len() {
                assert!(dataset.detections().scores()[idx].is_finite());
                assert!(dataset.detections().regions().area_px2(idx).is_finite());
            }
        }
    }
});
