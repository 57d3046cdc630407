//! What Weights & Biases is given of a run.

use std::path::PathBuf;

use pyo3::prelude::*;

use crate::error::failure_error;
use crate::interrupt::interruptible;

/// Writes the files of what is logged of a run into a folder.
///
/// Gives the values as the text of a JSON object, and what the user should know about them.
#[pyfunction]
pub(crate) fn wandb_live(
    py: Python<'_>,
    run: PathBuf,
    images: Option<PathBuf>,
    n_examples: Option<usize>,
    folder: PathBuf,
) -> PyResult<(String, Option<&'static str>)> {
    let live = interruptible(py, move || {
        detlens::wandb_live(&run, images.as_deref(), n_examples, &folder)
    })?;
    let (values, warning) = live.map_err(|failure| failure_error(&failure))?;
    Ok((values.to_string(), warning))
}
