//! `cargo xtask bench`: Detlens against its rivals, on the same data in the same run.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::command::{cargo, run as run_command};
use crate::workspace::Workspace;
use crate::{Result, package, python};

/// Builds Detlens for release, installs the rivals, then lets `bench/bench.py` measure.
///
/// # Errors
///
/// If a build, an installation or a measurement fails, or a rival gives another number.
pub(crate) fn run(arguments: &[&str]) -> Result {
    run_command(&mut cargo(&["build", "--release", "--package", "detlens"]))?;
    let target = Workspace::read()?.target;
    let workplace = target.join("bench");
    install_programs(&workplace.join("cargo"))?;
    let requirements = Path::new("bench/requirements.txt");
    let python = python::environment(&workplace.join("python"), requirements)?;
    package::install(&package::released_wheel(&target)?, &python)?;
    run_command(
        Command::new(python)
            .arg("bench/bench.py")
            .arg("--detlens")
            .arg(target.join("release").join("detlens"))
            .arg("--workplace")
            .arg(workplace)
            .args(arguments),
    )
}

/// Installs the programs of `bench/crates.txt`; those that are there already stay.
fn install_programs(root: &Path) -> Result {
    let list = fs::read_to_string("bench/crates.txt")?;
    let mut command = cargo(&["install", "--quiet", "--locked", "--root"]);
    run_command(command.arg(root).args(list.split_whitespace()))
}
