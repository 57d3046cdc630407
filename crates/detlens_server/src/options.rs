//! How the page is served.

use std::net::{Ipv4Addr, SocketAddr};

use crate::Token;

/// How the page is served.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Where to listen; port 0 is any free one.
    pub address: SocketAddr,
    /// Names of this machine under which it may be asked besides the usual ones, lower case.
    pub host_names: Vec<String>,
    /// What a visitor must know; needed wherever others than this machine can connect.
    pub token: Option<Token>,
    /// Memory for data that were asked for, to be given out again.
    pub data_cache_bytes: usize,
    /// Memory for thumbnails that were asked for, to be given out again.
    pub thumbnail_cache_bytes: usize,
}

impl Default for ServeOptions {
    /// This machine alone, any free port.
    fn default() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            host_names: Vec::new(),
            token: None,
            data_cache_bytes: 1 << 30,
            thumbnail_cache_bytes: 64 << 20,
        }
    }
}
