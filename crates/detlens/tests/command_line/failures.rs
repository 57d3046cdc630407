//! Exit codes, and that a failure leaves nothing behind.

use std::fs;

use tempfile::tempdir;

use super::support::{Answer, PARCELS, command, detlens, eval, text};

fn refused(answer: &Answer, code: i32, message: &str) {
    assert_eq!(answer.code, code, "{}", answer.stderr);
    assert!(answer.stderr.contains(message), "{}", answer.stderr);
    assert_eq!(answer.stdout, "");
}

#[test]
fn wrong_input_is_1() {
    let folder = tempdir().unwrap();
    let run = folder.path().join("run");
    let eval_of = |dt| detlens(["eval", "--gt", "parcels.gt.json", "--dt", dt, "-o", text(&run)]);
    refused(&eval_of("bad_rows.dt.json"), 1, "3 errors found in the input");
    refused(&eval_of("no_such.json"), 1, "no_such.json: there is no such file");
    refused(&eval_of("."), 1, ". is a folder");
    refused(&eval(["--images", "parcels.gt.json"]), 1, "parcels.gt.json is not a folder");
    refused(&eval(["--areas-from", "."]), 1, ". is not a run");
    assert!(!run.exists(), "nothing is written before everything has been checked");
}

#[test]
fn a_wrong_command_line_is_2() {
    refused(&detlens(["eval", "--gt", "parcels.gt.json"]), 2, "--dt is missing");
    refused(&detlens(["eval", "--dt", "parcels.dt.json"]), 2, "--gt is missing");
    refused(&detlens(["evaluate"]), 2, "unrecognized subcommand");
    refused(&eval(["--iou-threshold", "0.5"]), 2, "--iou-thresholds");
    refused(&eval(["--iou-thresholds", "0.5:0.9"]), 2, "START:STOP:STEP");
    refused(&eval(["--iou-thresholds", "1.5"]), 2, "IoU threshold of 1.5");
    refused(&eval(["--areas", "small"]), 2, "is not an area range");
    refused(&eval(["--max-detections", "5"]), 2, "three detection limits");
    refused(&eval(["--score-threshold", "NaN"]), 2, "neither a finite number");
    refused(&eval(["--threads", "0"]), 2, "--threads");
    refused(&eval(["--categories", "bxo"]), 2, "no category named \"bxo\"");
    refused(&eval(["--areas", "coco", "--areas-from", "run"]), 2, "cannot be used with");
}

#[test]
fn a_run_is_replaced_only_on_request() {
    let folder = tempdir().unwrap();
    let run = folder.path().join("run");
    eval(["-o", text(&run)]).done();
    refused(&eval(["-o", text(&run)]), 2, "already holds a run");
    eval(["-o", text(&run), "--overwrite", "--score-threshold", "0.5"]).done();
    let record = fs::read_to_string(run.join("config.toml")).unwrap();
    assert!(record.contains("score-threshold = 0.5"), "{record}");
    refused(&eval(["-o", text(folder.path()), "--overwrite"]), 2, "is not a run");
    assert!(run.exists());
}

#[test]
fn a_failing_disk_is_3() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    refused(&eval(["-o", text(&file.join("run"))]), 3, "file/run");
}

/// A device on which every write fails as on a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_below_the_output_is_3() {
    for more in [&[][..], &["--json"], &["--help"]] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = command(PARCELS).args(more).stdout(full).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{more:?}: {stderr}");
        assert!(stderr.contains("cannot write to standard output"), "{stderr}");
    }
}
