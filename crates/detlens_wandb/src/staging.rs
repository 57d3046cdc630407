//! A folder that appears whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use crate::WandbError;

/// A folder that is growing under a hidden name; it is deleted unless it is finished.
#[derive(Debug)]
pub(crate) struct Staging {
    dir: PathBuf,
    destination: PathBuf,
}

impl Staging {
    /// Begins a folder that does not exist, and makes the folders above it.
    pub(crate) fn start(destination: &Path) -> Result<Self, WandbError> {
        let name = destination.file_name().unwrap_or_default().to_string_lossy();
        let dir = destination.with_file_name(format!(".{name}.partial-{}", std::process::id()));
        let parent = destination.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(parent).map_err(WandbError::io("create", parent))?;
        fs::create_dir(&dir).map_err(WandbError::io("create", &dir))?;
        Ok(Self { dir, destination: destination.to_owned() })
    }

    /// Where the files go.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Writes a file, and the folders above it, to the disk.
    pub(crate) fn save(&self, path: &str, bytes: &[u8]) -> Result<(), WandbError> {
        let path = self.dir.join(path);
        let folder = path.parent().unwrap_or(&self.dir);
        fs::create_dir_all(folder).map_err(WandbError::io("create", folder))?;
        fs::write(&path, bytes).map_err(WandbError::io("write", &path))
    }

    /// Gives the folder its name.
    pub(crate) fn finish(self) -> Result<(), WandbError> {
        // Renaming would replace an empty folder of that name without a word.
        let is_free = !self.destination.exists();
        let renamed = if is_free {
            fs::rename(&self.dir, &self.destination)
        } else {
            Err(std::io::ErrorKind::AlreadyExists.into())
        };
        renamed.map_err(WandbError::io("create", &self.destination))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Once finished it has moved; and an error here would hide the one before it.
        let _ = fs::remove_dir_all(&self.dir);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_folder_appears_when_it_is_finished() {
        let parent = tempfile::tempdir().unwrap();
        let wandb = parent.path().join("wandb");
        let staging = Staging::start(&wandb.join("offline-run-1")).unwrap();
        staging.save("files/media/a.txt", b"text").unwrap();
        assert!(!wandb.join("offline-run-1").exists());
        staging.finish().unwrap();
        assert_eq!(names(&wandb), ["offline-run-1"]);
        assert_eq!(fs::read(wandb.join("offline-run-1/files/media/a.txt")).unwrap(), b"text");
    }

    #[test]
    fn a_folder_that_is_given_up_or_came_too_late_leaves_nothing() {
        let parent = tempfile::tempdir().unwrap();
        let destination = parent.path().join("offline-run-1");
        drop(Staging::start(&destination).unwrap());
        assert!(names(parent.path()).is_empty());
        let staging = Staging::start(&destination).unwrap();
        fs::create_dir(&destination).unwrap();
        assert!(staging.finish().is_err());
        assert_eq!(names(parent.path()), ["offline-run-1"]);
    }
}
