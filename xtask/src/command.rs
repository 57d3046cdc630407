//! Running other programs, so that none fails unseen.

use std::process::{Command, Output, Stdio};

use crate::Result;

/// Runs a program with this one's terminal.
///
/// # Errors
///
/// If the program cannot be started or does not end with success; the text names its command line.
pub(crate) fn run(command: &mut Command) -> Result {
    let status = command.status().map_err(|error| format!("{}: {error}", line(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} ended with {status}", line(command)).into())
    }
}

/// Runs a program and gives what it wrote to standard output.
///
/// # Errors
///
/// As [`run`], or if the program did not write text.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    Ok(String::from_utf8(outputs(command.stderr(Stdio::inherit()))?.stdout)?)
}

/// Runs a program and gives what it wrote to standard error.
///
/// # Errors
///
/// As [`output`].
pub(crate) fn error_output(command: &mut Command) -> Result<String> {
    Ok(String::from_utf8(outputs(command)?.stderr)?)
}

fn outputs(command: &mut Command) -> Result<Output> {
    let output = command.output().map_err(|error| format!("{}: {error}", line(command)))?;
    if output.status.success() {
        Ok(output)
    } else {
        Err(format!("{} ended with {}", line(command), output.status).into())
    }
}

/// Cargo, the one that runs this chore.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// Builds the programs and examples that tests start, with the checks of a debug build.
///
/// The whole workspace is named, as for `cargo test`: a package alone has fewer features, and
/// cargo would compile most dependencies a second time.
///
/// # Errors
///
/// If something does not compile.
pub(crate) fn build_tested_programs() -> Result {
    run(&mut cargo(&["build", "--workspace", "--bins", "--examples", "--quiet"]))
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
