//! Where a run goes and what it is called there.

use std::path::PathBuf;
use std::time::SystemTime;

use crate::WandbError;

/// Where a run goes and what it is called there.
#[derive(Clone, Debug)]
pub struct WandbOptions {
    /// The project.
    pub project: String,
    /// The user or team; without it the default one of whoever uploads.
    pub entity: Option<String>,
    /// The name that is shown; without it that of the run.
    pub name: Option<String>,
    /// The group that the run belongs to.
    pub group: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// An existing run to add to; without it the run is a new one.
    pub id: Option<String>,
    /// The step that the numbers belong to.
    pub step: u64,
    /// The folder in which the folder `wandb` lies or is made.
    pub dir: PathBuf,
    /// The time of logging.
    pub time: SystemTime,
}

/// Characters that W&B takes in no name of a project or a run.
const FORBIDDEN: &str = "/\\#?%:";
/// The longest name of a project or a run, in characters.
const MAX_CHARS: usize = 128;

impl WandbOptions {
    /// Refuses what the server would refuse, before anything is written.
    pub(crate) fn check(&self) -> Result<(), WandbError> {
        check_name("project", &self.project)?;
        self.id.as_deref().map_or(Ok(()), check_id)
    }
}

fn check_name(what: &'static str, value: &str) -> Result<(), WandbError> {
    let bad = |reason| Err(WandbError::BadName { what, value: value.to_owned(), reason });
    if value.trim().is_empty() {
        return bad("it is empty");
    }
    if value.contains(|c: char| FORBIDDEN.contains(c) || c.is_control()) {
        return bad("none of / \\ # ? % : may be in it");
    }
    if value.chars().count() > MAX_CHARS {
        return bad("it is longer than 128 characters");
    }
    Ok(())
}

/// An id becomes part of file names, so it holds what is safe in them.
fn check_id(id: &str) -> Result<(), WandbError> {
    check_name("run id", id)?;
    if id.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) {
        return Ok(());
    }
    let reason = "only letters, digits, - and _ may be in it";
    Err(WandbError::BadName { what: "run id", value: id.to_owned(), reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_the_server_refuses_are_refused_here() {
        for good in ["parcels", "a b", "größe", &"x".repeat(128)] {
            assert!(check_name("project", good).is_ok(), "{good}");
        }
        for bad in ["", " ", "a/b", "a#b", "50%", "a:b", "a\nb", &"x".repeat(129)] {
            assert!(check_name("project", bad).is_err(), "{bad}");
        }
        assert!(check_id("a1-B_2").is_ok());
        assert!(check_id("../a").is_err() && check_id("a b").is_err());
    }
}
