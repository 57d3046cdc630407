//! Requests must be addressed to this machine by one of its own names.
//!
//! A site could let its own name lead here and so read what only this machine should see (DNS
//! rebinding); but then the browser still says the site's name.

use std::net::{IpAddr, SocketAddr};

use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::HOST;

use crate::answer::Refusal;

/// The names under which this machine may be asked.
#[derive(Debug)]
pub(crate) struct Hosts {
    names: Vec<String>,
    /// Whether every address of this machine is listened on, so that any may be named.
    any_ip: bool,
}

impl Hosts {
    /// The usual names, the address that is listened on, and `more`, lower case.
    pub(crate) fn new(address: SocketAddr, more: &[String]) -> Self {
        let mut names = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "[::1]".to_owned()];
        names.push(match address.ip() {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        });
        names.extend(more.iter().map(|name| name.to_ascii_lowercase()));
        Self { names, any_ip: address.ip().is_unspecified() }
    }

    /// Looks whether a request names this machine.
    pub(crate) fn check(&self, request: &Request) -> Result<(), Refusal> {
        let mut hosts = request.headers().get_all(HOST).iter();
        let (Some(host), None, None) = (hosts.next(), hosts.next(), request.uri().authority())
        else {
            let text = "a request must name one host, in its header";
            return Err(Refusal::new(StatusCode::BAD_REQUEST, text));
        };
        let name = host.to_str().ok().and_then(without_port);
        if name.is_some_and(|name| self.allows(&name.to_ascii_lowercase())) {
            return Ok(());
        }
        let text = "this is not served under that name; use the address that was printed";
        Err(Refusal::new(StatusCode::MISDIRECTED_REQUEST, text))
    }

    fn allows(&self, name: &str) -> bool {
        // An address cannot be made to lead elsewhere, as a name can.
        let is_ip = || name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
        self.names.iter().any(|known| known == name) || (self.any_ip && is_ip())
    }
}

/// The name in a header `Host`. Any port is good: the port here may be reached through another.
fn without_port(host: &str) -> Option<&str> {
    let end = if host.starts_with('[') {
        host.find(']')? + 1
    } else {
        host.find(':').unwrap_or(host.len())
    };
    let (name, port) = host.split_at(end);
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    (port.is_empty() || port.strip_prefix(':').is_some_and(is_port)).then_some(name)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn status(hosts: &Hosts, host: &str) -> u16 {
        let request = Request::builder().uri("/").header(HOST, host).body(Body::empty()).unwrap();
        hosts.check(&request).map_or_else(|refusal| refusal.status.as_u16(), |()| 200)
    }

    #[test]
    fn own_names_are_taken_with_any_port() {
        let hosts = Hosts::new("192.0.2.7:8000".parse().unwrap(), &["Lab".to_owned()]);
        for host in ["localhost", "LOCALHOST:1", "127.0.0.1:8000", "[::1]:9", "192.0.2.7", "lab:80"]
        {
            assert_eq!(status(&hosts, host), 200, "{host}");
        }
    }

    #[test]
    fn foreign_names_are_refused() {
        let hosts = Hosts::new("127.0.0.1:8000".parse().unwrap(), &[]);
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "localhost.",
            "",
            "localhost:",
            "localhost:80@evil.example",
            "[::1",
            "[::1]x",
            "127.0.0.2",
            "0.0.0.0",
            "user@localhost",
            "localhost, evil.example",
        ] {
            assert_eq!(status(&hosts, host), 421, "{host}");
        }
    }

    #[test]
    fn where_every_address_is_served_each_may_be_named() {
        let hosts = Hosts::new("0.0.0.0:8000".parse().unwrap(), &[]);
        assert_eq!(status(&hosts, "192.0.2.7:8000"), 200);
        assert_eq!(status(&hosts, "[2001:db8::1]:8000"), 200);
        assert_eq!(status(&hosts, "evil.example:8000"), 421);
    }

    #[test]
    fn one_host_must_be_named() {
        let hosts = Hosts::new("127.0.0.1:8000".parse().unwrap(), &[]);
        let request = |hosts: &[&str], uri: &str| {
            let builder =
                hosts.iter().fold(Request::builder().uri(uri), |b, host| b.header(HOST, *host));
            builder.body(Body::empty()).unwrap()
        };
        let two = ["localhost", "localhost"];
        for request in
            [request(&[], "/"), request(&two, "/"), request(&two[..1], "http://localhost/")]
        {
            assert_eq!(hosts.check(&request).unwrap_err().status, StatusCode::BAD_REQUEST);
        }
    }
}
