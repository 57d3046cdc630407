//! A run is there whole or not at all, and nothing but a run is ever replaced.

use std::fs;
use std::path::Path;

use detlens_data::IouType;
use detlens_engine::{Config, ScoreThreshold};
use detlens_run::{Run, RunError, check_destination, write};

use crate::scene::Scene;

fn scene() -> Scene {
    Scene::new(IouType::Bbox, Config::default())
}

/// Names in a directory, hidden ones included.
fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap().map(Result::unwrap);
    let mut names: Vec<_> = entries.map(|e| e.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn missing_parents_are_made_and_nothing_else_is_left() {
    let parent = tempfile::tempdir().unwrap();
    scene().write(&parent.path().join("runs/first")).unwrap();
    assert_eq!(names(&parent.path().join("runs")), ["first"]);
    assert!(Run::open(&parent.path().join("runs/first")).is_ok());
}

#[test]
fn an_empty_directory_is_as_good_as_none() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("run");
    fs::create_dir(&dir).unwrap();
    scene().write(&dir).unwrap();
    assert!(Run::open(&dir).is_ok());
}

#[test]
fn a_run_is_replaced_only_on_request() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("run");
    scene().write(&dir).unwrap();
    let config = Config { score_threshold: ScoreThreshold::Fixed(0.5), ..Config::default() };
    let other = Scene::new(IouType::Bbox, config);

    let refused = write(&dir, &other.input(), false);
    assert!(matches!(refused, Err(RunError::Exists { .. })), "{refused:?}");
    let written = write(&dir, &other.input(), true).unwrap();
    assert_eq!(Run::open(&dir).unwrap().record(), &written);
    assert_eq!(names(parent.path()), ["run"]);
}

#[test]
fn what_is_no_run_is_left_alone() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("thesis");
    fs::create_dir(&dir).unwrap();
    fs::write(dir.join("chapter.txt"), "text").unwrap();
    for content in [None, Some("{\"format\": \"something else\", \"schema_version\": 1}")] {
        if let Some(content) = content {
            fs::write(dir.join("run.json"), content).unwrap();
        }
        let refused = write(&dir, &scene().input(), true);
        assert!(matches!(refused, Err(RunError::InTheWay { .. })), "{refused:?}");
        assert!(matches!(check_destination(&dir, true), Err(RunError::InTheWay { .. })));
    }
    assert_eq!(fs::read_to_string(dir.join("chapter.txt")).unwrap(), "text");
    assert_eq!(names(parent.path()), ["thesis"]);
}

#[test]
fn a_run_with_files_of_the_user_in_it_is_left_alone() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("run");
    scene().write(&dir).unwrap();
    fs::write(dir.join("notes.txt"), "look at image 3").unwrap();
    let refused = write(&dir, &scene().input(), true).unwrap_err();
    assert!(refused.to_string().ends_with("it also holds notes.txt"), "{refused}");
    assert!(dir.join("notes.txt").exists());
}

#[test]
fn a_file_and_a_path_without_a_name_are_refused() {
    let parent = tempfile::tempdir().unwrap();
    let file = parent.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(matches!(scene().write(&file), Err(RunError::InTheWay { .. })));
    assert!(matches!(scene().write(Path::new("..")), Err(RunError::NoName { .. })));
    assert!(scene().write(&file.join("run")).is_err());
    assert_eq!(names(parent.path()), ["file"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_run_stays_and_its_target_is_replaced() {
    let parent = tempfile::tempdir().unwrap();
    let (dir, link) = (parent.path().join("run"), parent.path().join("latest"));
    scene().write(&dir).unwrap();
    std::os::unix::fs::symlink("run", &link).unwrap();
    write(&link, &scene().input(), true).unwrap();
    assert!(link.is_symlink());
    assert!(Run::open(&link).is_ok());
    assert_eq!(names(parent.path()), ["latest", "run"]);
}
