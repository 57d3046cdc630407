//! Uploads an offline run with the user's own client, and asks the server what has arrived.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::receipt::{RECEIPT, Receipt};

/// Asks the server, through the official package, for each part of a receipt.
const CHECK: &str = include_str!("check_upload.py");

/// The official client, as it is installed here.
#[derive(Clone, Debug)]
pub struct Client {
    /// The program `wandb`.
    program: PathBuf,
}

/// A run that was uploaded and found complete on the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synced {
    /// Files beside the history.
    pub n_files: usize,
    /// Artifacts.
    pub n_artifacts: usize,
}

/// Why a run is not, or may not be, on the server.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SyncError {
    /// The folder is no offline run that was written here, or is damaged.
    #[error("{} is no offline run of Detlens: {reason}", dir.display())]
    NotARun {
        /// The folder.
        dir: PathBuf,
        /// What is missing.
        reason: String,
    },
    /// A program cannot be started.
    #[error("cannot run {}", program.display())]
    Start {
        /// The program.
        program: PathBuf,
        /// The answer of the operating system.
        source: io::Error,
    },
    /// `wandb sync` says that it failed.
    #[error("wandb sync failed: {text}")]
    Failed {
        /// What it wrote last.
        text: String,
    },
    /// The upload ended, and the server lacks a part of it.
    #[error("the upload is not complete: {}", missing.join("; "))]
    Incomplete {
        /// What is missing or differs.
        missing: Vec<String>,
    },
    /// The upload ended, and the server cannot be asked for it.
    #[error("the upload cannot be checked: {reason}")]
    NotChecked {
        /// Why not.
        reason: String,
    },
}

impl Client {
    /// Finds `wandb` in the folders of `PATH`.
    #[must_use]
    pub fn find() -> Option<Self> {
        let folders = env::var_os("PATH")?;
        let name = format!("wandb{}", env::consts::EXE_SUFFIX);
        let mut candidates = env::split_paths(&folders).map(|folder| folder.join(&name));
        candidates.find(|path| path.is_file()).map(|program| Self { program })
    }

    /// The Python that the client runs in, by the first line of the program.
    fn python(&self) -> Result<PathBuf, SyncError> {
        let not_checked = |reason: String| SyncError::NotChecked { reason };
        let text = fs::read(&self.program).map_err(|error| not_checked(error.to_string()))?;
        let first = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let named =
            String::from_utf8_lossy(first).strip_prefix("#!").map(str::trim).map(PathBuf::from);
        let beside = self.program.with_file_name(format!("python{}", env::consts::EXE_SUFFIX));
        [named, Some(beside)].into_iter().flatten().find(|python| python.is_file()).ok_or_else(
            || not_checked(format!("no Python was found for {}", self.program.display())),
        )
    }
}

/// Uploads an offline run, and asks the server whether each part of it is there.
///
/// # Errors
///
/// [`SyncError::Incomplete`] with what the server lacks; [`SyncError::NotChecked`] if it cannot
/// be asked; the others before anything is uploaded or if the client fails.
pub fn sync(dir: &Path, client: &Client) -> Result<Synced, SyncError> {
    let receipt = read_receipt(dir)?;
    let place = Place::new(dir, &receipt.folder)?;
    let mut command = Command::new(&client.program);
    command.args(["sync", "--include-synced"]).arg(&place.path).current_dir(&place.cwd);
    let output = run(command, &client.program)?;
    if !output.status.success() {
        return Err(SyncError::Failed { text: last_lines(&output) });
    }
    check(&place, &client.python()?)?;
    Ok(Synced { n_files: receipt.files.len(), n_artifacts: receipt.artifacts.len() })
}

fn read_receipt(dir: &Path) -> Result<Receipt, SyncError> {
    let not_a_run = |reason: String| SyncError::NotARun { dir: dir.to_owned(), reason };
    let text = fs::read(dir.join(RECEIPT)).map_err(|error| not_a_run(error.to_string()))?;
    serde_json::from_slice(&text).map_err(|error| not_a_run(format!("{RECEIPT}: {error}")))
}

/// Where the client is called, and the path of the run as seen from there.
///
/// The client looks for the files of artifacts where the log says, `wandb/NAME/artifacts`, from
/// the folder it is called in. If it does not find them it says nothing and leaves them out.
#[derive(Debug)]
struct Place {
    cwd: PathBuf,
    path: PathBuf,
    /// A folder that stands in for the one the run was made in; deleted with this.
    _stand_in: Option<tempfile::TempDir>,
}

impl Place {
    fn new(dir: &Path, name: &str) -> Result<Self, SyncError> {
        let not_a_run = |error: io::Error| SyncError::NotARun {
            dir: dir.to_owned(),
            reason: error.to_string(),
        };
        let dir = fs::canonicalize(dir).map_err(not_a_run)?;
        let path = Path::new("wandb").join(name);
        if let Some(cwd) = dir.parent().and_then(Path::parent).filter(|cwd| cwd.join(&path) == dir)
        {
            return Ok(Self { cwd: cwd.to_owned(), path, _stand_in: None });
        }
        let stand_in = tempfile::tempdir().map_err(not_a_run)?;
        link_entries(&dir, &stand_in.path().join(&path)).map_err(not_a_run)?;
        Ok(Self { cwd: stand_in.path().to_owned(), path, _stand_in: Some(stand_in) })
    }
}

/// Makes a folder with a link to each entry of another.
///
/// A link to the folder itself will not do: the client follows it, and knows runs by the names of
/// their folders.
fn link_entries(dir: &Path, stand_in: &Path) -> io::Result<()> {
    fs::create_dir_all(stand_in)?;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        link(&entry.path(), &stand_in.join(entry.file_name()))?;
    }
    Ok(())
}

#[cfg(unix)]
fn link(path: &Path, place: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(path, place)
}

#[cfg(windows)]
fn link(path: &Path, place: &Path) -> io::Result<()> {
    if path.is_dir() {
        std::os::windows::fs::symlink_dir(path, place)
    } else {
        std::os::windows::fs::symlink_file(path, place)
    }
}

/// Asks the server for each part of the receipt.
fn check(place: &Place, python: &Path) -> Result<(), SyncError> {
    let mut command = Command::new(python);
    command.args([OsStr::new("-c"), OsStr::new(CHECK)]);
    command.arg(place.path.join(RECEIPT)).current_dir(&place.cwd);
    let output = run(command, python)?;
    if !output.status.success() {
        return Err(SyncError::NotChecked { reason: last_lines(&output) });
    }
    let missing: Vec<String> = serde_json::from_slice(&output.stdout)
        .map_err(|error| SyncError::NotChecked { reason: error.to_string() })?;
    if missing.is_empty() { Ok(()) } else { Err(SyncError::Incomplete { missing }) }
}

fn run(mut command: Command, program: &Path) -> Result<Output, SyncError> {
    let start = |source| SyncError::Start { program: program.to_owned(), source };
    command.stdin(Stdio::null()).output().map_err(start)
}

/// The end of what a program wrote, on one line.
fn last_lines(output: &Output) -> String {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(3)..].join(" / ")
}
