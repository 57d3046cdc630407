//! `detlens export`.

use std::fs;

use tempfile::tempdir;

use super::support::{contents, detlens, eval, text};

#[test]
fn a_run_becomes_a_folder_or_a_file() {
    let folder = tempdir().unwrap();
    let [run, report, file] = ["run", "report", "report.html"].map(|name| folder.path().join(name));
    eval(["-o", text(&run)]).done();
    let answer = detlens(["export", text(&run), text(&report)]).done();
    assert!(answer.stdout.contains("The report is in"), "{}", answer.stdout);
    let index = fs::read_to_string(report.join("index.html")).unwrap();
    assert!(index.contains("report.js") && report.join("report.js").is_file());

    detlens(["export", text(&run), text(&file), "--pictures", "none"]).done();
    let html = fs::read_to_string(&file).unwrap();
    assert!(html.starts_with("<!doctype html>") && html.len() > index.len());
    detlens(["export", text(&run), text(&file), "--pictures", "none", "--overwrite"]).done();
    assert_eq!(fs::read_to_string(&file).unwrap(), html);
}

#[test]
fn only_an_export_is_replaced() {
    let folder = tempdir().unwrap();
    let [run, report] = ["run", "report"].map(|name| folder.path().join(name));
    eval(["-o", text(&run)]).done();
    detlens(["export", text(&run), text(&report)]).done();
    let answer = detlens(["export", text(&run), text(&report)]);
    assert_eq!(answer.code, 2);
    assert!(answer.stderr.contains("--overwrite"), "{}", answer.stderr);

    let before = contents(&run);
    let answer = detlens(["export", text(&run), text(&run), "--overwrite"]);
    assert_eq!(answer.code, 2);
    assert!(answer.stderr.contains("is not an export"), "{}", answer.stderr);
    assert_eq!(contents(&run), before);
}

#[test]
fn missing_images_are_told() {
    let folder = tempdir().unwrap();
    let [run, images, report] = ["run", "images", "report"].map(|name| folder.path().join(name));
    fs::create_dir(&images).unwrap();
    eval(["-o", text(&run), "--images", text(&images)]).done();
    let answer = detlens(["export", text(&run), text(&report)]).done();
    assert!(answer.stderr.contains("images are shown as missing"), "{}", answer.stderr);
    assert!(answer.stdout.contains("with 0 images"), "{}", answer.stdout);
}
