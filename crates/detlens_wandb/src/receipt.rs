//! What a run holds, so that after its upload the server can be asked for each part of it.

use serde::{Deserialize, Serialize};

use crate::artifact::TableArtifact;
use crate::contents::{Contents, Stored};

/// The file of the receipt in the folder of the run.
pub(crate) const RECEIPT: &str = "detlens-receipt.json";

/// What must be on the server once a run is uploaded.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Receipt {
    /// The name under which the folder was made; paths in the log begin with it.
    pub(crate) folder: String,
    pub(crate) run_id: String,
    pub(crate) project: String,
    pub(crate) entity: Option<String>,
    /// Keys of the summary.
    pub(crate) summary_keys: Vec<String>,
    /// Files beside the history.
    pub(crate) files: Vec<FileReceipt>,
    pub(crate) artifacts: Vec<ArtifactReceipt>,
}

/// A file that must be there.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FileReceipt {
    pub(crate) path: String,
    pub(crate) size_bytes: usize,
    /// MD5 in base64.
    pub(crate) md5: String,
}

/// An artifact that must be there.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ArtifactReceipt {
    pub(crate) name: String,
    pub(crate) digest: String,
    pub(crate) files: Vec<FileReceipt>,
}

impl Receipt {
    /// The files beside the history.
    pub(crate) fn files(contents: &Contents) -> Vec<FileReceipt> {
        contents.media_files().map(|file| FileReceipt::new(&file.path, file)).collect()
    }
}

impl FileReceipt {
    fn new(path: &str, file: &Stored) -> Self {
        Self { path: path.to_owned(), size_bytes: file.size_bytes, md5: file.md5.clone() }
    }
}

impl From<&TableArtifact> for ArtifactReceipt {
    fn from(artifact: &TableArtifact) -> Self {
        let files = artifact.entries().iter();
        Self {
            name: artifact.name().to_owned(),
            digest: artifact.digest(),
            files: files.map(|(path, file)| FileReceipt::new(path, file)).collect(),
        }
    }
}
