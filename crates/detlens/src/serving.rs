//! The report page, served from here until Ctrl-C.

use std::io::{self, IsTerminal};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;

use detlens_server::{ServeError, ServeOptions, Server, Site, Token};

use crate::args::ServeArgs;
use crate::failure::{Failure, with_cause};
use crate::page::page_failure;
use crate::terminal::{self, NOTICE, QUIET};

/// The port if none is asked for; the same each time, so that addresses can be kept.
const USUAL_PORT: u16 = 7466;

/// Serves runs until the process is interrupted.
///
/// # Errors
///
/// No run can be shown, or the port cannot be had.
pub(crate) fn serve<'a>(
    runs: impl IntoIterator<Item = &'a Path>,
    images: Option<&Path>,
    args: &ServeArgs,
) -> Result<(), Failure> {
    let site = site(runs, images)?;
    let server = bind(site, args)?;
    let url = server.url();
    server.serve_until_interrupted(|| announce(&url, args)).map_err(|error| serve_failure(&error))
}

/// Whether somebody sits here who can look at a page.
pub(crate) fn is_watched() -> bool {
    io::stdout().is_terminal() && io::stderr().is_terminal()
}

/// Opens the runs. Of several, those that cannot be shown are told and stay in the list.
fn site<'a>(
    runs: impl IntoIterator<Item = &'a Path>,
    images: Option<&Path>,
) -> Result<Site, Failure> {
    let mut site = Site::new();
    for dir in runs {
        site.add(dir, images);
    }
    let n_broken = site.problems().count();
    if n_broken < site.len() {
        for (name, error) in site.problems() {
            terminal::report(&format!("{NOTICE}warning:{NOTICE:#} {name}: {error}\n"));
        }
        return Ok(site);
    }
    let first = site.problems().next().map(|(_, error)| page_failure(error));
    Err(first.unwrap_or_else(|| Failure::usage("no run is named")))
}

/// Takes the port that was asked for; else the usual one, or any if that is taken.
fn bind(site: Site, args: &ServeArgs) -> Result<Server, Failure> {
    let ip = args.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let token = (!ip.is_loopback()).then(Token::random).transpose();
    let options = ServeOptions {
        host_names: args.host_name.iter().map(|name| name.to_ascii_lowercase()).collect(),
        token: token.map_err(|error| serve_failure(&error))?,
        address: SocketAddr::from((ip, args.port.unwrap_or_else(|| free_port(ip)))),
        ..ServeOptions::default()
    };
    Server::bind(site, options).map_err(|error| serve_failure(&error))
}

/// The usual port, or 0, which is any, if somebody has it.
fn free_port(ip: IpAddr) -> u16 {
    std::net::TcpListener::bind((ip, USUAL_PORT)).map_or(0, |_| USUAL_PORT)
}

/// Tells the address, and opens it in a browser where there is one.
///
/// Standard output is left to what was evaluated, which may be `--json`.
fn announce(url: &str, args: &ServeArgs) {
    terminal::report(&format!("\nThe report is at {url}\n{QUIET}Ctrl-C ends it.{QUIET:#}\n"));
    if !args.no_open && has_screen() {
        // Whoever has no browser still has the address.
        let _ = open::that_detached(url);
    }
}

/// Whether a browser would have a screen to open on; without one, some would take the terminal.
fn has_screen() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(target_os = "macos", windows))
        || ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"].into_iter().any(is_set)
}

pub(crate) fn serve_failure(error: &ServeError) -> Failure {
    Failure::machine(with_cause(error)).with_hint_if(error.hint())
}
