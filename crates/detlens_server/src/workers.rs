//! Work that takes a processor for a while: shards and pictures.

use std::num::NonZero;
use std::sync::Arc;
use std::thread;

use axum::http::StatusCode;
use tokio::sync::Semaphore;

use crate::answer::Refusal;

/// Runs such work beside the connections, as much at once as there are processors; so however
/// many visitors ask, memory for work in progress stays the same.
#[derive(Debug)]
pub(crate) struct Workers {
    permits: Arc<Semaphore>,
}

impl Workers {
    pub(crate) fn new() -> Self {
        let n_workers = thread::available_parallelism().map_or(1, NonZero::get);
        Self { permits: Arc::new(Semaphore::new(n_workers)) }
    }

    /// Does the work when its turn comes.
    ///
    /// Work that has begun is finished even if nobody waits for it any longer, and counts until
    /// then.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let failed = |text: String| Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, text);
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        let permit = permit.map_err(|error| failed(error.to_string()))?;
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(permit);
            result
        });
        done.await.map_err(|error| failed(error.to_string()))?
    }
}
