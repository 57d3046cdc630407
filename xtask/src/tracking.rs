//! The tests of what is logged, against the tracking services themselves on loopback.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::command::{build_tested_programs, run};
use crate::workspace::Workspace;
use crate::{Result, package, python};

/// A list of packages for each environment that the tests call.
const REQUIREMENTS: &str = "tests/tracking/requirements";

/// The one of them that logs from Python.
const WITH_PACKAGE: &str = "wandb";

/// Runs the suites that log runs and read them back.
///
/// # Errors
///
/// If a package cannot be had, or a test fails.
pub(crate) fn tests() -> Result {
    build_tested_programs()?;
    let built = Workspace::read()?.target;
    let environments = built.join("tracking");
    for entry in fs::read_dir(REQUIREMENTS)? {
        let requirements = entry?.path();
        let name = requirements.file_stem().ok_or("a list of packages has no name")?;
        let python = python::environment(&environments.join(name), &requirements)?;
        if name == WITH_PACKAGE {
            package::install(&package::wheel(&built)?, &python)?;
        }
    }
    let python =
        python::environment(&built.join("python-tests"), Path::new("tests/requirements.txt"))?;
    let arguments = ["-m", "pytest", "--config-file", "tests/pytest.ini", "tests/tracking"];
    let mut pytest = Command::new(python);
    pytest.args(arguments).env("DETLENS_BUILT", built.join("debug"));
    run(pytest.env("DETLENS_ENVIRONMENTS", environments))
}
