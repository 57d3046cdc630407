//! `detlens eval`: reads, evaluates once, writes a run, prints its summary.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use detlens_engine::{Config, Protocols};
use detlens_run::{RunFile, check_destination};
use tempfile::TempDir;

use super::wandb;
use crate::args::{EvalArgs, ServeArgs, WandbArgs};
use crate::configuration::{Configuration, Settings};
use crate::evaluation::{asked, run_failure};
use crate::failure::Failure;
use crate::serving;
use crate::summary;
use crate::telling;
use crate::terminal::{self, QUIET};

pub(super) fn run(args: &EvalArgs) -> Result<(), Failure> {
    let configuration = Configuration::new(&args.settings, args.config.as_deref())?;
    let given = &configuration.given;
    let place = Place::new(given.output.as_deref(), args.view || args.wandb.is_some())?;
    // Only the tables of a run show best overlaps.
    let config = Config { best_overlaps: place.dir().is_some(), ..asked(&configuration)? };
    check_output(given)?;
    check_view(args.view, &config)?;
    use_threads(given)?;

    let evaluated = telling::evaluate(&configuration, config)?;
    let record = match place.dir() {
        Some(dir) => telling::write(&evaluated, &dir, given.overwrite.unwrap_or_default())?,
        None => evaluated.record(),
    };
    if given.json.unwrap_or_default() {
        print_json(&record)?;
    } else {
        let summary = summary::render(&record, terminal::width());
        terminal::print(&(summary + &place.closing()))?;
    }
    if let (Some(dir), Some(project)) = (place.dir(), &args.wandb) {
        wandb::run(&WandbArgs::new(dir, project))?;
    }
    match place.dir().filter(|_| args.view) {
        Some(dir) => serving::serve([dir.as_path()], None, &ServeArgs::default()),
        None => Ok(()),
    }
}

/// Where the run goes.
enum Place<'a> {
    /// Nowhere: it is printed and gone.
    Nowhere,
    /// To the folder that was named.
    Named(&'a Path),
    /// To a folder that is there until the program ends.
    Passing(TempDir),
}

impl<'a> Place<'a> {
    /// `is_read` says whether the run is read again before the program ends.
    fn new(output: Option<&'a Path>, is_read: bool) -> Result<Self, Failure> {
        match output {
            Some(dir) => Ok(Self::Named(dir)),
            None if is_read => tempfile::tempdir().map(Self::Passing).map_err(|error| {
                Failure::machine(format!("cannot make a folder to keep the run in: {error}"))
            }),
            None => Ok(Self::Nowhere),
        }
    }

    /// The folder of the run.
    fn dir(&self) -> Option<PathBuf> {
        match self {
            Self::Nowhere => None,
            Self::Named(dir) => Some(dir.to_path_buf()),
            Self::Passing(above) => Some(above.path().join("run")),
        }
    }

    /// Where the run is, or how to keep one.
    fn closing(&self) -> String {
        match self {
            Self::Named(dir) => format!(
                "\n{QUIET}The run is in{QUIET:#} {run}\n\
                 {QUIET}See every error with{QUIET:#} detlens view {run}\n",
                run = dir.display(),
            ),
            Self::Nowhere | Self::Passing(_) => {
                format!("\n{QUIET}No run was kept; -o RUN keeps one.{QUIET:#}\n")
            }
        }
    }
}

/// Sees that there will be something to show.
fn check_view(view: bool, config: &Config) -> Result<(), Failure> {
    if view && config.protocols == Protocols::Coco {
        return Err(Failure::usage(
            "--view shows the protocol exact, and --protocol coco leaves it out",
        )
        .with_hint("leave out --protocol, or choose both or exact"));
    }
    Ok(())
}

/// Looks at where the run is to go before any work is done.
fn check_output(given: &Settings) -> Result<(), Failure> {
    let overwrite = given.overwrite.unwrap_or_default();
    let output = given.output.as_deref();
    output.map_or(Ok(()), |dir| {
        check_destination(dir, overwrite).map_err(|error| run_failure(&error))
    })
}

fn use_threads(given: &Settings) -> Result<(), Failure> {
    let Some(n_threads) = given.threads else { return Ok(()) };
    rayon::ThreadPoolBuilder::new()
        .num_threads(n_threads.get().into())
        .build_global()
        .map_err(|error| Failure::machine(format!("cannot start {n_threads} threads: {error}")))
}

fn print_json(record: &RunFile) -> Result<(), Failure> {
    let mut stdout = BufWriter::new(std::io::stdout().lock());
    let written = record.write_json(&mut stdout).and_then(|()| stdout.flush());
    written.map_err(|error| terminal::output_failure(&error))
}
