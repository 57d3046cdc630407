//! `detlens demo`.

use std::fs;

use tempfile::tempdir;

use super::support::{contents, detlens, text};

#[test]
fn a_demo_leaves_a_dataset_and_a_run() {
    let folder = tempdir().unwrap();
    let demo = folder.path().join("demo");
    let answer = detlens(["demo", "-o", text(&demo)]).done();
    assert!(answer.stdout.contains("What to look at next"), "{}", answer.stdout);
    assert_eq!(fs::read_dir(demo.join("dataset/images")).unwrap().count(), 60);
    let first = contents(&demo.join("run"));
    let ground_truth = fs::read(demo.join("dataset/ground_truth.json")).unwrap();

    let checked =
        ["ground_truth.json", "detections.json"].map(|name| demo.join("dataset").join(name));
    detlens(["check", text(&checked[0]), text(&checked[1])]).done();

    // Once more, over itself; with the same seed nothing changes, with another one it does.
    detlens(["demo", "-o", text(&demo)]).done();
    assert_eq!(contents(&demo.join("run")), first);
    detlens(["demo", "-o", text(&demo), "--seed", "7"]).done();
    assert_ne!(fs::read(demo.join("dataset/ground_truth.json")).unwrap(), ground_truth);
}

#[test]
fn a_demo_replaces_only_a_demo() {
    let folder = tempdir().unwrap();
    let dataset = folder.path().join("dataset");
    fs::create_dir(&dataset).unwrap();
    let precious = dataset.join("ground_truth.json");
    fs::write(&precious, "{\"images\": []}").unwrap();
    let answer = detlens(["demo", "-o", text(folder.path())]);
    assert_eq!(answer.code, 2, "{}", answer.stderr);
    assert!(answer.stderr.contains("is not sample data"), "{}", answer.stderr);
    assert_eq!(fs::read_to_string(precious).unwrap(), "{\"images\": []}");
}
