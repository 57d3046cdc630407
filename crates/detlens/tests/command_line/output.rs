//! Where the output goes: pipes, machines, shells.

use std::process::Stdio;

use super::support::{Answer, PARCELS, answer, command, detlens, eval};

/// Runs the program while nobody reads what it prints.
fn unread(args: &[&str]) -> Answer {
    let mut child = command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    answer(child.wait_with_output().unwrap())
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let json = [&PARCELS[..], &["--json"]].concat();
    for args in [&PARCELS[..], &json, &["completions", "bash"], &["--help"]] {
        let answer = unread(args);
        assert_eq!((answer.code, answer.stderr.as_str()), (0, ""), "{args:?}");
    }
}

#[test]
fn json_is_the_record_and_nothing_else() {
    let answer = eval(["--json"]).done();
    let record: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!(record["dataset"]["n_ground_truths"], 33);
    assert_eq!(record["coco"]["statistics"].as_array().unwrap().len(), 12);
    assert_eq!(answer.stderr, "");
}

#[test]
fn json_is_what_a_run_holds() {
    let folder = tempfile::tempdir().unwrap();
    let run = folder.path().join("run");
    let answer = eval(["--json", "-o", run.to_str().unwrap()]).done();
    assert_eq!(answer.stdout, std::fs::read_to_string(run.join("run.json")).unwrap());
}

#[test]
fn colour_is_only_for_those_who_see_it() {
    assert!(!eval([] as [&str; 0]).done().stdout.contains('\u{1b}'));
    let forced = command(PARCELS).env("CLICOLOR_FORCE", "1").output().unwrap();
    let forced = answer(forced).done();
    assert!(forced.stdout.contains('\u{1b}'));
    let plain = anstream::adapter::strip_str(&forced.stdout).to_string();
    assert_eq!(plain, eval([] as [&str; 0]).stdout);
}

#[test]
fn every_shell_gets_a_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let answer = detlens(["completions", shell]).done();
        assert!(answer.stdout.contains("score-threshold"), "{shell}");
    }
}

#[test]
fn help_states_each_default_once() {
    let help = detlens(["eval", "--help"]).done().stdout;
    for default in ["best-f1", "0.5:0.95:0.05", "0:1:0.01", "percentile", "both", "none"] {
        assert_eq!(help.matches(&format!("[default: {default}]")).count(), 1, "{default}\n{help}");
    }
}
