//! Settings: three layers, and runs that can be made again from what they hold.

use std::fs;

use serde_json::Value;
use tempfile::tempdir;

use super::support::{Answer, command, contents, detlens, eval, text};

/// The value and the origin of a setting in the record of a run.
fn setting(answer: &Answer, name: &str) -> (String, String) {
    let record: Value = serde_json::from_str(&answer.stdout).unwrap();
    let settings = record["configuration"].as_array().unwrap();
    let setting = settings.iter().find(|setting| setting["name"] == name).unwrap();
    (setting["value"].to_string(), setting["origin"].as_str().unwrap().to_owned())
}

#[test]
fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("detlens.toml");
    let settings = "gt = 'parcels.gt.json'\ndt = 'parcels.dt.json'\nscore-threshold = 0.5\n\
                    lenient = true\njson = true\nareas = 'coco'\n";
    fs::write(&file, settings).unwrap();
    let with = |more: &[&str]| {
        let args = ["eval", "--config", text(&file)];
        detlens(args.iter().chain(more)).done()
    };
    let answer = with(&[]);
    assert_eq!(setting(&answer, "score-threshold"), ("0.5".to_owned(), "file".to_owned()));
    assert_eq!(setting(&answer, "protocol"), ("\"both\"".to_owned(), "default".to_owned()));
    let answer = with(&["--score-threshold", "best-f1", "--lenient=false"]);
    let expected = ("\"best-f1\"".to_owned(), "flag".to_owned());
    assert_eq!(setting(&answer, "score-threshold"), expected);
    assert_eq!(setting(&answer, "lenient"), ("false".to_owned(), "flag".to_owned()));
    assert_eq!(setting(&answer, "areas"), ("\"coco\"".to_owned(), "file".to_owned()));
}

#[test]
fn a_key_that_is_no_setting_is_refused() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("detlens.toml");
    fs::write(&file, "\nscore_threshold = 0.5\n").unwrap();
    let answer = eval(["--config", text(&file)]);
    assert_eq!(answer.code, 2);
    let message = "line 2: there is no setting \"score_threshold\"; did you mean \
                   \"score-threshold\"?";
    assert!(answer.stderr.contains(message), "{}", answer.stderr);
}

/// Flags that leave no setting of the evaluation at its default.
const UNUSUAL: [&str; 17] = [
    "--score-threshold",
    "0.3",
    "--iou-thresholds",
    "0.5,0.625,0.9",
    "--recall-thresholds",
    "0:1:0.1",
    "--max-detections",
    "1,5,50",
    "--areas",
    "all=0-,tiny=0-12.5%,odd=333.25-",
    "--categories",
    "tote,4",
    "--iou-type",
    "bbox",
    "--lenient",
    "--images",
    ".",
];

#[test]
fn a_run_can_be_made_again_from_its_own_settings() {
    for flags in [&[][..], &UNUSUAL] {
        let folder = tempdir().unwrap();
        let [first, second, third] =
            ["first", "second", "third"].map(|name| folder.path().join(name));
        eval(flags.iter().copied().chain(["-o", text(&first)])).done();
        let again = |from: &std::path::Path, to: &std::path::Path| {
            detlens(["eval", "--config", text(&from.join("config.toml")), "-o", text(to)]).done();
        };
        again(&first, &second);
        again(&second, &third);
        assert_eq!(contents(&second), contents(&third));
        let without_origins = |folder| {
            let mut contents = contents(folder);
            let record = String::from_utf8(contents.remove("run.json").unwrap()).unwrap();
            let record = record.replace("\"origin\": \"flag\"", "\"origin\": \"file\"");
            (record.replace("\"origin\": \"default\"", "\"origin\": \"file\""), contents)
        };
        assert_eq!(without_origins(&first), without_origins(&second));
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let folder = tempdir().unwrap();
    let run = |n_threads: &str| {
        let run = folder.path().join(n_threads);
        eval(["-o", text(&run), "--threads", n_threads]).done();
        contents(&run)
    };
    assert_eq!(run("1"), run("4"));
}

#[test]
fn size_ranges_come_from_another_run() {
    let folder = tempdir().unwrap();
    let [first, second, third] = ["first", "second", "third"].map(|name| folder.path().join(name));
    eval(["-o", text(&first)]).done();
    let other = ["eval", "--gt", "parcels.gt.json", "--dt", "bad_rows.dt.json", "--lenient"];
    let from_first = ["--areas-from", text(&first), "-o", text(&second)];
    detlens(other.into_iter().chain(from_first)).done();
    let bounds = |run: &std::path::Path| -> Vec<(Value, Value)> {
        let record: Value =
            serde_json::from_slice(&fs::read(run.join("run.json")).unwrap()).unwrap();
        let ranges = record["area_ranges"].as_array().unwrap();
        ranges.iter().map(|range| (range["low_px2"].clone(), range["high_px2"].clone())).collect()
    };
    assert_eq!(bounds(&first), bounds(&second));
    // The second run stands alone: its settings hold the ranges, not the way to the first run.
    fs::remove_dir_all(&first).unwrap();
    let config = second.join("config.toml");
    detlens(["eval", "--config", text(&config), "-o", text(&third)]).done();
    assert_eq!(bounds(&second), bounds(&third));
}

#[test]
fn a_path_that_is_not_text_is_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let path = OsStr::from_bytes(b"\xff.json");
    let output = command([OsStr::new("eval"), OsStr::new("--gt"), path, OsStr::new("--dt"), path])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
}
