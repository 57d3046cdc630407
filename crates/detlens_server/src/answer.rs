//! What is answered: contents with their mark, and refusals in words.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use detlens_page::{ImageError, PageError};
use xxhash_rust::xxh3::xxh3_64;

/// Bytes to give out; a clone shares them.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    media_type: &'static str,
    bytes: Bytes,
    /// Says whether a browser has these bytes already.
    etag: HeaderValue,
}

impl Content {
    pub(crate) fn new(media_type: &'static str, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        // Weak, since the same bytes may travel compressed or not.
        let etag = HeaderValue::from_str(&format!("W/\"{:016x}\"", xxh3_64(&bytes)));
        let etag = etag.unwrap_or_else(|_| HeaderValue::from_static("*"));
        Self { media_type, bytes, etag }
    }

    /// Number of bytes.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The answer to a request: the bytes, or that the browser has them.
    ///
    /// A browser asks each time, since a run may be evaluated again; only who asked may keep it.
    pub(crate) fn answer(self, request: &HeaderMap) -> Response {
        let headers = [
            (CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
            (ETAG, self.etag.clone()),
        ];
        let known = request.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let is_known =
            known.flat_map(|value| value.split(',')).any(|etag| self.etag == etag.trim());
        if is_known {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let media_type = HeaderValue::from_static(self.media_type);
        (headers, [(CONTENT_TYPE, media_type)], Body::from(self.bytes)).into_response()
    }
}

/// Why a request is not answered, in words for who made it.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) text: String,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, text: impl Into<String>) -> Self {
        Self { status, text: text.into() }
    }

    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "there is nothing here")
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, [(CACHE_CONTROL, "no-store")], self.text + "\n").into_response()
    }
}

impl From<PageError> for Refusal {
    fn from(error: PageError) -> Self {
        let status = match error {
            PageError::NoShard { .. } => StatusCode::NOT_FOUND,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.to_string())
    }
}

impl From<ImageError> for Refusal {
    fn from(error: ImageError) -> Self {
        let status = match error {
            ImageError::UnknownFormat
            | ImageError::Damaged { .. }
            | ImageError::TooLarge { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ImageError::Io { .. } => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::NOT_FOUND,
        };
        Self::new(status, error.to_string())
    }
}
