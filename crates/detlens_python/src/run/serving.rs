//! The report page of a run: exported, or served while somebody looks.

use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

use pyo3::prelude::*;
use tokio::sync::oneshot;

use crate::error::{MachineError, failure_error};
use crate::interrupt::interruptible;

/// Writes the report page of a run, and gives what the user should know about it.
#[pyfunction]
pub(crate) fn export_run(
    py: Python<'_>,
    run: PathBuf,
    dest: PathBuf,
    images: Option<PathBuf>,
    pictures: Option<String>,
    overwrite: bool,
) -> PyResult<Option<String>> {
    let exported = interruptible(py, move || {
        detlens::export(&run, images.as_deref(), &dest, pictures.as_deref(), overwrite)
    })?;
    exported.map_err(|failure| failure_error(&failure))
}

/// A server of a report page, which answers on a thread of its own until it is closed.
#[pyclass(frozen, module = "detlens._detlens")]
pub(crate) struct PageServer {
    url: String,
    running: Mutex<Option<Running>>,
}

struct Running {
    stop: oneshot::Sender<()>,
    thread: thread::JoinHandle<Result<(), detlens_server::ServeError>>,
}

#[pymethods]
impl PageServer {
    /// The address to open in a browser.
    #[getter]
    fn url(&self) -> &str {
        &self.url
    }

    /// Ends the server; one that has ended stays so.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        let running = self.running.lock().map_or(None, |mut running| running.take());
        let Some(Running { stop, thread }) = running else { return Ok(()) };
        // A server that has ended by itself listens no longer.
        let _ = stop.send(());
        match py.detach(|| thread.join()) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(MachineError::new_err(error.to_string())),
            Err(_) => Err(MachineError::new_err("the server broke off")),
        }
    }
}

/// Serves the report page of a run on a free port of this machine.
#[pyfunction]
pub(crate) fn serve_run(
    py: Python<'_>,
    run: PathBuf,
    images: Option<PathBuf>,
) -> PyResult<PageServer> {
    let server = py.detach(|| detlens::server(&run, images.as_deref()));
    let server = server.map_err(|failure| failure_error(&failure))?;
    let url = server.url();
    let (stop, stopped) = oneshot::channel();
    let thread = thread::spawn(move || {
        server.serve(async {
            // Whoever drops the handle wants no server either.
            let _ = stopped.await;
        })
    });
    Ok(PageServer { url, running: Mutex::new(Some(Running { stop, thread })) })
}
