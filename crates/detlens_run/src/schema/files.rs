//! Section 0, configuration: the files that were read, and what was found in them.

use detlens_data as data;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputFile {
    /// What the file is to the evaluation.
    pub role: InputRole,
    /// The path as the user gave it.
    pub path: String,
    /// Size of the file as it lies on disk, compressed if it is.
    pub size_bytes: u64,
    /// XXH3 checksum of the file as it lies on disk, 128 bits as 32 hexadecimal digits.
    pub xxh3_128: String,
    /// Annotations of a ground-truth file, results of a result file.
    pub n_records: u64,
}

/// What a file is to the evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InputRole {
    /// Images, categories and ground truths.
    GroundTruth,
    /// Detections.
    Detections,
}

/// Something wrong with the input, or worth knowing about it, as often as it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// Whether records were dropped for it.
    pub severity: Severity,
    /// Name of the sort of problem, `bad-box` for instance.
    pub kind: String,
    /// The file.
    pub file: String,
    /// How many records have it.
    pub count: u64,
    /// The first one in words, how many more there are, and what to do about it.
    pub text: String,
}

/// Whether a problem spoils what it is found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing is wrong, but a default was applied or a choice was made.
    Note,
    /// The records were dropped.
    Error,
}

impl From<&data::ProblemGroup> for Problem {
    fn from(group: &data::ProblemGroup) -> Self {
        let first = group.first();
        Self {
            severity: match group.severity() {
                data::Severity::Note => Severity::Note,
                data::Severity::Error => Severity::Error,
            },
            kind: first.kind.name().to_owned(),
            file: first.file.to_string(),
            count: group.count(),
            text: group.to_string(),
        }
    }
}
