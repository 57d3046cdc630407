//! `cargo xtask tidy`: what no compiler checks, each rule in a file of its own.

mod crate_map;
mod heads;
mod paths;
mod register;

use crate::Result;
use crate::workspace::{Workspace, files};

/// Checks every rule and prints every breach.
///
/// # Errors
///
/// If a rule is broken, or a file cannot be read.
pub(crate) fn run() -> Result {
    let files = files()?;
    let mut breaches = crate_map::breaches(&Workspace::read()?)?;
    breaches.extend(heads::breaches(&files)?);
    breaches.extend(paths::breaches(&files)?);
    breaches.extend(register::breaches()?);
    for breach in &breaches {
        eprintln!("{breach}");
    }
    match breaches.len() {
        0 => Ok(()),
        n => Err(format!("{n} breaches of the project's own rules").into()),
    }
}
