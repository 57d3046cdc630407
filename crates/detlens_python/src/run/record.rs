//! What a run says, and where it is kept.

use std::path::PathBuf;

use detlens::Session;
use detlens_run::RunFile;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::{DetlensError, MachineError, failure_error};
use crate::interrupt::interruptible;
use crate::settings::table_of;

/// The record of a run: of one that was evaluated here, or of one on disk.
#[pyclass(frozen, module = "detlens._detlens")]
pub(crate) struct RunRecord {
    source: Source,
}

enum Source {
    Evaluated(Box<Session>),
    OnDisk(Box<RunFile>),
}

#[pymethods]
impl RunRecord {
    /// The record as the text of `run.json`.
    fn json(&self) -> PyResult<String> {
        let mut text = Vec::new();
        let written = self.file().write_json(&mut text);
        written.map_err(|error| MachineError::new_err(error.to_string()))?;
        String::from_utf8(text).map_err(|error| DetlensError::new_err(error.to_string()))
    }

    /// The summary that a terminal shows, laid out for `width` columns.
    fn summary(&self, width: usize) -> String {
        detlens::summary(self.file(), width)
    }

    /// Writes the run to a folder; one that was opened is on disk already.
    fn write(&self, py: Python<'_>, dir: PathBuf, overwrite: bool) -> PyResult<()> {
        match &self.source {
            Source::Evaluated(session) => py
                .detach(|| session.write(&dir, overwrite))
                .map_err(|failure| failure_error(&failure)),
            Source::OnDisk(_) => Err(DetlensError::new_err("the run is on disk already")),
        }
    }
}

impl RunRecord {
    pub(super) fn evaluated(session: Session) -> Self {
        Self { source: Source::Evaluated(Box::new(session)) }
    }

    fn file(&self) -> &RunFile {
        match &self.source {
            Source::Evaluated(session) => session.record(),
            Source::OnDisk(record) => record,
        }
    }
}

/// Evaluates the files that the settings name.
#[pyfunction]
pub(crate) fn evaluate_files(py: Python<'_>, settings: &Bound<'_, PyDict>) -> PyResult<RunRecord> {
    let table = table_of(settings)?;
    let session = interruptible(py, move || Session::of_files(table))?;
    session.map(RunRecord::evaluated).map_err(|failure| failure_error(&failure))
}

/// Opens a run on disk.
#[pyfunction]
pub(crate) fn open_run(dir: PathBuf) -> PyResult<RunRecord> {
    let run = detlens::open_run(&dir).map_err(|failure| failure_error(&failure))?;
    Ok(RunRecord { source: Source::OnDisk(Box::new(run.record().clone())) })
}
