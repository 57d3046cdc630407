//! Where an export may go, and how it gets there whole or not at all.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::PageError;
use crate::bundle::GENERATOR;

/// Names of what an export folder holds.
pub(super) const INDEX: &str = "index.html";
pub(super) const SCRIPT: &str = "report.js";
pub(super) const STYLE: &str = "report.css";
pub(super) const DATA: &str = "data";
pub(super) const THUMBS: &str = "thumbs";
pub(super) const IMAGES: &str = "images";

/// Bytes at the beginning of a document in which its maker stands.
const HEAD_BYTES: u64 = 512;

/// A place for an export that is free, or holds an export that may be replaced.
#[derive(Debug)]
pub(super) struct Destination {
    path: PathBuf,
    /// Whether something has to be moved away before the export can take its place.
    holds_export: bool,
}

impl Destination {
    /// Looks at where a folder shall be.
    ///
    /// # Errors
    ///
    /// [`PageError::Exists`], [`PageError::InTheWay`] and [`PageError::NoName`].
    pub(super) fn folder(path: &Path, overwrite: bool) -> Result<Self, PageError> {
        Self::find(path, overwrite, |path, metadata| {
            if !metadata.is_dir() {
                return Err(in_the_way(path, "it is a file"));
            }
            holds_folder_export(path)
        })
    }

    /// Looks at where a file shall be.
    ///
    /// # Errors
    ///
    /// [`PageError::Exists`], [`PageError::InTheWay`] and [`PageError::NoName`].
    pub(super) fn file(path: &Path, overwrite: bool) -> Result<Self, PageError> {
        Self::find(path, overwrite, |path, metadata| {
            if !metadata.is_file() {
                return Err(in_the_way(path, "it is a folder"));
            }
            if is_own_document(path)? {
                Ok(true)
            } else {
                Err(in_the_way(path, "Detlens did not make it"))
            }
        })
    }

    fn find(
        path: &Path,
        overwrite: bool,
        holds_export: impl FnOnce(&Path, &fs::Metadata) -> Result<bool, PageError>,
    ) -> Result<Self, PageError> {
        // A link stays where it is; what it points to is replaced.
        let path = if path.is_symlink() {
            fs::canonicalize(path).map_err(PageError::io("follow the link", path))?
        } else {
            path.to_owned()
        };
        if path.file_name().is_none() {
            return Err(PageError::NoName { path });
        }
        let holds_export = match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(PageError::io("look at", &path)(error)),
            Ok(metadata) => holds_export(&path, &metadata)?,
        };
        if holds_export && !overwrite {
            return Err(PageError::Exists { path });
        }
        Ok(Self { path, holds_export })
    }

    /// Makes the folder beside the destination in which a folder grows.
    ///
    /// # Errors
    ///
    /// What the operating system answers.
    pub(super) fn start_folder(self) -> Result<Partial, PageError> {
        let partial = self.start()?;
        fs::create_dir(&partial.path).map_err(PageError::io("create", &partial.path))?;
        Ok(partial)
    }

    /// Writes a file beside the destination.
    ///
    /// # Errors
    ///
    /// What the operating system answers.
    pub(super) fn write_file(self, text: &str) -> Result<Partial, PageError> {
        let partial = self.start()?;
        fs::write(&partial.path, text).map_err(PageError::io("write", &partial.path))?;
        Ok(partial)
    }

    fn start(self) -> Result<Partial, PageError> {
        let parent = self.path.parent().filter(|parent| !parent.as_os_str().is_empty());
        if let Some(parent) = parent {
            fs::create_dir_all(parent).map_err(PageError::io("create", parent))?;
        }
        Ok(Partial { path: self.sibling("partial"), destination: self })
    }

    /// A hidden name beside the destination that nothing has yet.
    fn sibling(&self, purpose: &str) -> PathBuf {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let prefix = format!(".{name}.{purpose}-{}", std::process::id());
        // An interrupted process may have left the name behind, and process ids come again.
        let mut path = self.path.with_file_name(&prefix);
        let mut number = 0_u64;
        while path.symlink_metadata().is_ok() {
            number += 1;
            path = self.path.with_file_name(format!("{prefix}-{number}"));
        }
        path
    }
}

/// An export that is growing; it is deleted unless it is finished.
#[derive(Debug)]
pub(super) struct Partial {
    path: PathBuf,
    destination: Destination,
}

impl Partial {
    /// Where the files of a folder go.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the complete export in its place.
    ///
    /// # Errors
    ///
    /// What the operating system answers; then what was there is back in its place.
    pub(super) fn finish(self) -> Result<(), PageError> {
        let path = &self.destination.path;
        if !self.destination.holds_export {
            return fs::rename(&self.path, path).map_err(PageError::io("create", path));
        }
        let replaced = self.destination.sibling("replaced");
        fs::rename(path, &replaced).map_err(PageError::io("move", path))?;
        if let Err(error) = fs::rename(&self.path, path) {
            fs::rename(&replaced, path).map_err(PageError::io("restore", path))?;
            return Err(PageError::io("replace", path)(error));
        }
        remove(&replaced).map_err(PageError::io("remove", &replaced))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // Once finished it has moved; and an error here would hide the one before it.
        let _ = remove(&self.path);
    }
}

fn remove(path: &Path) -> io::Result<()> {
    if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}

/// Whether a folder holds an export and nothing else; an empty one holds none.
fn holds_folder_export(dir: &Path) -> Result<bool, PageError> {
    let names: io::Result<Vec<_>> =
        fs::read_dir(dir).and_then(|entries| entries.map(|entry| Ok(entry?.file_name())).collect());
    let names = names.map_err(PageError::io("read", dir))?;
    if names.is_empty() {
        return Ok(false);
    }
    let known = [INDEX, SCRIPT, STYLE, DATA, THUMBS, IMAGES];
    let is_known = |name: &Path| known.iter().any(|known| name == Path::new(known));
    if let Some(other) = names.iter().map(Path::new).filter(|name| !is_known(name)).min() {
        return Err(in_the_way(dir, format!("it holds {}", other.display())));
    }
    let index = dir.join(INDEX);
    if !index.is_file() || !is_own_document(&index)? {
        return Err(in_the_way(dir, format!("it holds no {INDEX} of Detlens")));
    }
    Ok(true)
}

/// Whether a file is a document that an export wrote.
fn is_own_document(path: &Path) -> Result<bool, PageError> {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD_BYTES).read_to_end(&mut head));
    read.map_err(PageError::io("read", path))?;
    Ok(head.windows(GENERATOR.len()).any(|window| window == GENERATOR.as_bytes()))
}

fn in_the_way(path: &Path, reason: impl Into<String>) -> PageError {
    PageError::InTheWay { path: path.to_owned(), reason: reason.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::folder_document;

    /// Names of what lies in a folder.
    fn listed(dir: &Path) -> Vec<String> {
        let name =
            |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<String> = fs::read_dir(dir).unwrap().map(name).collect();
        names.sort();
        names
    }

    fn make_export(dir: &Path) {
        fs::create_dir(dir).unwrap();
        fs::write(dir.join(INDEX), folder_document("run")).unwrap();
        fs::create_dir(dir.join(DATA)).unwrap();
    }

    #[test]
    fn an_export_takes_its_place_when_it_is_complete() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("new/report");
        let partial = Destination::folder(&path, false).unwrap().start_folder().unwrap();
        fs::write(partial.path().join(INDEX), "").unwrap();
        assert!(!path.exists());
        partial.finish().unwrap();
        assert_eq!(listed(&dir.path().join("new")), ["report"]);
        assert_eq!(listed(&path), [INDEX]);
    }

    #[test]
    fn what_is_given_up_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("report");
        make_export(&path);
        drop(Destination::folder(&path, true).unwrap().start_folder().unwrap());
        let file = Destination::file(&dir.path().join("report.html"), true).unwrap();
        drop(file.write_file("text").unwrap());
        assert_eq!(listed(dir.path()), ["report"]);
        assert_eq!(listed(&path), [DATA, INDEX]);
    }

    #[test]
    fn an_export_is_replaced_on_request_only() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("report");
        make_export(&path);
        assert!(matches!(Destination::folder(&path, false), Err(PageError::Exists { .. })));
        Destination::folder(&path, true).unwrap().start_folder().unwrap().finish().unwrap();
        assert_eq!(listed(dir.path()), ["report"]);
        assert!(listed(&path).is_empty());
    }

    #[test]
    fn nothing_else_is_ever_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("folder");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join(INDEX), "<!doctype html>").unwrap();
        let file = dir.path().join("file.html");
        fs::write(&file, "<!doctype html>").unwrap();
        let mixed = dir.path().join("mixed");
        make_export(&mixed);
        fs::write(mixed.join("thesis.tex"), "").unwrap();
        for destination in [
            Destination::folder(&folder, true),
            Destination::folder(&file, true),
            Destination::folder(&mixed, true),
            Destination::file(&file, true),
            Destination::file(&folder, true),
        ] {
            assert!(matches!(destination, Err(PageError::InTheWay { .. })));
        }
        assert!(matches!(
            Destination::folder(Path::new(".."), true),
            Err(PageError::NoName { .. })
        ));
    }

    #[test]
    fn a_file_is_replaced_by_a_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("report.html");
        for text in [folder_document("first"), folder_document("second")] {
            Destination::file(&path, true).unwrap().write_file(&text).unwrap().finish().unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert!(matches!(Destination::file(&path, false), Err(PageError::Exists { .. })));
        assert_eq!(listed(dir.path()), ["report.html"]);
    }
}
