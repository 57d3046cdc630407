//! Every Rust file opens with what it is for.

use std::fs;
use std::path::PathBuf;

use crate::Result;

/// Rust files whose first line is not a `//!` comment.
pub(super) fn breaches(files: &[PathBuf]) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for path in files.iter().filter(|path| path.extension().is_some_and(|ext| ext == "rs")) {
        if !fs::read_to_string(path)?.starts_with("//! ") {
            breaches.push(format!("{}: the file must open with a `//!` comment", path.display()));
        }
    }
    Ok(breaches)
}
