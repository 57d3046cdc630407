//! Reads a run back.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use arrow_array::RecordBatchReader;
use serde::Deserialize;

use crate::schema::{Format, SCHEMA_VERSION};
use crate::{RunError, RunFile, Table};

mod rows;

pub use rows::Rows;

/// Name of the record in a run directory.
pub(crate) const RUN_JSON: &str = "run.json";
/// Name of the settings file in a run directory.
pub(crate) const CONFIG_TOML: &str = "config.toml";

/// A run on disk.
#[derive(Clone, Debug)]
pub struct Run {
    dir: PathBuf,
    record: RunFile,
}

impl Run {
    /// Opens the run in a directory: reads its record and sees that its tables are there.
    ///
    /// # Errors
    ///
    /// [`RunError::NotARun`], [`RunError::NewerSchema`], or [`RunError::Broken`] for a record that
    /// does not parse or a table that is missing; [`RunError::Io`] for what the operating system
    /// answers.
    pub fn open(dir: &Path) -> Result<Self, RunError> {
        let not_a_run = |reason| RunError::NotARun { dir: dir.to_owned(), reason };
        let mark = Mark::read(dir).map_err(not_a_run)?;
        if mark.schema_version != u64::from(SCHEMA_VERSION) {
            return Err(mark.other_version(dir));
        }
        let path = dir.join(RUN_JSON);
        let text = fs::read(&path).map_err(RunError::io("read", &path))?;
        let record: RunFile =
            serde_json::from_slice(&text).map_err(|error| RunError::broken(&path, &error))?;
        let run = Self { dir: dir.to_owned(), record };
        for table in Table::ALL.into_iter().filter(|&table| run.has(table)) {
            let path = run.path(table);
            if !path.is_file() {
                return Err(RunError::broken(&path, &"the file is missing"));
            }
        }
        Ok(run)
    }

    /// The directory, as it was given.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The record, `run.json`.
    #[must_use]
    pub fn record(&self) -> &RunFile {
        &self.record
    }

    /// Whether the run has a table; curves, counts and averages need the protocol `exact`.
    #[must_use]
    pub fn has(&self, table: Table) -> bool {
        table.is_of_dataset() || self.record.exact.is_some()
    }

    /// Reads some columns of a table, all rows of them.
    ///
    /// # Errors
    ///
    /// [`RunError::Broken`] if the file is damaged or has no such column, [`RunError::Io`] for
    /// what the operating system answers.
    pub fn read(&self, table: Table, columns: &[&str]) -> Result<Rows, RunError> {
        Rows::read(self.path(table), columns)
    }

    /// Reads a whole table, a part of its rows at a time.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub fn batches(&self, table: Table) -> Result<impl RecordBatchReader + Send + use<>, RunError> {
        rows::batches(&self.path(table))
    }

    fn path(&self, table: Table) -> PathBuf {
        self.dir.join(table.file_name())
    }
}

/// What every version of `run.json` says about itself.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Mark {
    #[expect(dead_code, reason = "a record without it is not one of a run")]
    format: Format,
    schema_version: u64,
}

impl Mark {
    /// Reads the mark of the run in a directory.
    ///
    /// # Errors
    ///
    /// Why the directory holds no run, as a clause.
    pub(crate) fn read(dir: &Path) -> Result<Self, String> {
        let file = File::open(dir.join(RUN_JSON)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound if dir.exists() => format!("it holds no {RUN_JSON}"),
            io::ErrorKind::NotFound => "it does not exist".to_owned(),
            io::ErrorKind::NotADirectory => "it is a file".to_owned(),
            _ => format!("its {RUN_JSON} cannot be read: {error}"),
        })?;
        serde_json::from_reader(io::BufReader::new(file))
            .map_err(|error| format!("its {RUN_JSON} is not that of a run: {error}"))
    }

    fn other_version(self, dir: &Path) -> RunError {
        let (found, known) = (self.schema_version, SCHEMA_VERSION);
        if found > u64::from(known) {
            return RunError::NewerSchema { dir: dir.to_owned(), found, known };
        }
        RunError::broken(&dir.join(RUN_JSON), &format!("there is no schema version {found}"))
    }
}
