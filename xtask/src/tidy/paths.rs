//! No file names a folder of the machine it was written on.

use std::fs;
use std::path::PathBuf;

use crate::Result;

/// First folders of such paths. They are joined here, so that this file does not break its own rule.
const FOLDERS: [&str; 5] = ["work", "root", "home", "tmp", "Users"];

/// Text files with a path that starts in one of the folders.
pub(super) fn breaches(files: &[PathBuf]) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for path in files {
        let bytes = fs::read(path)?;
        let Ok(text) = str::from_utf8(&bytes) else { continue };
        for (idx, line) in text.lines().enumerate() {
            if let Some(folder) = FOLDERS.iter().find(|folder| names(line, folder)) {
                let place = format!("{}:{}", path.display(), idx + 1);
                breaches.push(format!("{place}: names a path of one machine, under `{folder}`"));
            }
        }
    }
    Ok(breaches)
}

/// Whether `line` has `/folder/` at the beginning of a path.
fn names(line: &str, folder: &str) -> bool {
    let start = format!("/{folder}/");
    line.match_indices(&start).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || "./_-}~".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn tells_a_machine_path_from_a_relative_one() {
        let path = ["", "home", "someone", "file"].join("/");
        assert!(names(&path, "home"));
        assert!(names(&format!("open('{path}')"), "home"));
        assert!(!names(&format!("..{path}"), "home"));
        assert!(!names(&format!("docs{path}"), "home"));
    }
}
