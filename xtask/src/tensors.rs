//! The tests of the Python package with torch, which comes from Debian.
//!
//! The wheels of torch that registries have for this processor bring a graphics card's libraries
//! with them, which are twenty times as large as all that the tests need.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::command::run;
use crate::workspace::Workspace;
use crate::{Result, debian, package, python};

/// Runs the suites with torch; it is installed if it is missing.
///
/// # Errors
///
/// If a package cannot be had, the wheel cannot be built, or a test fails.
pub(crate) fn test() -> Result {
    if !has_torch() {
        println!("torch is missing, so Debian's is installed");
        debian::install(&["python3-torch", "python3-torchvision", "python3-venv"])?;
    }
    let target = Workspace::read()?.target;
    let python = python::environment_on_debian(
        &target.join("python-tensors"),
        Path::new("tests/tensors/requirements.txt"),
    )?;
    package::install(&package::wheel(&target)?, &python)?;
    let arguments = ["-m", "pytest", "--config-file", "tests/pytest.ini", "tests/tensors"];
    run(Command::new(python).args(arguments).env("DETLENS_BUILT", target.join("debug")))
}

fn has_torch() -> bool {
    let import = ["-c", "import torch, torchvision, venv"];
    let mut command = Command::new(python::DEBIAN);
    command.args(import).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
