//! Images and thumbnails of a run, by their index.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use detlens_page::Picture;

use crate::answer::{Content, Refusal};
use crate::app::App;

/// An image in its full size.
pub(super) async fn full(
    State(app): State<Arc<App>>,
    Path(address): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let key = find(&app, &address)?;
    let work = move |app: &App| Ok(content(Picture::from_file(read(app, key)?)?));
    Ok(Arc::clone(&app).workers.run(move || work(&app)).await?.answer(&headers))
}

/// An image in its small form.
pub(super) async fn thumbnail(
    State(app): State<Arc<App>>,
    Path(address): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let key = find(&app, &address)?;
    let content = match app.thumbnails.get(&key) {
        Some(content) => content,
        None => Arc::clone(&app).workers.run(move || make_thumbnail(&app, key)).await?,
    };
    Ok(content.answer(&headers))
}

/// A run and an image of it, as indices.
type Key = (usize, usize);

/// Makes a thumbnail, unless it was made while this one waited for its turn.
fn make_thumbnail(app: &App, key: Key) -> Result<Content, Refusal> {
    if let Some(content) = app.thumbnails.get(&key) {
        return Ok(content);
    }
    let content = content(Picture::thumbnail(&read(app, key)?)?);
    app.thumbnails.put(key, content.clone());
    Ok(content)
}

fn find(app: &App, (run, image): &(String, String)) -> Result<Key, Refusal> {
    let run_idx = app.site.find(run).ok_or_else(Refusal::not_found)?;
    let is_index = !image.is_empty() && image.bytes().all(|byte| byte.is_ascii_digit());
    let image_idx = image.parse().ok().filter(|_| is_index).ok_or_else(Refusal::not_found)?;
    Ok((run_idx, image_idx))
}

fn read(app: &App, (run_idx, image_idx): Key) -> Result<Vec<u8>, Refusal> {
    let data = app.site.data(run_idx).ok_or_else(Refusal::not_found)?;
    Ok(data.images().read(image_idx)?)
}

fn content(picture: Picture) -> Content {
    Content::new(picture.media_type.name(), picture.bytes)
}
