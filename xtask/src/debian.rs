//! Debian's packages, where only those will do.

use std::process::Command;

use crate::Result;
use crate::command::run;

/// Installs packages, quietly; without the rights to do so, it fails and says what was tried.
///
/// # Errors
///
/// If there is no `apt-get`, or it fails.
pub(crate) fn install(packages: &[&str]) -> Result {
    let quietly = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        run(command.arg("-qq").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    quietly(&["update"])?;
    quietly(&[&["install", "--yes", "--no-install-recommends"], packages].concat())
}
