//! The `detlens` command.

use std::ffi::OsString;

use pyo3::prelude::*;

/// Does what a command line asks, and gives the exit code.
#[pyfunction]
pub(crate) fn run_command(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| detlens::run(arguments))
}
