//! The tables of a run as Arrow streams, by the `PyCapsule` interface.

use std::path::PathBuf;

use detlens_run::arrow_array::ffi_stream::FFI_ArrowArrayStream;
use detlens_run::{Run, Table};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::error::{InputError, MachineError, failure_error};

/// A table of a run on disk.
#[pyclass(frozen, module = "detlens._detlens")]
pub(crate) struct RunTable {
    run: Run,
    table: Table,
}

#[pymethods]
impl RunTable {
    /// The table with a name, which is that of its file without the ending.
    #[new]
    fn new(dir: PathBuf, name: &str) -> PyResult<Self> {
        let run = detlens::open_run(&dir).map_err(|failure| failure_error(&failure))?;
        let is_named = |table: &Table| name_of(*table) == name && run.has(*table);
        let table = Table::ALL.into_iter().find(is_named).ok_or_else(|| {
            InputError::new_err(format!("the run has no table {name:?}; it has {}", names(&run)))
        })?;
        Ok(Self { run, table })
    }

    /// A stream of the table's rows, read from disk as it is taken.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A consumer's wish for other types is one that a producer may leave to it.
        drop(requested_schema);
        let batches = self.run.batches(self.table);
        let batches = batches.map_err(|error| MachineError::new_err(error.to_string()))?;
        let stream = FFI_ArrowArrayStream::new(Box::new(batches));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }
}

/// The names of the tables that a run has.
fn names(run: &Run) -> String {
    let names: Vec<_> =
        Table::ALL.into_iter().filter(|&table| run.has(table)).map(name_of).collect();
    names.join(", ")
}

fn name_of(table: Table) -> &'static str {
    let file_name = table.file_name();
    file_name.strip_suffix(".parquet").unwrap_or(file_name)
}
