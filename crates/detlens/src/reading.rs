//! From paths to a checked dataset, with its problems told.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use detlens_data::{Dataset, Outcome, ReadOptions, read};
use detlens_run::schema::{InputFile as RunFileInput, InputRole};
use indicatif::ProgressBar;

use crate::failure::Failure;
use crate::files::{InputFile, Measurement};

/// The files of one evaluation that have been read.
#[derive(Debug)]
pub(crate) struct Reading {
    /// What came of it.
    pub(crate) outcome: Outcome,
    files: Vec<ReadFile>,
}

/// A file that has been read.
#[derive(Debug)]
struct ReadFile {
    role: InputRole,
    path: PathBuf,
    measurement: Arc<Measurement>,
}

impl Reading {
    /// Reads a ground truth and the results of one model; `bar` makes a bar over their bytes.
    ///
    /// # Errors
    ///
    /// A file that cannot be opened, or that the disk refuses to give. What is wrong inside the
    /// files is in the outcome.
    pub(crate) fn new(
        gt: &Path,
        dt: &[PathBuf],
        options: ReadOptions,
        bar: impl FnOnce(u64) -> ProgressBar,
    ) -> Result<Self, Failure> {
        let gt_file = InputFile::open(gt)?;
        let dt_files: Vec<_> =
            dt.iter().map(|path| InputFile::open(path)).collect::<Result<_, _>>()?;
        let n_bytes = dt_files.iter().chain([&gt_file]).map(InputFile::size_bytes).sum();
        let bar = bar(n_bytes);
        let record = |role, path: &Path, file: &InputFile| ReadFile {
            role,
            path: path.to_owned(),
            measurement: file.measurement(),
        };
        let mut files = vec![record(InputRole::GroundTruth, gt, &gt_file)];
        files.extend(
            dt.iter().zip(&dt_files).map(|(path, file)| record(InputRole::Detections, path, file)),
        );
        // Of one file the dataset says how many results it holds; of several, only their sum.
        let source = match dt_files.len() {
            1 => InputFile::into_source,
            _ => InputFile::into_counted_source,
        };
        let sources = dt_files.into_iter().map(|file| source(file, &bar)).collect();
        let outcome = read(gt_file.into_source(&bar), sources, &options);
        bar.finish_and_clear();
        let reading = Self { outcome, files };
        match reading.files.iter().find_map(ReadFile::disk_error) {
            Some(error) => Err(error),
            None => Ok(reading),
        }
    }
}

impl ReadFile {
    /// The failure, if it was the disk that refused.
    fn disk_error(&self) -> Option<Failure> {
        let kind = self.measurement.error()?;
        Some(Failure::machine(format!("cannot read {}: {kind}", self.path.display())))
    }
}

impl Reading {
    /// The files as the run records them; `dataset` is what they hold.
    ///
    /// # Errors
    ///
    /// A file that was not read to its end, whose checksum is therefore not known.
    pub(crate) fn inputs(&self, dataset: &Dataset) -> Result<Vec<RunFileInput>, Failure> {
        let n_records = self.n_records(dataset);
        let input = |(file, &n_records): (&ReadFile, &u64)| {
            let path = file.path.display().to_string();
            let Some(fingerprint) = file.measurement.fingerprint() else {
                return Err(Failure::machine(format!("{path} was not read to its end")));
            };
            Ok(RunFileInput {
                role: file.role,
                path,
                size_bytes: fingerprint.size_bytes,
                xxh3_128: format!("{:032x}", fingerprint.xxh3_128),
                n_records,
            })
        };
        self.files.iter().zip(&n_records).map(input).collect()
    }

    /// Annotations of the ground truth, then results of each file.
    fn n_records(&self, dataset: &Dataset) -> Vec<u64> {
        let dropped = self.outcome.dropped;
        let n_annotations = dataset.ground_truths().len() as u64 + dropped.annotations;
        let n_results = dataset.detections().len() as u64 + dropped.results;
        let counted = |file: &ReadFile| file.measurement.n_records().load(Ordering::Relaxed);
        match &self.files[1..] {
            [_] => vec![n_annotations, n_results],
            several => [n_annotations].into_iter().chain(several.iter().map(counted)).collect(),
        }
    }
}
