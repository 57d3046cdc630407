//! Running the program, and what it left behind.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What the program answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Arguments for the small data.
pub(crate) const PARCELS: [&str; 5] =
    ["eval", "--gt", "parcels.gt.json", "--dt", "parcels.dt.json"];

/// The folder with the small data.
pub(crate) fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/command_line")
}

/// The program in the folder with the small data.
pub(crate) fn command<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detlens"));
    command.current_dir(cases()).args(args).stdin(Stdio::null()).env_remove("CLICOLOR_FORCE");
    command
}

/// Runs the program in the folder with the small data.
pub(crate) fn detlens<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Answer {
    answer(command(args).output().unwrap())
}

/// Runs `detlens eval` on the small data.
pub(crate) fn eval<S: AsRef<OsStr>>(more: impl IntoIterator<Item = S>) -> Answer {
    answer(command(PARCELS).args(more).output().unwrap())
}

pub(crate) fn answer(output: Output) -> Answer {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Answer {
        code: output.status.code().unwrap(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

impl Answer {
    /// The answer, if the program did what it was asked.
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.code, 0, "{}", self.stderr);
        self
    }

    /// What was printed, without what changes from version to version.
    pub(crate) fn stable(&self) -> String {
        self.stdout.replace(env!("CARGO_PKG_VERSION"), "[version]")
    }
}

/// Every file in a folder, by name.
pub(crate) fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect()
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
