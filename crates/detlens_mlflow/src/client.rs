//! Requests to a tracking server.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use ureq::http::{Response, StatusCode};
use ureq::{Agent, Body, RequestBuilder};

use crate::MlflowError;

/// Time after which a request is given up; an artifact may be large.
const TIMEOUT: Duration = Duration::from_mins(10);
/// Time after which a server that takes no connection is given up.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);

/// Who asks.
#[derive(Clone)]
pub enum Credentials {
    /// Nobody in particular.
    None,
    /// Whoever has the token.
    Token(String),
    /// A user with a password.
    Password {
        /// The user.
        user: String,
        /// The password.
        password: String,
    },
}

/// Never shows what is secret.
impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Token(_) => "Token(…)",
            Self::Password { .. } => "Password { … }",
        })
    }
}

/// A tracking server.
#[derive(Clone, Debug)]
pub struct TrackingServer {
    agent: Agent,
    /// The address, without a slash at its end.
    uri: String,
    /// The header that says who asks.
    authorization: Option<String>,
}

impl TrackingServer {
    /// The server at an address; it is not asked for anything yet.
    ///
    /// # Errors
    ///
    /// [`MlflowError::BadUri`]
    pub fn new(uri: &str, credentials: &Credentials) -> Result<Self, MlflowError> {
        if !uri.starts_with("http://") && !uri.starts_with("https://") {
            return Err(MlflowError::BadUri { uri: uri.to_owned() });
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(TIMEOUT))
            .timeout_connect(Some(CONNECT_TIMEOUT));
        let authorization = match credentials {
            Credentials::None => None,
            Credentials::Token(token) => Some(format!("Bearer {token}")),
            Credentials::Password { user, password } => {
                Some(format!("Basic {}", STANDARD.encode(format!("{user}:{password}"))))
            }
        };
        let uri = uri.trim_end_matches('/').to_owned();
        Ok(Self { agent: config.build().into(), uri, authorization })
    }

    /// The address.
    pub(crate) fn uri(&self) -> &str {
        &self.uri
    }

    /// Asks with a method of the interface, `experiments/create` for instance.
    pub(crate) fn post(&self, method: &str, body: &Value) -> Result<Value, MlflowError> {
        let url = format!("{}/api/2.0/mlflow/{method}", self.uri);
        let request = self.authorized(self.agent.post(&url));
        let response = request.send_json(body).map_err(|error| unreachable(method, error))?;
        accepted(method, response)
    }

    /// Looks something up; none if the server has no such thing.
    pub(crate) fn find(
        &self,
        method: &str,
        (name, value): (&str, &str),
    ) -> Result<Option<Value>, MlflowError> {
        let url = format!("{}/api/2.0/mlflow/{method}", self.uri);
        let request = self.authorized(self.agent.get(&url));
        let response = request.query(name, value).call().map_err(|e| unreachable(method, e))?;
        if response.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        accepted(method, response).map(Some)
    }

    /// Puts an artifact at a path of the server's store.
    pub(crate) fn put(&self, path: &str, bytes: &[u8]) -> Result<(), MlflowError> {
        let url = format!("{}/api/2.0/mlflow-artifacts/artifacts/{path}", self.uri);
        let request = self.authorized(self.agent.put(&url));
        let response = request.send(bytes).map_err(|error| unreachable(path, error))?;
        accepted(path, response).map(|_| ())
    }

    /// Says who asks.
    fn authorized<B>(&self, request: RequestBuilder<B>) -> RequestBuilder<B> {
        match &self.authorization {
            Some(authorization) => request.header("Authorization", authorization),
            None => request,
        }
    }
}

/// The answer, if it is one of success.
fn accepted(what: &str, mut response: Response<Body>) -> Result<Value, MlflowError> {
    let status = response.status();
    let text = response.body_mut().read_to_string().map_err(|e| unreachable(what, e))?;
    let answer: Option<Value> = serde_json::from_str(&text).ok();
    if status.is_success() {
        return Ok(answer.unwrap_or(Value::Null));
    }
    let message = answer.as_ref().and_then(|answer| answer["message"].as_str());
    let reason = message.map_or_else(|| status.to_string(), str::to_owned);
    Err(MlflowError::Refused { what: what.to_owned(), reason })
}

fn unreachable(what: &str, source: ureq::Error) -> MlflowError {
    MlflowError::Unreachable { what: what.to_owned(), source: Box::new(source) }
}
