//! The files of a run's images, found once and never left.
//!
//! A run comes from elsewhere: its image names are not trusted. Whatever they say, and wherever
//! links lead, only regular files inside the image folder are opened.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::ImageError;

/// Files above this size are not read: no image that a browser can show is as large.
const MAX_FILE_BYTES: u64 = 512 << 20;

/// Where the images of a run lie.
#[derive(Clone, Debug)]
pub struct ImageFolder {
    root: Option<PathBuf>,
    /// Whether the folder is there.
    exists: bool,
    /// One entry for each image, length `I`.
    files: Vec<ImageFile>,
}

/// What became of the name of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
enum ImageFile {
    /// A regular file inside the folder, its path without links and dots.
    Found(PathBuf),
    /// Nothing is there.
    Missing(PathBuf),
    /// Something is there, but not in the folder.
    Outside(PathBuf),
    /// The run gives no name.
    NoName,
    /// There is no folder to look in.
    NoFolder,
}

impl ImageFolder {
    /// Looks for the images `names` under `root`, which need not exist; `names` has length `I`.
    #[must_use]
    pub fn find<'a>(root: Option<&Path>, names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter();
        let Some(root) = root else {
            return Self {
                root: None,
                exists: false,
                files: names.map(|_| ImageFile::NoFolder).collect(),
            };
        };
        let inside = fs::canonicalize(root).ok().filter(|path| path.is_dir());
        let files = match &inside {
            Some(inside) => {
                let mut finder = Finder { root, inside, folders: HashMap::new() };
                names.map(|name| finder.find(name)).collect()
            }
            None => names.map(|name| ImageFile::unfound(root, name)).collect(),
        };
        Self { root: Some(root.to_owned()), exists: inside.is_some(), files }
    }

    /// The folder as it was given.
    #[must_use]
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// Whether the folder is there.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.exists
    }

    /// Number of images, `I`, whether they have a file or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether the run has no image.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The bytes of an image's file.
    ///
    /// # Errors
    ///
    /// [`ImageError`] without a file that may be read.
    pub fn read(&self, image_idx: usize) -> Result<Vec<u8>, ImageError> {
        let path = self.path(image_idx)?;
        let io_error = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => ImageError::Missing { path: path.to_owned() },
            _ => ImageError::Io { path: path.to_owned(), source },
        };
        // The file may have been replaced by a link since it was found.
        if fs::canonicalize(path).map_err(io_error)? != path {
            return Err(ImageError::Outside { path: path.to_owned() });
        }
        let size_bytes = fs::metadata(path).map_err(io_error)?.len();
        if size_bytes > MAX_FILE_BYTES {
            return Err(ImageError::TooLarge { path: path.to_owned(), size_bytes });
        }
        fs::read(path).map_err(io_error)
    }

    /// The file of an image: its path without links and dots.
    ///
    /// # Errors
    ///
    /// [`ImageError`] if there was none when the images were looked for.
    pub fn path(&self, image_idx: usize) -> Result<&Path, ImageError> {
        match self.files.get(image_idx) {
            None => Err(ImageError::NoSuchImage { image_idx }),
            Some(ImageFile::Found(path)) => Ok(path),
            Some(ImageFile::Missing(path)) => Err(ImageError::Missing { path: path.clone() }),
            Some(ImageFile::Outside(path)) => Err(ImageError::Outside { path: path.clone() }),
            Some(ImageFile::NoName) => Err(ImageError::NoName),
            Some(ImageFile::NoFolder) => Err(ImageError::NoFolder),
        }
    }
}

impl ImageFile {
    fn unfound(root: &Path, name: &str) -> Self {
        if name.is_empty() { Self::NoName } else { Self::Missing(root.join(name)) }
    }
}

/// Finds images under one folder.
#[derive(Debug)]
struct Finder<'a> {
    root: &'a Path,
    /// The folder without links and dots.
    inside: &'a Path,
    /// Folders of images without links and dots, so that each is asked for once however many
    /// images it holds; `None` if it is not there.
    folders: HashMap<PathBuf, Option<PathBuf>>,
}

impl Finder<'_> {
    fn find(&mut self, name: &str) -> ImageFile {
        if name.is_empty() {
            return ImageFile::NoName;
        }
        let path = self.root.join(name);
        let Some(real) = self.real_path(&path) else { return ImageFile::Missing(path) };
        if !real.starts_with(self.inside) {
            return ImageFile::Outside(path);
        }
        if real.is_file() { ImageFile::Found(real) } else { ImageFile::Missing(path) }
    }

    /// The path without links and dots, if something is there.
    fn real_path(&mut self, path: &Path) -> Option<PathBuf> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return fs::canonicalize(path).ok();
        };
        let real = |folder: &Path| fs::canonicalize(folder).ok();
        let known = self.folders.get(folder).cloned();
        let real_folder = known.unwrap_or_else(|| {
            self.folders.entry(folder.to_owned()).or_insert_with(|| real(folder)).clone()
        })?;
        let real_path = real_folder.join(name);
        let is_link = fs::symlink_metadata(&real_path).ok()?.is_symlink();
        if is_link { real(&real_path) } else { Some(real_path) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(names: &[&str]) -> (tempfile::TempDir, ImageFolder) {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("images/a b")).unwrap();
        fs::create_dir_all(dir.path().join("elsewhere")).unwrap();
        for name in ["images/1.png", "images/a b/ü.png", "elsewhere/secret.png"] {
            fs::write(dir.path().join(name), name).unwrap();
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            let images = dir.path().join("images");
            symlink("1.png", images.join("inside.png")).unwrap();
            symlink("../elsewhere/secret.png", images.join("outside.png")).unwrap();
            symlink("../elsewhere", images.join("door")).unwrap();
            symlink("loop.png", images.join("loop.png")).unwrap();
        }
        let folder = ImageFolder::find(Some(&dir.path().join("images")), names.iter().copied());
        (dir, folder)
    }

    fn read(name: &str) -> Result<Vec<u8>, ImageError> {
        folder(&[name]).1.read(0)
    }

    #[test]
    fn files_inside_are_read() {
        for (name, text) in [
            ("1.png", "images/1.png"),
            ("./1.png", "images/1.png"),
            ("a b/ü.png", "images/a b/ü.png"),
            ("a b/../1.png", "images/1.png"),
            ("../images/1.png", "images/1.png"),
        ] {
            assert_eq!(read(name).unwrap(), text.as_bytes(), "{name}");
        }
    }

    #[test]
    fn files_outside_are_refused() {
        for name in ["../elsewhere/secret.png", "a b/../../elsewhere/secret.png", "/etc/passwd"] {
            assert!(matches!(read(name), Err(ImageError::Outside { .. })), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_only() {
        assert_eq!(read("inside.png").unwrap(), b"images/1.png");
        for name in ["outside.png", "door/secret.png"] {
            assert!(matches!(read(name), Err(ImageError::Outside { .. })), "{name}");
        }
        assert!(matches!(read("loop.png"), Err(ImageError::Missing { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_became_a_link_is_refused() {
        let (dir, folder) = folder(&["1.png"]);
        let path = dir.path().join("images/1.png");
        fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink("../elsewhere/secret.png", &path).unwrap();
        assert!(matches!(folder.read(0), Err(ImageError::Outside { .. })));
    }

    #[test]
    fn what_is_no_file_is_missing() {
        for name in ["2.png", "a b", "a\0b", "none/1.png", ".", "..", "1.png/x"] {
            let error = read(name).unwrap_err();
            let refused = matches!(error, ImageError::Missing { .. } | ImageError::Outside { .. });
            assert!(refused, "{name}: {error}");
        }
        assert!(matches!(read(""), Err(ImageError::NoName)));
        assert!(matches!(folder(&[]).1.read(0), Err(ImageError::NoSuchImage { image_idx: 0 })));
    }

    #[test]
    fn without_a_folder_nothing_is_found() {
        let folder = ImageFolder::find(None, ["1.png"]);
        assert!(matches!(folder.read(0), Err(ImageError::NoFolder)));
        let folder = ImageFolder::find(Some(Path::new("no such folder")), ["1.png"]);
        assert!(!folder.exists() && folder.len() == 1);
        let Err(ImageError::Missing { path }) = folder.read(0) else { panic!("found") };
        assert_eq!(path, Path::new("no such folder/1.png"));
    }
}
