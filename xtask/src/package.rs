//! The Python package: its wheel built, installed into an empty environment, and tested.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{output, run};
use crate::workspace::Workspace;
use crate::{Result, python};

/// The step `python-package`.
///
/// # Errors
///
/// If the wheel cannot be built or installed, or a test fails.
pub(crate) fn test() -> Result {
    let target = Workspace::read()?.target;
    let python = environment(&target)?;
    let wheel = wheel(&target)?;
    install_alone(&wheel, &target.join("python-empty"))?;
    install(&wheel, &python)?;
    run(Command::new(&python)
        .args(["-m", "pytest", "--config-file", "tests/pytest.ini", "tests/python"])
        .env("DETLENS_BUILT", target.join("debug")))
}

/// The wheel with the checks of a debug build, as the programs of the other suites have them.
///
/// # Errors
///
/// If it cannot be built, or what builds it cannot be installed.
pub(crate) fn wheel(target: &Path) -> Result<PathBuf> {
    build(&environment(target)?, "dev", &target.join("wheels"))
}

/// The wheel as it is released.
///
/// # Errors
///
/// If it cannot be built, or what builds it cannot be installed.
pub(crate) fn released_wheel(target: &Path) -> Result<PathBuf> {
    build(&environment(target)?, "wheel", &target.join("wheels-released"))
}

/// Puts the wheel in place of one of the same version in an environment that has what it needs.
///
/// # Errors
///
/// If pip fails.
pub(crate) fn install(wheel: &Path, python: &Path) -> Result {
    let again = ["install", "--quiet", "--no-deps", "--force-reinstall"];
    run(pip(python).args(again).arg(wheel))
}

/// The environment that builds the wheel, and that most tests of it run in.
fn environment(target: &Path) -> Result<PathBuf> {
    python::environment(&target.join("python-package"), Path::new("tests/python/requirements.txt"))
}

/// Builds the wheel with a profile of cargo's, as the one in a folder.
fn build(python: &Path, profile: &str, folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let maturin = ["-m", "maturin", "build", "--quiet", "--profile", profile, "--out"];
    run(Command::new(python).args(maturin).arg(folder).current_dir("python"))?;
    let wheels = fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    match wheels.as_slice() {
        [wheel] => Ok(wheel.path()),
        _ => Err(format!("{} wheels were built instead of one", wheels.len()).into()),
    }
}

/// Installs the wheel where nothing else is, and looks at what came with it.
fn install_alone(wheel: &Path, folder: &Path) -> Result {
    let python = python::empty_environment(folder)?;
    run(pip(&python).args(["install", "--quiet"]).arg(wheel))?;
    let installed = output(pip(&python).args(["list", "--format", "freeze", "--exclude", "pip"]))?;
    let names: Vec<_> = installed.lines().filter_map(|line| line.split("==").next()).collect();
    let own = names.iter().filter(|name| **name != "setuptools").copied().collect::<Vec<_>>();
    if own != ["detlens", "numpy"] {
        return Err(format!("the package brings {own:?}, not itself and numpy alone").into());
    }
    run(Command::new(&python).args(["-c", "import detlens, detlens.mask"]))
}

fn pip(python: &Path) -> Command {
    let mut command = Command::new(python);
    command.args(["-m", "pip", "--disable-pip-version-check"]);
    command
}
