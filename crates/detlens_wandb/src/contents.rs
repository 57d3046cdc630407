//! The files of a run: those beside its history, and those of its artifacts.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::WandbError;
use crate::digest::{md5_base64, sha256_hex, short};
use crate::staging::Staging;

/// The folder of the files of artifacts.
const ARTIFACTS: &str = "artifacts";

/// The files of a run, as they are written.
#[derive(Debug)]
pub(crate) struct Contents {
    staging: Staging,
    /// How the paths of files of artifacts begin in the log.
    prefix: String,
    step: u64,
    media: BTreeMap<String, Stored>,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stored {
    /// The path by which the log names it.
    pub(crate) path: String,
    pub(crate) sha256: String,
    /// MD5 in base64.
    pub(crate) md5: String,
    pub(crate) size_bytes: usize,
}

impl Contents {
    /// The folder of the files beside the history; W&B's clients know it by this name.
    pub(crate) const FILES: &str = "files";

    /// Nothing yet, in a folder called `name` inside a folder `wandb`.
    pub(crate) fn new(staging: Staging, name: &str, step: u64) -> Self {
        // Clients read the files of artifacts from the folder they are called in, and they are
        // called beside the folder `wandb`. An absolute path would hold on this machine only.
        let prefix = format!("wandb/{name}/{ARTIFACTS}");
        Self { staging, prefix, step, media: BTreeMap::new() }
    }

    /// Writes a file that belongs to a value of the history.
    pub(crate) fn media(
        &mut self,
        folder: &str,
        key: &str,
        extension: &str,
        bytes: &[u8],
    ) -> Result<Stored, WandbError> {
        let sha256 = sha256_hex(bytes);
        let (key, hash) = (file_key(key), short(&sha256));
        let path = format!("media/{folder}/{key}_{}_{hash}.{extension}", self.step);
        self.staging.save(&format!("{}/{path}", Self::FILES), bytes)?;
        let stored = Stored::new(path, sha256, bytes);
        self.media.insert(stored.path.clone(), stored.clone());
        Ok(stored)
    }

    /// Writes a file that belongs to an artifact; equal files are one.
    pub(crate) fn artifact_file(
        &self,
        extension: &str,
        bytes: &[u8],
    ) -> Result<Stored, WandbError> {
        let sha256 = sha256_hex(bytes);
        let name = format!("{}.{extension}", short(&sha256));
        self.staging.save(&format!("{ARTIFACTS}/{name}"), bytes)?;
        Ok(Stored::new(format!("{}/{name}", self.prefix), sha256, bytes))
    }

    /// The files beside the history, by their paths.
    pub(crate) fn media_files(&self) -> impl Iterator<Item = &Stored> {
        self.media.values()
    }

    /// Where everything is written.
    pub(crate) fn staging(&self) -> &Staging {
        &self.staging
    }

    /// Lets the run appear.
    pub(crate) fn finish(self) -> Result<(), WandbError> {
        self.staging.finish()
    }
}

impl Stored {
    fn new(path: String, sha256: String, bytes: &[u8]) -> Self {
        Self { path, sha256, md5: md5_base64(bytes), size_bytes: bytes.len() }
    }

    /// The value in the history that stands for the file.
    pub(crate) fn reference(&self, value_type: &str) -> Value {
        json!({
            "_type": value_type,
            "path": self.path,
            "sha256": self.sha256,
            "size": self.size_bytes,
        })
    }
}

/// Characters of a name that its file name carries at most.
const MAX_KEY_CHARS: usize = 60;

/// A name as part of the name of a file or an artifact; different names stay different.
///
/// `/` becomes `.`; any other character that is not allowed becomes `_`, and a checksum of the
/// name follows, as it does where the name is cut short.
pub(crate) fn file_key(name: &str) -> String {
    let allowed = |c: char| match c {
        '/' => '.',
        c if c.is_ascii_alphanumeric() || c == '-' || c == '_' => c,
        _ => '_',
    };
    let key: String = name.chars().map(allowed).take(MAX_KEY_CHARS).collect();
    if key.replace('.', "/") == name {
        return key;
    }
    format!("{key}-{:08x}", crc32fast::hash(name.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_names_have_different_keys() {
        assert_eq!(file_key("table/score_sweep"), "table.score_sweep");
        let long = "x".repeat(100);
        let names = ["a/b", "a.b", "a_b", "a b", "a\u{e4}b", "../a", "/a", &long, &long[1..]];
        let keys: std::collections::BTreeSet<String> = names.map(file_key).into();
        assert_eq!(keys.len(), names.len());
        assert!(keys.iter().all(|key| key.len() <= MAX_KEY_CHARS + 9 && !key.contains('/')));
    }
}
