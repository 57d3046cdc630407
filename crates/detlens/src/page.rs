//! What can go wrong with a page, as a message.

use detlens_page::PageError;

use crate::evaluation::run_failure;
use crate::failure::{Failure, with_cause};

/// The failure for a run that cannot be shown or exported.
pub(crate) fn page_failure(error: &PageError) -> Failure {
    let message = with_cause(error);
    match error {
        PageError::Run(error) => run_failure(error),
        PageError::NoExact => Failure::input(message)
            .with_hint("evaluate with --protocol both, or exact, to get a page"),
        PageError::TooManyAreaRanges { .. } | PageError::Inconsistent { .. } => {
            Failure::input(message)
        }
        PageError::Exists { .. } => {
            Failure::usage(message).with_hint("replace it with --overwrite, or choose another name")
        }
        PageError::InTheWay { .. } | PageError::NoName { .. } => {
            Failure::usage(message).with_hint("choose a name that does not exist yet")
        }
        _ => Failure::machine(message),
    }
}
