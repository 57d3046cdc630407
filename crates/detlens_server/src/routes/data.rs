//! The runs and their shards.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use detlens_page::{PageData, PageError, ShardName};

use crate::answer::{Content, Refusal};
use crate::app::App;

const JSON: &str = "application/json";
const BINARY: &str = "application/octet-stream";

/// The list of runs.
pub(super) async fn runs(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let list = serde_json::to_vec(&app.site.summaries());
    let list =
        list.map_err(|error| Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
    Ok(Content::new(JSON, list).answer(&headers))
}

/// A shard of a run.
pub(super) async fn shard(
    State(app): State<Arc<App>>,
    Path((run, shard)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let run_idx = app.site.find(&run).ok_or_else(Refusal::not_found)?;
    let shard: ShardName = shard.parse().map_err(|_| Refusal::not_found())?;
    let content = match app.shards.get(&(run_idx, shard)) {
        Some(content) => content,
        None => Arc::clone(&app).workers.run(move || make(&app, run_idx, shard)).await?,
    };
    Ok(content.answer(&headers))
}

/// Makes a shard, unless it was made while this one waited for its turn.
fn make(app: &App, run_idx: usize, shard: ShardName) -> Result<Content, Refusal> {
    if let Some(content) = app.shards.get(&(run_idx, shard)) {
        return Ok(content);
    }
    let data = app.site.data(run_idx).ok_or_else(Refusal::not_found)?;
    if let ShardName::Masks(_) = shard {
        return Ok(make_masks(app, run_idx, data, shard)?);
    }
    let media_type = if shard == ShardName::Meta { JSON } else { BINARY };
    let content = Content::new(media_type, data.shard(shard)?);
    app.shards.put((run_idx, shard), content.clone());
    Ok(content)
}

/// Makes all shards of masks, since the table must be read as a whole for any of them.
fn make_masks(
    app: &App,
    run_idx: usize,
    data: &PageData,
    wanted: ShardName,
) -> Result<Content, PageError> {
    let no_shard = || PageError::NoShard { name: wanted.to_string() };
    let masks = data.masks()?.ok_or_else(no_shard)?;
    let mut found = None;
    for name in masks.names() {
        let ShardName::Masks(chunk) = name else { continue };
        let content = Content::new(BINARY, masks.shard(chunk).ok_or_else(no_shard)??);
        if name == wanted {
            found = Some(content.clone());
        }
        app.shards.put((run_idx, name), content);
    }
    found.ok_or_else(no_shard)
}
