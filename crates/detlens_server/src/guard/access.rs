//! Requests must bring the token, if there is one.

use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, COOKIE, HeaderName, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};

use crate::Token;
use crate::answer::Refusal;

/// What a visitor must know.
#[derive(Debug)]
pub(crate) struct Access {
    token: Option<Token>,
    /// Name of the cookie. Browsers send cookies to every port, so each port has its own.
    cookie: String,
}

impl Access {
    pub(crate) fn new(token: Option<Token>, port: u16) -> Self {
        Self { token, cookie: format!("detlens_{port}") }
    }

    /// Looks for the token: in a cookie, in a header, or in the address.
    ///
    /// Who brings it in the address gets a cookie, to be added to the answer, so that everything
    /// that the page loads afterwards is let in.
    pub(crate) fn check(
        &self,
        request: &Request,
    ) -> Result<Option<(HeaderName, HeaderValue)>, Refusal> {
        let Some(token) = &self.token else { return Ok(None) };
        if said_in_headers(request.headers(), &self.cookie).any(|said| token.is(said)) {
            return Ok(None);
        }
        if said_in_address(request).any(|said| token.is(said)) {
            let cookie =
                format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie, token.reveal());
            return Ok(HeaderValue::from_str(&cookie).ok().map(|cookie| (SET_COOKIE, cookie)));
        }
        let text = "a token is needed; use the whole address that was printed";
        Err(Refusal::new(StatusCode::UNAUTHORIZED, text))
    }
}

fn said_in_headers<'a>(headers: &'a HeaderMap, cookie: &'a str) -> impl Iterator<Item = &'a str> {
    let texts = |name: HeaderName| headers.get_all(name).iter().filter_map(|v| v.to_str().ok());
    let bearers = texts(AUTHORIZATION).filter_map(|text| text.strip_prefix("Bearer "));
    let cookies = texts(COOKIE)
        .flat_map(|text| text.split(';'))
        .filter_map(move |pair| pair.trim().strip_prefix(cookie)?.strip_prefix('='));
    bearers.chain(cookies)
}

fn said_in_address(request: &Request) -> impl Iterator<Item = &str> {
    let pairs = request.uri().query().unwrap_or_default().split('&');
    pairs.filter_map(|pair| pair.strip_prefix("token="))
}
