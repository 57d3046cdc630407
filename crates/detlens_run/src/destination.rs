//! Where a run may go, and how it gets there whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::open::{CONFIG_TOML, Mark, RUN_JSON};
use crate::{RunError, Table};

/// Checks that a run could be written to a directory, without writing anything.
///
/// # Errors
///
/// As [`write`](crate::write()), apart from what only shows when the disk is written.
pub fn check_destination(dir: &Path, overwrite: bool) -> Result<(), RunError> {
    Destination::find(dir, overwrite).map(|_| ())
}

/// A place for a run that is free, or holds a run that may be replaced.
#[derive(Debug)]
pub(crate) struct Destination {
    dir: PathBuf,
    holds_run: bool,
}

impl Destination {
    /// Looks at what is there.
    ///
    /// # Errors
    ///
    /// [`RunError::Exists`], [`RunError::InTheWay`] and [`RunError::NoName`].
    pub(crate) fn find(dir: &Path, overwrite: bool) -> Result<Self, RunError> {
        // A link stays where it is; what it points to is replaced.
        let dir = if dir.is_symlink() {
            fs::canonicalize(dir).map_err(RunError::io("follow the link", dir))?
        } else {
            dir.to_owned()
        };
        if dir.file_name().is_none() {
            return Err(RunError::NoName { path: dir });
        }
        let holds_run = match fs::metadata(&dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(RunError::io("look at", &dir)(error)),
            Ok(metadata) if metadata.is_dir() => holds_run(&dir)?,
            Ok(_) => return Err(in_the_way(&dir, "it is a file")),
        };
        if holds_run && !overwrite {
            return Err(RunError::Exists { dir });
        }
        Ok(Self { dir, holds_run })
    }

    /// Makes the directory beside the destination in which the run grows.
    ///
    /// # Errors
    ///
    /// What the operating system answers.
    pub(crate) fn start(self) -> Result<Partial, RunError> {
        let parent = self.dir.parent().filter(|parent| !parent.as_os_str().is_empty());
        if let Some(parent) = parent {
            fs::create_dir_all(parent).map_err(RunError::io("create", parent))?;
        }
        let dir = self.sibling("partial");
        fs::create_dir(&dir).map_err(RunError::io("create", &dir))?;
        Ok(Partial { dir, destination: self })
    }

    /// A hidden name beside the destination, one that is free.
    fn sibling(&self, purpose: &str) -> PathBuf {
        let name = self.dir.file_name().unwrap_or_default().to_string_lossy();
        let prefix = format!(".{name}.{purpose}-{}", std::process::id());
        // An interrupted process may have left the name behind, and process ids come again.
        let numbered = (1..100).map(|number| format!("{prefix}-{number}"));
        std::iter::once(prefix.clone())
            .chain(numbered)
            .map(|name| self.dir.with_file_name(name))
            .find(|path| !path.exists())
            .unwrap_or_else(|| self.dir.with_file_name(&prefix))
    }
}

/// A run that is growing; it is deleted unless it is finished.
#[derive(Debug)]
pub(crate) struct Partial {
    dir: PathBuf,
    destination: Destination,
}

impl Partial {
    /// Where the files go.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Puts the complete run in its place.
    ///
    /// # Errors
    ///
    /// What the operating system answers; then the run that was there is back in its place.
    pub(crate) fn finish(self) -> Result<(), RunError> {
        let dir = &self.destination.dir;
        if !self.destination.holds_run {
            return fs::rename(&self.dir, dir).map_err(RunError::io("create", dir));
        }
        let replaced = self.destination.sibling("replaced");
        fs::rename(dir, &replaced).map_err(RunError::io("move", dir))?;
        if let Err(error) = fs::rename(&self.dir, dir) {
            fs::rename(&replaced, dir).map_err(RunError::io("restore", dir))?;
            return Err(RunError::io("replace", dir)(error));
        }
        fs::remove_dir_all(&replaced).map_err(RunError::io("remove", &replaced))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // Once finished the directory has moved; and an error here would hide the one before it.
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// Whether a directory holds a run and nothing else; an empty one holds none.
fn holds_run(dir: &Path) -> Result<bool, RunError> {
    let read = RunError::io("read", dir);
    let entries: io::Result<Vec<_>> =
        fs::read_dir(dir).and_then(|entries| entries.map(|entry| Ok(entry?.file_name())).collect());
    let entries = entries.map_err(read)?;
    if entries.is_empty() {
        return Ok(false);
    }
    if let Err(reason) = Mark::read(dir) {
        return Err(in_the_way(dir, &reason));
    }
    let is_known = |name: &Path| {
        let tables = Table::ALL.map(Table::file_name);
        tables.iter().chain(&[RUN_JSON, CONFIG_TOML]).any(|known| name == Path::new(known))
    };
    match entries.iter().map(Path::new).filter(|name| !is_known(name)).min() {
        Some(other) => Err(in_the_way(dir, &format!("it also holds {}", other.display()))),
        None => Ok(true),
    }
}

fn in_the_way(path: &Path, reason: &str) -> RunError {
    RunError::InTheWay { path: path.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A destination that is free, and the directory it is in.
    fn started() -> (tempfile::TempDir, PathBuf, Partial) {
        let parent = tempfile::tempdir().unwrap();
        let dir = parent.path().join("run");
        let partial = Destination::find(&dir, false).unwrap().start().unwrap();
        fs::write(partial.dir().join(RUN_JSON), "{}").unwrap();
        (parent, dir, partial)
    }

    fn n_entries(dir: &Path) -> usize {
        fs::read_dir(dir).unwrap().count()
    }

    #[test]
    fn nothing_is_left_of_a_run_that_is_given_up() {
        let (parent, dir, partial) = started();
        assert!(!dir.exists());
        drop(partial);
        assert_eq!(n_entries(parent.path()), 0);
    }

    #[test]
    fn what_came_into_the_way_meanwhile_stays() {
        let (parent, dir, partial) = started();
        fs::create_dir(&dir).unwrap();
        fs::write(dir.join("notes.txt"), "text").unwrap();
        assert!(matches!(partial.finish(), Err(RunError::Io { .. })));
        assert_eq!(fs::read_to_string(dir.join("notes.txt")).unwrap(), "text");
        assert_eq!(n_entries(parent.path()), 1);
    }

    #[test]
    fn what_an_interrupted_process_left_does_not_matter() {
        let (parent, dir, partial) = started();
        let second = Destination::find(&dir, false).unwrap().start().unwrap();
        assert_ne!(partial.dir(), second.dir());
        second.finish().unwrap();
        drop(partial);
        assert_eq!(n_entries(parent.path()), 1);
    }
}
