//! The page itself.

use std::sync::LazyLock;

use axum::http::HeaderMap;
use axum::response::Response;
use detlens_page::{REPORT_CSS, REPORT_JS, served_document};

use crate::answer::Content;

static DOCUMENT: LazyLock<Content> =
    LazyLock::new(|| Content::new("text/html; charset=utf-8", served_document()));
static SCRIPT: LazyLock<Content> =
    LazyLock::new(|| Content::new("text/javascript; charset=utf-8", REPORT_JS));
static STYLE: LazyLock<Content> =
    LazyLock::new(|| Content::new("text/css; charset=utf-8", REPORT_CSS));

pub(super) async fn document(headers: HeaderMap) -> Response {
    DOCUMENT.clone().answer(&headers)
}

pub(super) async fn script(headers: HeaderMap) -> Response {
    SCRIPT.clone().answer(&headers)
}

pub(super) async fn style(headers: HeaderMap) -> Response {
    STYLE.clone().answer(&headers)
}
