//! Writes a run, whole or not at all.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use rayon::prelude::*;

use crate::destination::Destination;
use crate::open::{CONFIG_TOML, RUN_JSON};
use crate::tables::{Layout, encode};
use crate::{RunError, RunFile, RunInput, Table, config_toml};

/// Writes a run to a directory that does not exist yet or is empty, and gives its record.
///
/// With `overwrite` a run that is there is replaced; nothing else ever is. The files grow in a
/// hidden directory beside `dir`, which is renamed when it is complete and removed if anything
/// goes wrong.
///
/// The bytes depend on the input alone, not on the number of threads.
///
/// # Errors
///
/// [`RunError::Exists`] or [`RunError::InTheWay`] if something is there that may not be replaced,
/// [`RunError::NoName`] for a path such as `..`, [`RunError::Io`] and [`RunError::WriteTable`] for
/// what the operating system answers.
pub fn write(dir: &Path, input: &RunInput<'_>, overwrite: bool) -> Result<RunFile, RunError> {
    let partial = Destination::find(dir, overwrite)?.start()?;
    let (tables, record) = rayon::join(
        || write_tables(partial.dir(), input),
        || write_record(partial.dir(), RunFile::new(input)),
    );
    tables?;
    let record = record?;
    partial.finish()?;
    Ok(record)
}

fn write_tables(dir: &Path, input: &RunInput<'_>) -> Result<(), RunError> {
    let layout = Layout::new(input);
    Table::ALL.into_par_iter().try_for_each(|table| match table.columns(&layout) {
        Some(columns) => encode(&columns, &dir.join(table.file_name())),
        None => Ok(()),
    })
}

fn write_record(dir: &Path, record: RunFile) -> Result<RunFile, RunError> {
    let path = dir.join(RUN_JSON);
    let file = File::create_new(&path).map_err(RunError::io("create", &path))?;
    let mut writer = BufWriter::new(file);
    let written = record.write_json(&mut writer).and_then(|()| writer.flush());
    written.map_err(RunError::io("write", &path))?;

    let path = dir.join(CONFIG_TOML);
    let text = config_toml::render(&record.configuration);
    let text = text.map_err(|error| RunError::io("write", &path)(std::io::Error::other(error)))?;
    fs::write(&path, text).map_err(RunError::io("write", &path))?;
    Ok(record)
}
