//! `detlens view`: serves the report page of one run or several.

use std::path::PathBuf;

use crate::args::ViewArgs;
use crate::failure::Failure;
use crate::serving;

pub(super) fn run(args: &ViewArgs) -> Result<(), Failure> {
    let runs = args.runs.iter().map(PathBuf::as_path);
    serving::serve(runs, args.images.as_deref(), &args.serve)
}
