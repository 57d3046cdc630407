//! `cargo xtask bench`: Detlens against its rivals, on the same data in the same run.

use std::path::Path;
use std::process::Command;

use crate::command::{cargo, run as run_command};
use crate::workspace::Workspace;
use crate::{Result, python};

/// Builds Detlens for release, then lets `bench/bench.py` measure.
///
/// # Errors
///
/// If a build, an installation or a measurement fails, or a rival gives another number.
pub(crate) fn run(arguments: &[&str]) -> Result {
    run_command(&mut cargo(&["build", "--release", "--package", "detlens"]))?;
    let target = Workspace::read()?.target;
    let python =
        python::environment(&target.join("python-bench"), Path::new("bench/requirements.txt"))?;
    run_command(
        Command::new(python)
            .arg("bench/bench.py")
            .arg("--detlens")
            .arg(target.join("release").join("detlens"))
            .arg("--workplace")
            .arg(target.join("bench"))
            .args(arguments),
    )
}
