//! Python environments of the project's own, under cargo's target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;
use crate::command::{output, run};

/// An environment with exactly the packages of `requirements`; gives its Python.
///
/// It is made anew only when the requirements or the Python change.
///
/// # Errors
///
/// If there is no Python 3.11 or newer, or a package cannot be installed.
pub(crate) fn environment(folder: &Path, requirements: &Path) -> Result<PathBuf> {
    let (host, version) = host()?;
    filled(folder, requirements, &version, Command::new(host).args(["-m", "venv"]))
}

/// An environment with the packages of `requirements` beside those that Debian has installed.
///
/// # Errors
///
/// If there is no Python of Debian's, or a package cannot be installed.
pub(crate) fn environment_on_debian(folder: &Path, requirements: &Path) -> Result<PathBuf> {
    let version = output(Command::new(DEBIAN).arg("--version"))?;
    let venv = ["-m", "venv", "--system-site-packages"];
    filled(folder, requirements, &version, Command::new(DEBIAN).args(venv))
}

/// The Python that Debian's packages are for.
pub(crate) const DEBIAN: &str = "/usr/bin/python3";

/// The environment that `venv` makes in a folder, with packages, unless it is there already.
fn filled(
    folder: &Path,
    requirements: &Path,
    version: &str,
    venv: &mut Command,
) -> Result<PathBuf> {
    let wanted = format!("{version}\n{}", fs::read_to_string(requirements)?);
    let stamp = folder.join("made-from.txt");
    let python = folder.join("bin").join("python");
    if fs::read_to_string(&stamp).is_ok_and(|made| made == wanted) {
        return Ok(python);
    }
    make(folder, venv)?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    run(Command::new(&python).args(pip).arg(requirements))?;
    fs::write(stamp, wanted)?;
    Ok(python)
}

/// A new environment without packages; gives its Python.
///
/// # Errors
///
/// If there is no Python 3.11 or newer, or it has no `venv` module.
pub(crate) fn empty_environment(folder: &Path) -> Result<PathBuf> {
    let (host, _) = host()?;
    make(folder, Command::new(host).args(["-m", "venv"]))?;
    Ok(folder.join("bin").join("python"))
}

/// Lets `venv` make a folder anew.
fn make(folder: &Path, venv: &mut Command) -> Result {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    run(venv.arg(folder)).map_err(|error| {
        format!("{error}\nPython's venv module is needed; Debian has it in python3-venv").into()
    })
}

/// The first Python of the machine that is new enough, and its version.
fn host() -> Result<(&'static str, String)> {
    let ask = "import sys; print(*sys.version_info[:3]); sys.exit(sys.version_info < (3, 11))";
    ["python3", "python3.11", "python3.12", "python3.13", "python"]
        .into_iter()
        .find_map(|name| Some((name, output(Command::new(name).args(["-c", ask])).ok()?)))
        .ok_or_else(|| "no Python 3.11 or newer was found on the path".into())
}
