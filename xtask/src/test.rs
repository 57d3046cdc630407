//! `cargo xtask test`: every test of the project, in steps that a person can run alone.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::command::{build_tested_programs, cargo, run as run_command};
use crate::workspace::Workspace;
use crate::{Result, instructions, package, page, python, tensors, tidy, tracking};

/// One step; the first that fails ends the run.
struct Step {
    name: &'static str,
    group: &'static str,
    action: fn() -> Result,
}

const STEPS: [Step; 12] = [
    Step { name: "format", group: "rust", action: format },
    Step { name: "tidy", group: "rust", action: tidy::run },
    Step { name: "clippy", group: "rust", action: clippy },
    Step { name: "cargo-test", group: "rust", action: cargo_test },
    Step { name: "instructions", group: "rust", action: instructions::check },
    Step { name: "doc", group: "rust", action: doc },
    Step { name: "pytest", group: "python", action: pytest },
    Step { name: "python-package", group: "python", action: package::test },
    Step { name: "python-tensors", group: "python", action: tensors::test },
    Step { name: "tracking", group: "python", action: tracking::tests },
    Step { name: "page-sources", group: "page", action: page::sources },
    Step { name: "page-browser", group: "page", action: page::browser },
];

/// Runs the steps that `only` names by step or group, separated by commas; all without it.
///
/// # Errors
///
/// If a name is unknown, or with the first step that fails.
pub(crate) fn run(only: Option<&str>) -> Result {
    let mut times = Vec::new();
    for step in chosen(only)? {
        println!("\n── {} ──", step.name);
        let start = Instant::now();
        (step.action)().map_err(|error| format!("step {} failed: {error}", step.name))?;
        times.push((step.name, start.elapsed()));
        println!("── {} done in {} ──", step.name, seconds(start.elapsed()));
    }
    print_times(&times);
    Ok(())
}

fn chosen(only: Option<&str>) -> Result<Vec<&'static Step>> {
    let Some(names) = only else { return Ok(STEPS.iter().collect()) };
    let names: Vec<&str> = names.split(',').collect();
    let is_named = |step: &Step, name: &str| step.name == name || step.group == name;
    if let Some(name) = names.iter().find(|name| !STEPS.iter().any(|step| is_named(step, name))) {
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        return Err(format!(
            "no step {name:?}; there are rust, python, page, {}",
            known.join(", ")
        )
        .into());
    }
    Ok(STEPS.iter().filter(|step| names.iter().any(|name| is_named(step, name))).collect())
}

fn print_times(times: &[(&str, Duration)]) {
    println!();
    for (name, time) in times {
        println!("{name:>14}  {:>8}", seconds(*time));
    }
    println!("{:>14}  {:>8}", "all passed", seconds(times.iter().map(|(_, time)| *time).sum()));
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

fn format() -> Result {
    run_command(&mut cargo(&["fmt", "--all", "--check"]))
}

fn clippy() -> Result {
    let arguments = ["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];
    run_command(&mut cargo(&arguments))
}

fn cargo_test() -> Result {
    run_command(&mut cargo(&["test", "--workspace", "--quiet", "--no-fail-fast"]))
}

fn doc() -> Result {
    let mut command = cargo(&["doc", "--workspace", "--no-deps", "--quiet"]);
    run_command(command.env("RUSTDOCFLAGS", "-D warnings"))
}

/// The Python suites, on programs built with the checks of a debug build: overflow and assertions.
fn pytest() -> Result {
    build_tested_programs()?;
    let built = Workspace::read()?.target;
    let python = environment(&built)?;
    let arguments = ["-m", "pytest", "--config-file", "tests/pytest.ini", "tests"];
    // These have a step and an environment of their own.
    let apart =
        ["tests/python", "tests/tensors", "tests/tracking"].map(|path| format!("--ignore={path}"));
    let mut pytest = Command::new(python);
    pytest.args(arguments).args(apart);
    run_command(pytest.env("DETLENS_BUILT", built.join("debug")))
}

fn environment(target: &Path) -> Result<PathBuf> {
    python::environment(&target.join("python-tests"), Path::new("tests/requirements.txt"))
}
