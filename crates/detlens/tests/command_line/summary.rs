//! The terminal summary, as a whole.

use std::fs;

use super::support::{detlens, eval, text};

#[test]
fn both_protocols() {
    let answer = eval([] as [&str; 0]).done();
    insta::assert_snapshot!(answer.stable());
    assert_eq!(answer.stderr, "");
}

#[test]
fn only_the_table_of_pycocotools() {
    insta::assert_snapshot!(eval(["--protocol", "coco"]).done().stable());
}

#[test]
fn one_threshold_and_ranges_that_hold_nothing() {
    let args = ["--protocol", "exact", "--iou-thresholds", "0.6", "--score-threshold", "0.8"];
    let areas = ["--areas", "any=0-,odd=1-2,large=50-100%"];
    insta::assert_snapshot!(eval(args.into_iter().chain(areas)).done().stable());
}

#[test]
fn one_category() {
    insta::assert_snapshot!(eval(["--categories", "box", "--class-agnostic"]).done().stable());
}

#[test]
fn categories_left_out_of_the_matching() {
    insta::assert_snapshot!(eval(["--class-agnostic", "--protocol", "exact"]).done().stable());
}

#[test]
fn nothing_at_all_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let [gt, dt] = ["gt.json", "dt.json"].map(|name| folder.path().join(name));
    fs::write(&gt, r#"{"images": [], "categories": [], "annotations": []}"#).unwrap();
    fs::write(&dt, "[]").unwrap();
    for protocol in ["coco", "exact", "both"] {
        for agnostic in ["true", "false"] {
            let files = ["eval", "--gt", text(&gt), "--dt", text(&dt), "--protocol", protocol];
            let agnostic = format!("--class-agnostic={agnostic}");
            let answer = detlens(files.into_iter().chain([agnostic.as_str()])).done();
            assert!(answer.stdout.contains("COCO metrics"), "{}", answer.stdout);
        }
    }
}

#[test]
fn without_detections_no_threshold_is_spoken_of() {
    let folder = tempfile::tempdir().unwrap();
    let dt = folder.path().join("dt.json");
    fs::write(&dt, "[]").unwrap();
    let answer = detlens(["eval", "--gt", "parcels.gt.json", "--dt", text(&dt)]).done();
    assert!(answer.stdout.contains("there is no detection at all"), "{}", answer.stdout);
    assert!(
        answer.stdout.contains("Aggregate metrics  there is no detection\n"),
        "{}",
        answer.stdout
    );
    for other in ["found at no score", "best F1 at IoU"] {
        assert!(!answer.stdout.contains(other), "{other}: {}", answer.stdout);
    }
}

#[test]
fn a_summary_says_what_was_dropped() {
    let args = ["eval", "--gt", "parcels.gt.json", "--dt", "bad_rows.dt.json", "--lenient"];
    let answer = detlens(args).done();
    assert!(answer.stdout.contains("3 rows left out as wrong: 1 not-finite"), "{}", answer.stdout);
    assert!(answer.stderr.contains("dropped: bad_rows.dt.json: result 1"), "{}", answer.stderr);
}
