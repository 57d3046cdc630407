//! What is wrong with the input, as one message.

use std::fmt::Write;

use detlens_data::Problems;
use pyo3::PyErr;

use crate::error::input_error;

/// The error for a dataset that its problems spoil: one paragraph for each kind of error.
pub(crate) fn problems_error(problems: &Problems) -> PyErr {
    let mut text = String::new();
    for group in problems.errors() {
        let separator = if text.is_empty() { "" } else { "\n" };
        // Writing to a string cannot fail.
        let _ = write!(text, "{separator}{group}");
    }
    input_error(text)
}
