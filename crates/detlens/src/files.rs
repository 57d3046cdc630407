//! Input files: opened, decompressed, and measured in the one pass that reads them.

mod fingerprint;
mod records;
mod zstd;

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use detlens_data::Source;
use flate2::read::MultiGzDecoder;
use indicatif::ProgressBar;

use fingerprint::Measured;
pub(crate) use fingerprint::Measurement;
use records::CountedList;
use zstd::ZstdReader;

use crate::failure::Failure;

/// Bytes of a compressed file that are read at once.
const COMPRESSED_BLOCK_BYTES: usize = 256 * 1024;

/// An input file that is open and has not been read yet.
#[derive(Debug)]
pub(crate) struct InputFile {
    path: PathBuf,
    file: File,
    /// Size when it was opened; 0 for a pipe.
    size_bytes: u64,
    measurement: Arc<Measurement>,
}

impl InputFile {
    /// Opens a file for reading.
    ///
    /// # Errors
    ///
    /// The input's fault if there is no such file, the machine's if it cannot be read.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let open = || {
            let file = File::open(path)?;
            let metadata = file.metadata()?;
            if metadata.is_dir() {
                return Err(io::Error::from(ErrorKind::IsADirectory));
            }
            Ok((file, metadata.len()))
        };
        let (file, size_bytes) = open().map_err(|error| failure(path, &error))?;
        let measurement = Arc::new(Measurement::default());
        Ok(Self { path: path.to_owned(), file, size_bytes, measurement })
    }

    /// Size in bytes as it lies on disk; 0 for a pipe.
    pub(crate) fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// What will be known of the file when its source has been read.
    pub(crate) fn measurement(&self) -> Arc<Measurement> {
        Arc::clone(&self.measurement)
    }

    /// As [`Self::into_source`], with the entries of the list that the file is counted.
    pub(crate) fn into_counted_source<'a>(self, bar: &ProgressBar) -> Source<'a> {
        let n_records = self.measurement.n_records();
        let source = self.into_source(bar);
        Source { reader: Box::new(CountedList::new(source.reader, n_records)), ..source }
    }

    /// The file's text, decompressed by its extension, which moves `bar` on as it is read.
    pub(crate) fn into_source<'a>(self, bar: &ProgressBar) -> Source<'a> {
        let name = self.path.display().to_string();
        let short_name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let measured = Measured::new(self.file, self.measurement, bar.clone(), short_name);
        Source { name, reader: decompressed(&self.path, measured) }
    }
}

fn decompressed<'a>(path: &Path, raw: Measured) -> Box<dyn Read + Send + 'a> {
    let buffered = |raw| BufReader::with_capacity(COMPRESSED_BLOCK_BYTES, raw);
    match path.extension().and_then(OsStr::to_str) {
        Some("gz") => Box::new(MultiGzDecoder::new(buffered(raw))),
        Some("zst" | "zstd") => Box::new(ZstdReader::new(buffered(raw))),
        _ => Box::new(raw),
    }
}

/// The failure for an error of opening a file.
fn failure(path: &Path, error: &io::Error) -> Failure {
    let shown = path.display();
    match error.kind() {
        ErrorKind::NotFound => Failure::input(format!("{shown}: there is no such file"))
            .with_hint("check the path; it is taken from the current folder"),
        ErrorKind::IsADirectory => {
            Failure::input(format!("{shown} is a folder")).with_hint("give the JSON file inside it")
        }
        _ => Failure::machine(format!("cannot open {shown}: {error}")),
    }
}
