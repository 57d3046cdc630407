//! The `detlens` command: arguments, files, progress, printing and exit codes.
//!
//! [`run`] is the whole command. [`Session`] is what `detlens eval` does without its words on the
//! terminal, for a program that brings its own: same settings, same messages, same run.

mod args;
mod commands;
mod configuration;
mod evaluation;
mod failure;
mod files;
mod health;
mod logging;
mod page;
mod problems;
mod progress;
mod reading;
mod serving;
mod session;
mod summary;
mod telling;
mod terminal;

use std::ffi::OsString;

use clap::FromArgMatches;

use args::Cli;

pub use failure::{Failure, Fault};
pub use session::{Session, export, open_run, server, summary, wandb_live};

/// Does what a command line asks, whose first word is the name of the program.
///
/// Gives the exit code: 0 done, 1 the input is wrong, 2 the command line is wrong, 3 something
/// failed here. Everything has been told by then, on standard output and standard error.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let done = parse(arguments).and_then(|cli| cli.map_or(Ok(()), commands::run));
    match done {
        Ok(()) => 0,
        Err(failure) => {
            terminal::report_failure(&failure);
            failure.exit_code()
        }
    }
}

/// Reads the command line; nothing is left to do if it asked for help, which is then printed.
fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Option<Cli>, Failure> {
    let matches = args::command().try_get_matches_from(arguments);
    match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => Ok(Some(cli)),
        Err(error) if error.use_stderr() => {
            terminal::report(&error.render().ansi().to_string());
            Err(Failure::Reported(Fault::Usage))
        }
        Err(help) => terminal::print(&help.render().ansi().to_string()).map(|()| None),
    }
}
