//! Size and checksum of a file, taken from the bytes as they go by.

use std::fs::File;
use std::io::{self, Read};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, OnceLock};

use indicatif::ProgressBar;
use xxhash_rust::xxh3::Xxh3;

/// Bytes read at once: few enough to be hashed while they are still in the processor's cache.
const BLOCK_BYTES: usize = 512 * 1024;

/// What tells one file from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    /// Size on disk.
    pub(crate) size_bytes: u64,
    /// XXH3, 128 bits, of the bytes on disk.
    pub(crate) xxh3_128: u128,
}

/// What reading a file leaves behind.
#[derive(Debug, Default)]
pub(crate) struct Measurement {
    fingerprint: OnceLock<Fingerprint>,
    error: OnceLock<io::ErrorKind>,
    n_records: Arc<AtomicU64>,
}

impl Measurement {
    /// The fingerprint, once the file has been read to its end.
    pub(crate) fn fingerprint(&self) -> Option<Fingerprint> {
        self.fingerprint.get().copied()
    }

    /// The entries of the list that the file is, if they were to be counted.
    pub(crate) fn n_records(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.n_records)
    }

    /// The kind of error that the disk gave, if reading failed there.
    pub(crate) fn error(&self) -> Option<io::ErrorKind> {
        self.error.get().copied()
    }
}

/// A file that is measured while it is read.
pub(super) struct Measured {
    file: File,
    hasher: Xxh3,
    size_bytes: u64,
    measurement: Arc<Measurement>,
    bar: ProgressBar,
    /// What the bar says of the file.
    name: String,
}

impl Measured {
    pub(super) fn new(
        file: File,
        measurement: Arc<Measurement>,
        bar: ProgressBar,
        name: String,
    ) -> Self {
        Self { file, hasher: Xxh3::new(), size_bytes: 0, measurement, bar, name }
    }

    fn measure(&mut self, block: &[u8]) {
        if block.is_empty() {
            let fingerprint =
                Fingerprint { size_bytes: self.size_bytes, xxh3_128: self.hasher.digest128() };
            let _ = self.measurement.fingerprint.set(fingerprint);
            return;
        }
        self.bar.set_message(self.name.clone());
        self.hasher.update(block);
        self.size_bytes += block.len() as u64;
        self.bar.inc(block.len() as u64);
    }
}

impl Read for Measured {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let asked = buffer.len().min(BLOCK_BYTES);
        if asked == 0 {
            return Ok(0);
        }
        let n = self.file.read(&mut buffer[..asked]).inspect_err(|error| {
            if error.kind() != io::ErrorKind::Interrupted {
                let _ = self.measurement.error.set(error.kind());
            }
        })?;
        self.measure(&buffer[..n]);
        Ok(n)
    }
}
