//! Requests must not come from another site.
//!
//! Browsers let any site ask any address; what it could see of the answer is little, but it is
//! none of its business.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};

use crate::answer::Refusal;

/// Looks whether the browser says that another site asks.
pub(super) fn check(headers: &HeaderMap) -> Result<(), Refusal> {
    let origins_fit = headers.get_all(ORIGIN).iter().all(|origin| {
        let origin = origin.to_str().unwrap_or_default();
        let host = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        host.is_some() && host == headers.get(HOST).and_then(|host| host.to_str().ok())
    });
    if origins_fit && (is_from_here(headers) || is_visit(headers)) {
        return Ok(());
    }
    Err(Refusal::new(StatusCode::FORBIDDEN, "other sites may not ask here"))
}

/// Whether the page itself asks, or the user; older browsers and other programs do not say.
fn is_from_here(headers: &HeaderMap) -> bool {
    says(headers, "sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none")
}

/// Whether a link was followed; that may stand anywhere.
fn is_visit(headers: &HeaderMap) -> bool {
    says(headers, "sec-fetch-mode") == Some("navigate")
        && says(headers, "sec-fetch-dest") == Some("document")
}

fn says<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}
