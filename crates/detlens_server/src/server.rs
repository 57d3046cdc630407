//! A server from its port to its end.

use std::net::{IpAddr, SocketAddr, TcpListener};

use crate::app::App;
use crate::guard::{Access, Guard, Hosts, guarded};
use crate::routes::routes;
use crate::{ServeError, ServeOptions, Site, connections};

/// A server that listens, and answers once [`Server::serve`] is called.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    options: ServeOptions,
    site: Site,
}

impl Server {
    /// Takes a port.
    ///
    /// # Errors
    ///
    /// [`ServeError::TokenNeeded`] for an address that others can connect to, without a token;
    /// [`ServeError::PortTaken`], [`ServeError::PortForbidden`], [`ServeError::NoSuchAddress`] or
    /// [`ServeError::Io`] if the system does not let it listen.
    pub fn bind(site: Site, options: ServeOptions) -> Result<Self, ServeError> {
        let address = options.address;
        if !address.ip().is_loopback() && options.token.is_none() {
            return Err(ServeError::TokenNeeded { address });
        }
        let listener =
            TcpListener::bind(address).map_err(|error| ServeError::from_bind(address, error))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address, options, site })
    }

    /// Where it listens, with the port that it got.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address to open in a browser; it holds the token.
    #[must_use]
    pub fn url(&self) -> String {
        let host = match (self.options.host_names.first(), self.address.ip()) {
            (Some(name), _) => name.clone(),
            (None, ip) if ip.is_unspecified() => "localhost".to_owned(),
            (None, IpAddr::V4(ip)) => ip.to_string(),
            (None, IpAddr::V6(ip)) => format!("[{ip}]"),
        };
        let token = self.options.token.as_ref();
        let query = token.map(|token| format!("?token={}", token.reveal())).unwrap_or_default();
        format!("http://{host}:{}/{query}", self.address.port())
    }

    /// Answers until `until` is over; returns when the last answer under way has been given.
    ///
    /// # Errors
    ///
    /// [`ServeError::Io`] if the system gives no threads.
    pub fn serve(self, until: impl Future<Output = ()>) -> Result<(), ServeError> {
        let guard = Guard {
            hosts: Hosts::new(self.address, &self.options.host_names),
            access: Access::new(self.options.token.clone(), self.address.port()),
        };
        let app = App::new(self.site, &self.options);
        let router = guarded(routes(app.into()), guard);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            connections::serve(listener, router, until).await;
            Ok::<(), ServeError>(())
        })?;
        // Work that nobody waits for any longer need not be finished.
        runtime.shutdown_background();
        Ok(())
    }

    /// Answers until the process is interrupted, as by Ctrl-C; calls `ready` once it may be.
    ///
    /// # Errors
    ///
    /// As [`Server::serve`].
    pub fn serve_until_interrupted(self, ready: impl FnOnce()) -> Result<(), ServeError> {
        self.serve(async move {
            // The signal is caught from the first poll on, which is that before `ready`.
            let interrupted = tokio::signal::ctrl_c();
            let (caught, ()) = tokio::join!(biased; interrupted, async move { ready() });
            // Where there is no such signal, the process is ended by other means.
            if caught.is_err() {
                std::future::pending::<()>().await;
            }
        })
    }
}
