//! The crate map in `ARCHITECTURE.md` is the truth: the crates, and who may use whom.
//!
//! Rows look like ``| `detlens_data` | what it does | `detlens_geometry` |``.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::Result;
use crate::workspace::Workspace;

const MAP: &str = "ARCHITECTURE.md";

/// Crates, and for each the crates of the workspace that it uses.
type Edges = BTreeMap<String, BTreeSet<String>>;

/// Differences between the map and the workspace.
pub(super) fn breaches(workspace: &Workspace) -> Result<Vec<String>> {
    let map = edges_of_map(&fs::read_to_string(MAP)?);
    Ok(differences(&map, &workspace.crates))
}

fn edges_of_map(text: &str) -> Edges {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    let cells = rows.map(|row| row.trim_end_matches(" |").split(" | ").collect::<Vec<_>>());
    cells.filter(|cells| cells.len() == 3).map(|cells| edges_of_row(&cells)).collect()
}

fn edges_of_row(cells: &[&str]) -> (String, BTreeSet<String>) {
    let quoted = cells[2].split('`').skip(1).step_by(2).map(str::to_owned);
    (cells[0].trim_end_matches('`').to_owned(), quoted.collect())
}

fn differences(map: &Edges, real: &Edges) -> Vec<String> {
    let missing = real.keys().filter(|name| !map.contains_key(*name));
    let vanished = map.keys().filter(|name| !real.contains_key(*name));
    let crates = missing
        .map(|name| format!("{MAP}: the crate map lacks {name}"))
        .chain(vanished.map(|name| format!("{MAP}: the crate map has {name}, the workspace not")));
    let both = map.iter().filter_map(|(name, uses)| Some((name, uses, real.get(name)?)));
    let edges = both.filter(|(_, uses, real)| uses != real).map(|(name, uses, real)| {
        format!("{MAP}: {name} may use {uses:?} by the crate map, but uses {real:?}")
    });
    crates.chain(edges).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(rows: &[(&str, &[&str])]) -> Edges {
        let set = |uses: &[&str]| uses.iter().map(|&name| name.to_owned()).collect();
        rows.iter().map(|&(name, uses)| (name.to_owned(), set(uses))).collect()
    }

    #[test]
    fn reads_rows() {
        let text = "| crate | what | uses |\n| `a` | numbers | – |\n| `b` | files | `a`, `c` |\n";
        assert_eq!(edges_of_map(text), edges(&[("a", &[]), ("b", &["a", "c"])]));
    }

    #[test]
    fn finds_each_kind_of_difference() {
        let map = edges(&[("a", &[]), ("b", &["a"]), ("old", &[])]);
        let real = edges(&[("a", &["b"]), ("b", &["a"]), ("new", &[])]);
        assert_eq!(differences(&map, &real).len(), 3);
        assert!(differences(&real, &real).is_empty());
    }
}
