//! `detlens completions`: what a shell needs to complete the command line.

use clap_complete::Shell;

use crate::args::command;
use crate::failure::Failure;
use crate::terminal::print;

pub(super) fn run(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(), "detlens", &mut script);
    print(&String::from_utf8_lossy(&script))
}
