//! The exceptions that the package raises.

use std::fmt::Display;

use detlens::{Failure, Fault};
use pyo3::PyErr;
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;

create_exception!(
    detlens,
    DetlensError,
    PyValueError,
    "What Detlens cannot do, and what to do about it."
);
create_exception!(detlens, InputError, DetlensError, "The input is wrong.");
create_exception!(detlens, SettingsError, DetlensError, "A setting or an argument is wrong.");
create_exception!(
    detlens,
    MachineError,
    DetlensError,
    "Something failed on this machine: the disk, a permission, a port."
);

/// An [`InputError`] that says what is wrong with the input.
pub(crate) fn input_error(message: impl Display) -> PyErr {
    InputError::new_err(message.to_string())
}

/// The error for what a command could not do, with the command's message.
pub(crate) fn failure_error(failure: &Failure) -> PyErr {
    let message = failure.to_string().trim_end().to_owned();
    match failure.fault() {
        Some(Fault::Input) => InputError::new_err(message),
        Some(Fault::Usage) => SettingsError::new_err(message),
        Some(Fault::Machine) => MachineError::new_err(message),
        None => DetlensError::new_err(message),
    }
}
