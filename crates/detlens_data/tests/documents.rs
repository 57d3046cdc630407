//! `docs/input-files.md` lists every kind of problem.
#![allow(clippy::unwrap_used, reason = "a test stops at what it does not expect")]

use detlens_data::{ProblemKind, Severity};

#[test]
fn every_kind_of_problem_is_listed_in_order() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/input-files.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (_, list) = page.split_once("## Every problem").unwrap();
    let listed: Vec<(&str, bool)> = list
        .lines()
        .filter_map(|line| {
            let (name, rest) = line.strip_prefix("| `")?.split_once('`')?;
            Some((name, rest.ends_with("| error |")))
        })
        .collect();
    let known: Vec<(&str, bool)> = ProblemKind::ALL
        .iter()
        .map(|kind| (kind.name(), kind.severity() == Severity::Error))
        .collect();
    assert_eq!(listed, known);
}
