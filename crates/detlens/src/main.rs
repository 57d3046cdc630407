//! The `detlens` command: arguments, files, progress, printing and exit codes.

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
mod summary;
mod terminal;

use std::process::ExitCode;

use clap::FromArgMatches;

use args::Cli;
use failure::{Failure, Fault};

fn main() -> ExitCode {
    let done = parse().and_then(|cli| cli.map_or(Ok(()), commands::run));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            terminal::report_failure(&failure);
            failure.exit_code()
        }
    }
}

/// Reads the command line; nothing is left to do if it asked for help, which is then printed.
fn parse() -> Result<Option<Cli>, Failure> {
    let matches = args::command().try_get_matches();
    match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => Ok(Some(cli)),
        Err(error) if error.use_stderr() => {
            terminal::report(&error.render().ansi().to_string());
            Err(Failure::Reported(Fault::Usage))
        }
        Err(help) => terminal::print(&help.render().ansi().to_string()).map(|()| None),
    }
}
