//! Why the page cannot be served.

use std::io;
use std::net::SocketAddr;

/// Why the page cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// Another program listens on the port.
    #[error("port {} is taken by another program", address.port())]
    PortTaken {
        /// The address that was asked for.
        address: SocketAddr,
    },
    /// The system does not let this user listen on the port.
    #[error("port {} may not be used without special rights", address.port())]
    PortForbidden {
        /// The address that was asked for.
        address: SocketAddr,
    },
    /// The address is none of this machine.
    #[error("{} is no address of this machine", address.ip())]
    NoSuchAddress {
        /// The address that was asked for.
        address: SocketAddr,
    },
    /// Others could connect, and no token keeps them out.
    #[error("others can connect to {}, so a token is needed", address.ip())]
    TokenNeeded {
        /// The address that was asked for.
        address: SocketAddr,
    },
    /// The system gives out no random numbers to make a token of.
    #[error("the system gives out no random numbers for a token")]
    NoRandom(#[source] getrandom::Error),
    /// Something else failed.
    #[error("cannot serve the page")]
    Io(#[from] io::Error),
}

impl ServeError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::PortTaken { .. } => Some("choose another one with --port, or any with --port 0"),
            Self::PortForbidden { .. } => Some("choose one from 1024 on with --port"),
            Self::NoSuchAddress { .. } => Some("leave out --host to serve this machine alone"),
            Self::TokenNeeded { .. } | Self::NoRandom(_) | Self::Io(_) => None,
        }
    }

    /// What the operating system's answer to listening on `address` means.
    pub(crate) fn from_bind(address: SocketAddr, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AddrInUse => Self::PortTaken { address },
            io::ErrorKind::PermissionDenied => Self::PortForbidden { address },
            io::ErrorKind::AddrNotAvailable => Self::NoSuchAddress { address },
            _ => Self::Io(error),
        }
    }
}
