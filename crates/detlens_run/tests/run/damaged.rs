//! What is no run, or not a whole one, says so.

use std::fs;
use std::path::{Path, PathBuf};

use detlens_data::IouType;
use detlens_engine::Config;
use detlens_run::{DetectionOutcome, Run, Table};
use tempfile::TempDir;

use crate::scene::Scene;

fn written() -> (TempDir, PathBuf) {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("run");
    Scene::new(IouType::Segm, Config::default()).write(&dir).unwrap();
    (parent, dir)
}

/// What opening a directory answers, without the path in front.
fn answer(dir: &Path) -> String {
    let error = Run::open(dir).unwrap_err().to_string();
    let (_, rest) = error.split_once(" is ").or(error.split_once(" was ")).unwrap();
    rest.to_owned()
}

fn edit_record(dir: &Path, from: &str, to: &str) {
    let path = dir.join("run.json");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from));
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn what_is_no_run_says_what_is_missing() {
    let parent = tempfile::tempdir().unwrap();
    assert_eq!(answer(&parent.path().join("none")), "not a run: it does not exist");
    assert_eq!(answer(parent.path()), "not a run: it holds no run.json");
    let file = parent.path().join("file");
    fs::write(&file, "").unwrap();
    assert_eq!(answer(&file), "not a run: it is a file");
    fs::write(parent.path().join("run.json"), "{\"schema_version\": 1}").unwrap();
    assert!(answer(parent.path()).starts_with("not a run: its run.json is not that of a run"));
}

#[test]
fn a_newer_run_says_so() {
    let (_parent, dir) = written();
    edit_record(&dir, "\"schema_version\": 1", "\"schema_version\": 2");
    let expected = "made by a newer Detlens (schema 2, this one reads 1)";
    assert_eq!(answer(&dir), expected);
}

#[test]
fn a_version_that_never_was_is_damage() {
    let (_parent, dir) = written();
    edit_record(&dir, "\"schema_version\": 1", "\"schema_version\": 0");
    assert_eq!(answer(&dir), "damaged: there is no schema version 0");
}

#[test]
fn a_damaged_record_says_where() {
    let (_parent, dir) = written();
    edit_record(&dir, "\"iou_type\": \"segm\"", "\"iou_type\": \"keypoints\"");
    let answer = answer(&dir);
    assert!(answer.starts_with("damaged: unknown variant `keypoints`"), "{answer}");
}

#[test]
fn a_missing_table_is_noticed_at_once() {
    let (_parent, dir) = written();
    fs::remove_file(dir.join("curves.parquet")).unwrap();
    assert_eq!(answer(&dir), "damaged: the file is missing");
}

#[test]
fn a_truncated_table_is_noticed_when_it_is_read() {
    let (_parent, dir) = written();
    let path = dir.join("detections.parquet");
    let bytes = fs::read(&path).unwrap();
    for len in [0, 3, 100, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&path, &bytes[..len]).unwrap();
        let error = Run::open(&dir).unwrap().read(Table::Detections, &["score"]).unwrap_err();
        assert!(error.to_string().contains("detections.parquet is damaged"), "{error}");
    }
}

#[test]
fn a_column_that_is_not_there_or_has_another_type_is_an_error() {
    let (_parent, dir) = written();
    let run = Run::open(&dir).unwrap();
    let rows = run.read(Table::Detections, &["score", "outcome_50", "no_such_column"]).unwrap();
    let error = rows.flags("no_such_column").unwrap_err();
    assert!(error.to_string().ends_with("there is no column \"no_such_column\""), "{error}");
    let error = rows.flags("score").unwrap_err();
    assert!(error.to_string().ends_with("the column \"score\" has an unexpected type"), "{error}");
    assert!(rows.words::<DetectionOutcome>("score").is_err());
    assert!(rows.words::<detlens_run::Role>("outcome_50").is_err());
}
