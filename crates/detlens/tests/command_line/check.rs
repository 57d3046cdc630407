//! `detlens check`.

use super::support::detlens;

#[test]
fn good_files() {
    let answer = detlens(["check", "parcels.gt.json", "parcels.dt.json"]).done();
    insta::assert_snapshot!(answer.stable());
}

#[test]
fn wrong_rows_are_told_beside_what_the_files_hold() {
    let answer = detlens(["check", "parcels.gt.json", "bad_rows.dt.json"]);
    assert_eq!(answer.code, 1);
    insta::assert_snapshot!(answer.stable());
}

#[test]
fn files_the_wrong_way_round() {
    let answer = detlens(["check", "parcels.dt.json", "parcels.gt.json"]);
    assert_eq!(answer.code, 1);
    insta::assert_snapshot!(answer.stable());
}

#[test]
fn a_ground_truth_alone() {
    let answer = detlens(["check", "parcels.gt.json"]).done();
    assert!(!answer.stdout.contains("detections"), "{}", answer.stdout);
}
