//! The report page's own checks: types, form, unit tests, the committed build, and a browser.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{build_tested_programs, cargo, run};
use crate::workspace::Workspace;
use crate::{Result, debian};

/// What `npm run build` writes; both are committed, so that building Detlens needs no Node.
const BUILT: [&str; 2] = ["web/dist/report.js", "web/dist/report.css"];

/// Checks the sources of the page, and that the committed build is theirs.
///
/// # Errors
///
/// If npm or a package is missing, a check fails, or the committed build is another one.
pub(crate) fn sources() -> Result {
    let web = Path::new("web");
    install(web)?;
    run(npm(web).args(["run", "check"]))?;
    run(npm(web).arg("test"))?;
    let committed = BUILT.map(fs::read);
    run(npm(web).args(["run", "build"]))?;
    for (path, before) in BUILT.iter().zip(committed) {
        if before? != fs::read(path)? {
            return Err(format!("{path} was not what web/src builds; it is now, commit it").into());
        }
    }
    Ok(())
}

/// The page of the built program in a browser; on Debian Chromium is installed if it is missing.
///
/// # Errors
///
/// If the program cannot be built, Chromium, npm or a package is missing and cannot be had, or a
/// test fails.
pub(crate) fn browser() -> Result {
    build_tested_programs()?;
    run(&mut script("test", "debug")?)
}

/// The page under a large run; `arguments` go to `tests/page/bench.mjs`.
///
/// # Errors
///
/// If the program cannot be built, Chromium, npm or a package is missing and cannot be had, or
/// something cannot be measured.
pub(crate) fn bench(arguments: &[&str]) -> Result {
    run(&mut cargo(&["build", "--release", "--package", "detlens"]))?;
    run(script("bench", "release")?.arg("--").args(arguments))
}

/// A script of the browser tests, with a browser and a built program.
fn script(name: &str, profile: &str) -> Result<Command> {
    let chromium = chromium().map_or_else(install_chromium, Ok)?;
    let folder = Path::new("tests/page");
    install(folder)?;
    let mut command = npm(folder);
    let built = Workspace::read()?.target.join(profile);
    command.args(["run", name]).env("CHROMIUM", chromium).env("DETLENS_BUILT", built);
    Ok(command)
}

/// Debian's own Chromium, since a browser that npm downloads comes from a third party.
fn install_chromium() -> Result<PathBuf> {
    println!("Chromium is missing, so Debian's is installed");
    debian::install(&["chromium"])?;
    chromium().ok_or_else(|| "Chromium was installed and is not on the path".into())
}

/// Installs a folder's pinned packages, anew only when its lock file changes.
fn install(folder: &Path) -> Result {
    let wanted = fs::read(folder.join("package-lock.json"))?;
    let name = folder.to_string_lossy().replace(['/', '\\'], "-");
    let stamp = Workspace::read()?.target.join(format!("npm-{name}.json"));
    let is_there = folder.join("node_modules").is_dir();
    if is_there && fs::read(&stamp).is_ok_and(|made| made == wanted) {
        return Ok(());
    }
    run(npm(folder).arg("ci"))?;
    fs::write(stamp, wanted)?;
    Ok(())
}

fn npm(folder: &Path) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(folder);
    command
}

/// The browser that `CHROMIUM` names, or else the first on the path.
fn chromium() -> Option<PathBuf> {
    let folders = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&folders).flat_map(|folder| {
        ["chromium", "chromium-browser", "google-chrome"].map(|name| folder.join(name))
    });
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    named.or_else(|| on_path.into_iter().find(|path| path.is_file()))
}
