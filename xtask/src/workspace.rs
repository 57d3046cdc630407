//! What the workspace holds, asked from cargo and git.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::Result;
use crate::command::{cargo, output};

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The crates of the workspace and where cargo builds them.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// For each crate the other crates of the workspace that it is built from; what only its tests
    /// use does not count.
    pub(crate) crates: BTreeMap<String, BTreeSet<String>>,
    /// The folder that cargo builds into.
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// Asks cargo.
    ///
    /// # Errors
    ///
    /// If `cargo metadata` fails or answers in another form than expected.
    pub(crate) fn read() -> Result<Self> {
        let text = output(&mut cargo(&["metadata", "--no-deps", "--format-version", "1"]))?;
        let metadata: Value = serde_json::from_str(&text)?;
        let packages = metadata["packages"].as_array().ok_or("cargo metadata lists no packages")?;
        let crates = packages.iter().map(|package| (name(package), inner_dependencies(package)));
        let target = metadata["target_directory"].as_str().ok_or("cargo names no target folder")?;
        Ok(Self { crates: crates.collect(), target: target.into() })
    }
}

/// Dependencies with a path are crates of this workspace; those of tests have the kind "dev".
fn inner_dependencies(package: &Value) -> BTreeSet<String> {
    let dependencies = package["dependencies"].as_array().into_iter().flatten();
    let is_inner = |dependency: &&Value| dependency["path"].is_string();
    let is_built_in = |dependency: &&Value| dependency["kind"] != "dev";
    dependencies.filter(is_inner).filter(is_built_in).map(name).collect()
}

fn name(value: &Value) -> String {
    value["name"].as_str().unwrap_or_default().to_owned()
}

/// The files of the project: those git tracks and those it would, if they were added.
///
/// # Errors
///
/// If git fails.
pub(crate) fn files() -> Result<Vec<PathBuf>> {
    let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let list = output(Command::new("git").args(arguments))?;
    let paths = list.split_terminator('\0').map(PathBuf::from);
    Ok(paths.filter(|path| path.is_file()).collect())
}
