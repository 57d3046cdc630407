//! The report page, served from this machine.
//!
//! [`Site`] is the runs to show, [`Server::bind`] takes a port for them, [`Server::serve`] answers
//! until it is told to stop. Nothing is ever written, and nothing is given out but the page, the
//! data of the runs and the images that they name.
//!
//! What a browser or somebody on the network could do with such a server is kept out in
//! `guard`: a request must be addressed to a name of this machine (so that no site can reach it
//! under a name of its own), must come from no other site, and must bring the token wherever
//! others than this machine can connect.

mod answer;
mod app;
mod cache;
mod connections;
mod error;
mod guard;
mod options;
mod routes;
mod server;
mod site;
mod token;
mod workers;

pub use error::ServeError;
pub use options::ServeOptions;
pub use server::Server;
pub use site::Site;
pub use token::Token;
