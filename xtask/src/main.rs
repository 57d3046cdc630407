//! The project's own chores, one file each. `cargo xtask test` is the one that must pass.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a chore reports to a person")]

mod bench;
mod command;
mod debian;
mod instructions;
mod package;
mod page;
mod python;
mod tensors;
mod test;
mod tidy;
mod tracking;
mod workspace;

use std::env;
use std::error::Error;
use std::process::ExitCode;

/// What a chore gives back; the text of the error is all a person needs.
type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const USAGE: &str = "\
usage: cargo xtask CHORE

chores:
  test [--only STEP,…]   run every test; STEP is rust, python, page or the name of one step
  tidy                   check what no compiler checks: the map, the register, file heads
  bench [ARGUMENT…]      measure Detlens against its rivals; arguments go to bench/bench.py
  instructions           count the instructions of a small evaluation anew, for the record
  bench-page [ARGUMENT…] measure the report page; arguments go to tests/page/bench.mjs
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match chore(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn chore(arguments: &[String]) -> Result {
    env::set_current_dir(workspace::root())?;
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["test"] => test::run(None),
        ["test", "--only", names] => test::run(Some(names)),
        ["tidy"] => tidy::run(),
        ["bench", rest @ ..] => bench::run(rest),
        ["instructions"] => instructions::record(),
        ["bench-page", rest @ ..] => page::bench(rest),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => Err(format!("unknown arguments: {}\n\n{USAGE}", words.join(" ")).into()),
    }
}
