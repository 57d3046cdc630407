//! The addresses that are answered.
//!
//! No part of an address becomes part of a path: runs are looked up by key, images by index.

mod data;
mod images;
mod page;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::answer::Refusal;
use crate::app::App;

/// Time in which an answer must begin; the data of a large run take a while.
const TIMEOUT: Duration = Duration::from_mins(2);

/// The addresses that are answered.
pub(crate) fn routes(app: Arc<App>) -> Router {
    // Most visitors are on this machine, where compressing well takes longer than sending.
    let compression = CompressionLayer::new().quality(CompressionLevel::Fastest);
    Router::new()
        .route("/", get(page::document))
        .route("/report.js", get(page::script))
        .route("/report.css", get(page::style))
        .route("/data/runs", get(data::runs))
        .route("/data/{run}/{shard}", get(data::shard))
        .route("/images/{run}/{image}", get(images::full))
        .route("/thumbs/{run}/{image}", get(images::thumbnail))
        .fallback(async || Refusal::not_found())
        .layer(compression)
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, TIMEOUT))
        .with_state(app)
}
