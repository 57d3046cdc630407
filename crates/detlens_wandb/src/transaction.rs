//! The transaction log: records in order, numbered.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

use prost::Message;
use serde_json::Value;

use crate::frame::FrameWriter;
use crate::record::{Files, FilesItem, Item, Items, Kind, Record};

/// A transaction log that is being written.
#[derive(Debug)]
pub(crate) struct Transaction {
    frames: FrameWriter<BufWriter<File>>,
    n_records: i64,
}

impl Transaction {
    /// Begins a log in a file that does not exist.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        let frames = FrameWriter::new(BufWriter::new(File::create_new(path)?))?;
        Ok(Self { frames, n_records: 0 })
    }

    /// Appends a record.
    pub(crate) fn push(&mut self, kind: Kind) -> io::Result<()> {
        self.n_records += 1;
        let record = Record { num: self.n_records, kind: Some(kind) };
        self.frames.write(&record.encode_to_vec())
    }

    /// Ends the log; it is on the disk afterwards.
    pub(crate) fn finish(self) -> io::Result<()> {
        let file = self.frames.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()
    }
}

impl Item {
    /// A value under a key.
    pub(crate) fn new(key: impl Into<String>, value: &Value) -> Self {
        Self { key: key.into(), nested_key: Vec::new(), value_json: value.to_string() }
    }

    /// A value under a path of keys.
    pub(crate) fn nested(path: &[&str], value: &Value) -> Self {
        let nested_key = path.iter().map(|&key| key.to_owned()).collect();
        Self { key: String::new(), nested_key, value_json: value.to_string() }
    }
}

impl From<Vec<Item>> for Items {
    fn from(update: Vec<Item>) -> Self {
        Self { update }
    }
}

impl Files {
    /// Files to upload, by their paths relative to the folder `files`.
    pub(crate) fn new(paths: impl Iterator<Item = String>) -> Self {
        Self { files: paths.map(|path| FilesItem { path }).collect() }
    }
}
