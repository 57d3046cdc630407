//! What stands before every address: who may ask, and what every answer says.

mod access;
mod host;
mod origin;

use std::sync::Arc;

use axum::Router;
use axum::body::HttpBody;
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use detlens_page::SERVED_POLICY;

pub(crate) use access::Access;
pub(crate) use host::Hosts;

use crate::answer::Refusal;

/// Who may ask.
#[derive(Debug)]
pub(crate) struct Guard {
    pub(crate) hosts: Hosts,
    pub(crate) access: Access,
}

/// Puts the guard before `router`.
pub(crate) fn guarded(router: Router, guard: Guard) -> Router {
    // The layer that is added last is the first to see a request.
    router.layer(from_fn_with_state(Arc::new(guard), check)).layer(from_fn(with_policies))
}

async fn check(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let checked = guard
        .hosts
        .check(&request)
        .and_then(|()| origin::check(request.headers()))
        .and_then(|()| check_body(&request));
    if let Err(refusal) = checked {
        return refusal.into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let refusal = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "nothing can be changed here");
        return ([(ALLOW, "GET, HEAD")], refusal).into_response();
    }
    match guard.access.check(&request) {
        Ok(cookie) => {
            let mut response = next.run(request).await;
            response.headers_mut().extend(cookie);
            response
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// Nothing here reads what a request brings with it.
fn check_body(request: &Request) -> Result<(), Refusal> {
    if request.body().is_end_stream() {
        return Ok(());
    }
    Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "nothing can be sent here"))
}

/// Tells browsers to run, load and embed nothing that is not the page's own.
async fn with_policies(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let policies: [(HeaderName, &'static str); 6] = [
        (CONTENT_SECURITY_POLICY, SERVED_POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in policies {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
