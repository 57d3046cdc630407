//! Connections: how many, how long, and how they end.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::sleep;

/// Connections at once; further ones wait until one is closed.
const MAX_CONNECTIONS: usize = 512;
/// Time in which a request must have been said; an idle connection is closed after it.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);
/// Size of a request; larger ones are refused with 431.
const MAX_REQUEST_BYTES: usize = 16 << 10;
/// Time that answers under way have when it is over.
const GRACE: Duration = Duration::from_secs(2);
/// Pause after a connection could not be taken, for instance without free file handles.
const PAUSE: Duration = Duration::from_millis(50);

/// Answers connections until `until` is over, and lets answers under way come to their end.
pub(crate) async fn serve(listener: TcpListener, router: Router, until: impl Future<Output = ()>) {
    let permits = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    tokio::select! {
        () = until => {}
        () = accept(&listener, &router, &permits, &graceful) => {}
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = sleep(GRACE) => {}
    }
}

async fn accept(
    listener: &TcpListener,
    router: &Router,
    permits: &Arc<Semaphore>,
    graceful: &GracefulShutdown,
) {
    while let Ok(permit) = Arc::clone(permits).acquire_owned().await {
        match listener.accept().await {
            Ok((stream, _)) => answer(TokioIo::new(stream), router.clone(), permit, graceful),
            Err(_) => sleep(PAUSE).await,
        }
    }
}

/// Answers one connection beside the others.
fn answer(
    stream: TokioIo<tokio::net::TcpStream>,
    router: Router,
    permit: OwnedSemaphorePermit,
    graceful: &GracefulShutdown,
) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_buf_size(MAX_REQUEST_BYTES)
        .serve_connection(stream, TowerToHyperService::new(router));
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        // A visitor who hangs up in the middle is nobody's error.
        let _ = connection.await;
        drop(permit);
    });
}
