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
    py.detach(move || {
        loop {
            match receiver.recv_timeout(PATIENCE) {
                Ok(result) => return Ok(result),
                Err(RecvTimeoutError::Timeout) => look_at_signals()?,
                Err(RecvTimeoutError::Disconnected) => {
                    let message = "the work ended without a result; this is a mistake in Detlens";
                    return Err(DetlensError::new_err(message));
                }
            }
        }
    })
}

#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the method's own lifetime is too special for the path to be taken as a function"
)]
fn look_at_signals() -> PyResult<()> {
    Python::attach(|py| py.check_signals())
}
