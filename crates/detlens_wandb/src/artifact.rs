//! Artifacts: versioned collections of files, in which W&B keeps the media of tables.

use std::collections::BTreeMap;

use crate::contents::Stored;
use crate::digest::md5_hex;
use crate::identity::client_id;
use crate::record::{ArtifactRecord, Manifest, ManifestEntry, PolicyConfigItem};
use crate::{WandbError, WandbOptions};

/// The type of artifact that W&B keeps tables of runs in.
const RUN_TABLE: &str = "run_table";

/// An artifact that is being put together.
#[derive(Debug)]
pub(crate) struct TableArtifact {
    name: String,
    client_id: String,
    sequence_client_id: String,
    /// The files by their paths in the artifact.
    entries: BTreeMap<String, Stored>,
}

impl TableArtifact {
    /// An artifact without files; clients expect the name to begin with the run.
    pub(crate) fn new(run_id: &str, key: &str) -> Result<Self, WandbError> {
        Ok(Self {
            name: format!("run-{run_id}-{key}"),
            client_id: client_id()?,
            sequence_client_id: client_id()?,
            entries: BTreeMap::new(),
        })
    }

    /// Adds a file under a path.
    pub(crate) fn insert(&mut self, path: String, file: Stored) {
        self.entries.insert(path, file);
    }

    /// The name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The files by their paths in the artifact.
    pub(crate) fn entries(&self) -> &BTreeMap<String, Stored> {
        &self.entries
    }

    /// The address of a file in this artifact.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("wandb-client-artifact://{}/{path}", self.client_id)
    }

    /// The address of the file of that path in the latest artifact of the same name.
    pub(crate) fn latest_address(&self, path: &str) -> String {
        format!("wandb-client-artifact://{}:latest/{path}", self.sequence_client_id)
    }

    /// The checksum over the paths and checksums of all files.
    pub(crate) fn digest(&self) -> String {
        let mut text = "wandb-artifact-manifest-v1\n".to_owned();
        for (path, file) in &self.entries {
            text.extend([path, ":", &file.md5, "\n"]);
        }
        md5_hex(text.as_bytes())
    }

    /// The artifact as the log has it.
    pub(crate) fn record(&self, run_id: &str, options: &WandbOptions) -> ArtifactRecord {
        let entry = |(path, file): (&String, &Stored)| ManifestEntry {
            path: path.clone(),
            digest: file.md5.clone(),
            size: i64::try_from(file.size_bytes).unwrap_or(i64::MAX),
            local_path: file.path.clone(),
        };
        let layout =
            PolicyConfigItem { key: "storageLayout".to_owned(), value_json: "\"V2\"".to_owned() };
        ArtifactRecord {
            run_id: run_id.to_owned(),
            project: options.project.clone(),
            entity: options.entity.clone().unwrap_or_default(),
            artifact_type: RUN_TABLE.to_owned(),
            name: self.name.clone(),
            digest: self.digest(),
            aliases: vec!["latest".to_owned()],
            manifest: Some(Manifest {
                version: 1,
                storage_policy: "wandb-storage-policy-v1".to_owned(),
                storage_policy_config: vec![layout],
                contents: self.entries.iter().map(entry).collect(),
            }),
            finalize: true,
            client_id: self.client_id.clone(),
            sequence_client_id: self.sequence_client_id.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The digest that the official client, 0.31.0, gave an artifact with these entries.
    #[test]
    fn the_digest_is_that_of_the_official_client() {
        let mut artifact = TableArtifact::new("r", "t").unwrap();
        let stored = |md5: &str| Stored {
            path: String::new(),
            sha256: String::new(),
            md5: md5.to_owned(),
            size_bytes: 0,
        };
        for (path, md5) in [
            ("media/images/mask/88b4355d4f82f924c827.mask.png", "iLQ1XU+C+STIJysgbjobFw=="),
            ("media/images/e194c0209af6296d9cdb/a.png", "0dRDXgfgxUe5rQfx3hG89A=="),
            ("examples/t.table.json", "h78CGJwSUdmz6fPXdrNvdg=="),
            ("media/images/b33685e3149fff757e2b/b.png", "5S6T7uJyAhvx91BLIj0ejQ=="),
            (
                "media/classes/90d88393c77c1eca4653debb40329eed_cls.classes.json",
                "4XkzF44UbRTI9c2NyhqH/A==",
            ),
        ] {
            artifact.insert(path.to_owned(), stored(md5));
        }
        assert_eq!(artifact.digest(), "cc90bbd7ae8dca28e21bc630f1ce1826");
    }
}
