//! Long work that Ctrl-C can leave.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;

use crate::error::DetlensError;

/// How long a signal may wait for an answer.
const PATIENCE: Duration = Duration::from_millis(50);

/// Does `work` on a thread of its own, without the interpreter's lock.
///
/// Signals are looked at meanwhile. The handler's exception ends the call at once; the thread ends
/// when its work is done, and its result is dropped.
pub(crate) fn interruptible<T: Send + 'static>(
    py: Python<'_>,
    work: impl FnOnce() -> T + Send + 'static,
) -> PyResult<T> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        // Nobody waits for the result of a call that was left.
        let _ = sender.send(work());
    });
    loop {
        match py.detach(|| receiver.recv_timeout(PATIENCE)) {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => {
                let message = "the work ended without a result; this is a mistake in Detlens";
                return Err(DetlensError::new_err(message));
            }
        }
    }
}
