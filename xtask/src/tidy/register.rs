//! Each rule in `docs/coco-rules.md` names what holds it, and each name exists.
//!
//! A rule is a `###` section with a line such as
//! ``- **Held by** `cases/evaluation/score_ties.toml`, `tests/parity/test_random.py::test_boxes` ``.

use std::fs;

use crate::Result;

const REGISTER: &str = "docs/coco-rules.md";

/// Rules without a name, and names that nothing bears.
pub(super) fn breaches() -> Result<Vec<String>> {
    let text = fs::read_to_string(REGISTER)?;
    let sections: Vec<&str> = text.split("\n### ").skip(1).collect();
    if sections.is_empty() {
        return Ok(vec![format!("{REGISTER}: registers no rule")]);
    }
    Ok(sections.into_iter().flat_map(breaches_of_rule).collect())
}

fn breaches_of_rule(section: &str) -> Vec<String> {
    let title = section.lines().next().unwrap_or_default();
    let Some(held_by) = section.lines().find_map(|line| line.strip_prefix("- **Held by** ")) else {
        return vec![format!("{REGISTER}: {title:?} has no line `**Held by**`")];
    };
    let names: Vec<&str> = held_by.split('`').skip(1).step_by(2).collect();
    if names.is_empty() {
        return vec![format!("{REGISTER}: {title:?} is held by nothing")];
    }
    let unknown = names.into_iter().filter(|name| !exists(name));
    unknown
        .map(|name| format!("{REGISTER}: {title:?} names {name}, which does not exist"))
        .collect()
}

/// Whether `path` is a file, or `path::function` a file with that function.
fn exists(name: &str) -> bool {
    let (path, function) = name.split_once("::").map_or((name, None), |(p, f)| (p, Some(f)));
    let Ok(text) = fs::read_to_string(path) else { return false };
    function.is_none_or(|function| {
        ["fn ", "def "].iter().any(|keyword| text.contains(&format!("{keyword}{function}(")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_must_be_held_by_something() {
        assert_eq!(breaches_of_rule("Ties\ntext").len(), 1);
        assert_eq!(breaches_of_rule("Ties\n- **Held by** hope").len(), 1);
    }

    #[test]
    fn names_must_resolve() {
        let this = "- **Held by** `src/tidy/register.rs::names_must_resolve`";
        assert!(breaches_of_rule(&format!("Ties\n{this}")).is_empty());
        assert_eq!(
            breaches_of_rule("Ties\n- **Held by** `src/tidy/register.rs::no_such`").len(),
            1
        );
        assert_eq!(breaches_of_rule("Ties\n- **Held by** `src/nothing.rs`").len(), 1);
    }
}
