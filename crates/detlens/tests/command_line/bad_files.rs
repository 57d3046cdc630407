//! The bad files of `cases/bad_files` through the program: told in the same words, and refused.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::tempdir;

use super::support::{answer, cases, command};

fn folder() -> PathBuf {
    cases().join("../bad_files")
}

/// Every case, whatever its theme.
fn bad_files() -> Vec<PathBuf> {
    let list = |folder: &Path| -> Vec<PathBuf> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
    };
    let themes = list(&folder()).into_iter().filter(|path| path.is_dir());
    themes.flat_map(|theme| list(&theme)).collect()
}

/// The part of a case under `--- <name>`; `@file` stands for a file of the folder.
fn part(case: &str, name: &str) -> String {
    let (_, rest) = case.split_once(&format!("--- {name}\n")).unwrap();
    let text = rest.split("\n--- ").next().unwrap();
    let text = text.strip_suffix('\n').unwrap_or(text);
    match text.strip_prefix('@') {
        Some(file) => fs::read_to_string(folder().join(file)).unwrap(),
        None => text.to_owned(),
    }
}

/// What was printed, without the words that say how grave it is.
fn without_labels(stderr: &str) -> String {
    let lines = stderr.lines().map(|line| {
        let label = ["error: ", "note: "].into_iter().find_map(|label| line.strip_prefix(label));
        label.unwrap_or(line)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_bad_file_is_refused_in_the_expected_words() {
    let bad_files = bad_files();
    assert!(bad_files.len() >= 60, "only {} cases were found", bad_files.len());
    for path in bad_files {
        let case = fs::read_to_string(&path).unwrap();
        let folder = tempdir().unwrap();
        fs::write(folder.path().join("gt.json"), part(&case, "ground truth")).unwrap();
        fs::write(folder.path().join("dt.json"), part(&case, "results")).unwrap();
        let iou_type = part(&case, "compare");
        let args = ["eval", "--gt", "gt.json", "--dt", "dt.json", "-o", "run", "--iou-type"];
        let output = command(args).arg(iou_type).current_dir(&folder).output().unwrap();
        let answer = answer(output);

        let expected = part(&case, "expected");
        let accepted = expected.strip_prefix("accepted\n");
        let told = without_labels(&answer.stderr);
        let name = path.display();
        assert!(told.starts_with(accepted.unwrap_or(&expected)), "{name}:\n{told}");
        assert_eq!(answer.code, i32::from(accepted.is_none()), "{name}:\n{told}");
        assert_eq!(folder.path().join("run").exists(), accepted.is_some(), "{name}");
    }
}
