//! `detlens export`: writes the report page of a run as a folder or as one file.

use std::sync::Mutex;

use detlens_page::{ExportOptions, Exported, PageData, Progress, Stage};
use detlens_run::Run;
use indicatif::ProgressBar;

use crate::args::ExportArgs;
use crate::evaluation::run_failure;
use crate::failure::Failure;
use crate::page::page_failure;
use crate::progress;
use crate::summary::{bytes, count};
use crate::terminal::{self, NOTICE, QUIET};

pub(super) fn run(args: &ExportArgs) -> Result<(), Failure> {
    let run = Run::open(&args.run).map_err(|error| run_failure(&error))?;
    let data = PageData::new(run, args.images.as_deref()).map_err(|error| page_failure(&error))?;
    let options = ExportOptions { images: args.pictures.into(), overwrite: args.overwrite };
    let bars = Bars::default();
    let exported = detlens_page::export(&data, &args.dest, options, &bars);
    bars.finish();
    let exported = exported.map_err(|error| page_failure(&error))?;
    warn(&exported);
    terminal::print(&format!(
        "{QUIET}The report is in{QUIET:#} {}{QUIET}, {} with {} images{QUIET:#}\n",
        args.dest.display(),
        bytes(exported.size_bytes),
        count(exported.images.n_written as u64),
    ))
}

/// Tells what the user should know about an export that was written.
fn warn(exported: &Exported) {
    let warning = |text: &str| terminal::report(&format!("{NOTICE}warning:{NOTICE:#} {text}\n"));
    if let Some(text) = &exported.warning {
        warning(text);
    }
    if let Some(error) = &exported.images.first_missing {
        let n_missing = count(exported.images.n_missing as u64);
        warning(&format!("{n_missing} images are shown as missing; the first: {error}"));
    }
}

/// A bar for each stage of an export.
#[derive(Default)]
struct Bars {
    current: Mutex<Option<ProgressBar>>,
}

impl Bars {
    fn finish(&self) {
        self.replace(None);
    }

    fn replace(&self, next: Option<ProgressBar>) {
        let Ok(mut current) = self.current.lock() else { return };
        if let Some(bar) = current.take() {
            bar.finish_and_clear();
        }
        *current = next;
    }
}

impl Progress for Bars {
    fn begin(&self, stage: Stage, n_items: usize) {
        let what = match stage {
            Stage::Data => "writing data",
            Stage::Images => "making small images",
        };
        self.replace(Some(progress::items(what, n_items as u64)));
    }

    fn advance(&self) {
        if let Ok(Some(bar)) = self.current.lock().as_deref() {
            bar.inc(1);
        }
    }
}
