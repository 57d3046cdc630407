//! The exceptions that the package raises.

use std::fmt::Display;

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

/// An [`InputError`] that says what is wrong with the input.
pub(crate) fn input_error(message: impl Display) -> PyErr {
    InputError::new_err(message.to_string())
}
