//! Why a run cannot be described.

use detlens_run::RunError;

/// Why a run cannot be described.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    /// A table of the run cannot be read.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The run contradicts itself.
    #[error("the run is damaged: {reason}")]
    Inconsistent {
        /// What contradicts what.
        reason: String,
    },
    /// The record cannot be written as JSON.
    #[error("the record of the run cannot be written as JSON")]
    Json(#[from] serde_json::Error),
}

impl LogError {
    /// A contradiction inside the run.
    pub(crate) fn inconsistent(reason: impl Into<String>) -> Self {
        Self::Inconsistent { reason: reason.into() }
    }
}
