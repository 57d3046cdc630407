//! The `detlens` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(detlens::run(std::env::args_os()))
}
