//! Every bad file of `cases/bad_files`, and what is said about it.
#![allow(clippy::unwrap_used, reason = "a test stops at what it does not expect")]

use std::fs;
use std::path::{Path, PathBuf};

use detlens_data::{IouType, ReadOptions, Source, read};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/bad_files")
}

/// All cases, in the order of their names.
fn cases() -> Vec<PathBuf> {
    let list = |dir: &Path| -> Vec<PathBuf> {
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect()
    };
    let themes = list(&folder()).into_iter().filter(|path| path.is_dir());
    let mut cases: Vec<PathBuf> = themes.flat_map(|theme| list(&theme)).collect();
    cases.retain(|path| path.extension().is_some_and(|extension| extension == "case"));
    cases.sort();
    cases
}

/// The text under `--- <name>`; `@file` stands for a file of the folder.
fn part(case: &str, name: &str) -> Option<String> {
    let start = case.find(&format!("--- {name}\n"))? + name.len() + 5;
    let end = case[start..].find("\n--- ").map_or(case.len(), |len| start + len);
    let text = case[start..end].strip_suffix('\n').unwrap_or(&case[start..end]);
    match text.strip_prefix('@') {
        Some(file) => Some(fs::read_to_string(folder().join(file)).unwrap()),
        None => Some(text.to_owned()),
    }
}

/// What is said about the files of a case.
fn problems(case: &str) -> String {
    let iou_type = match part(case, "compare").unwrap().as_str() {
        "bbox" => IouType::Bbox,
        "segm" => IouType::Segm,
        other => panic!("{other:?} is no IoU type"),
    };
    let ground_truth = part(case, "ground truth").unwrap();
    let results = part(case, "results").unwrap();
    let outcome = read(
        Source::new("gt.json", ground_truth.as_bytes()),
        vec![Source::new("dt.json", results.as_bytes())],
        &ReadOptions { iou_type: Some(iou_type), lenient: false },
    );
    let verdict = if outcome.dataset.is_some() { "accepted\n" } else { "" };
    format!("{verdict}{}", outcome.problems).trim_end().to_owned()
}

#[test]
fn every_bad_file_is_refused_in_the_expected_words() {
    let cases = cases();
    assert!(cases.len() >= 60, "only {} cases were found", cases.len());
    let mut wrong = Vec::new();
    for path in cases {
        let text = fs::read_to_string(&path).unwrap();
        read_leniently(&text);
        let found = std::panic::catch_unwind(|| problems(&text))
            .unwrap_or_else(|_| panic!("{} does not end in a message", path.display()));
        if part(&text, "expected").as_deref() == Some(found.as_str()) {
            continue;
        }
        if std::env::var_os("UPDATE_CASES").is_some() {
            let head = text.split("--- expected\n").next().unwrap();
            fs::write(&path, format!("{head}--- expected\n{found}\n")).unwrap();
        } else {
            wrong.push(format!("{}\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "other words than expected:\n\n{}", wrong.join("\n\n"));
}

/// Reads what can be read; what is left is a valid data set, in which every index resolves.
fn read_leniently(case: &str) {
    let ground_truth = part(case, "ground truth").unwrap();
    let results = part(case, "results").unwrap();
    for iou_type in [None, Some(IouType::Bbox), Some(IouType::Segm)] {
        let outcome = read(
            Source::new("gt.json", ground_truth.as_bytes()),
            vec![Source::new("dt.json", results.as_bytes())],
            &ReadOptions { iou_type, lenient: true },
        );
        let Some(dataset) = outcome.dataset else { continue };
        let n_images = dataset.images().len();
        assert!(dataset.detections().image_idx().iter().all(|&idx| (idx as usize) < n_images));
    }
}
