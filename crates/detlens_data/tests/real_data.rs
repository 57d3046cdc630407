//! Real data sets, where they lie beside the checkout or where `DETLENS_REAL_DATA` says.
#![allow(clippy::unwrap_used, reason = "a test stops at what it does not expect")]
#![allow(clippy::print_stderr, reason = "a test that cannot run says so")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use detlens_data::{Outcome, ReadOptions, Source, read};
use serde_json::Value;

fn folder() -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reference/data");
    std::env::var_os("DETLENS_REAL_DATA").map_or_else(|| beside.into(), PathBuf::from)
}

/// Each ground truth with each of its result files.
fn pairs() -> Vec<(PathBuf, PathBuf)> {
    let Ok(entries) = fs::read_dir(folder()) else { return Vec::new() };
    let mut pairs = Vec::new();
    for folder in entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let ground_truth = folder.join("gt.json");
        let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let is_json = |path: &PathBuf| path.extension().is_some_and(|end| end == "json");
        let results = files.filter(|path| is_json(path) && *path != ground_truth);
        pairs.extend(results.map(|results| (ground_truth.clone(), results)));
    }
    pairs
}

fn read_pair(ground_truth: &Path, results: &Path) -> Outcome {
    let source = |path: &Path| Source::new(path.display().to_string(), File::open(path).unwrap());
    read(source(ground_truth), vec![source(results)], &ReadOptions::default())
}

fn tree(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn every_record_of_real_files_is_read() {
    let pairs = pairs();
    if pairs.is_empty() {
        eprintln!("skipped: there is no real data in {}", folder().display());
    }
    for (ground_truth, results) in pairs {
        let outcome = read_pair(&ground_truth, &results);
        let Some(dataset) = outcome.dataset else {
            panic!("{}: {}", results.display(), outcome.problems)
        };
        let expected = tree(&results);
        let scores = expected.as_array().unwrap().iter().map(|row| row["score"].as_f64().unwrap());
        assert!(scores.eq(dataset.detections().scores().iter().copied()));
        let expected = tree(&ground_truth);
        assert_eq!(dataset.images().len(), expected["images"].as_array().unwrap().len());
        let annotations = expected["annotations"].as_array().unwrap();
        assert_eq!(dataset.ground_truths().len(), annotations.len());
    }
}
