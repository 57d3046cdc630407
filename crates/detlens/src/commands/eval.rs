//! `detlens eval`: reads, evaluates once, writes a run, prints its summary.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use detlens_engine::{Config, Protocols};
use detlens_run::schema::AreaRange;
use detlens_run::{Run, RunFile, check_destination};
use tempfile::TempDir;

use super::wandb;
use crate::args::{EvalArgs, ServeArgs, WandbArgs};
use crate::configuration::{Areas, Configuration, Settings};
use crate::evaluation::{Evaluated, run_failure};
use crate::failure::Failure;
use crate::serving;
use crate::summary;
use crate::terminal::{self, QUIET};

pub(super) fn run(args: &EvalArgs) -> Result<(), Failure> {
    let configuration = Configuration::new(&args.settings, args.config.as_deref())?;
    let given = &configuration.given;
    let areas = given.areas_from.as_deref().map(areas_of_run).transpose()?;
    let config = configuration.engine_config(areas.as_ref())?;
    let place = Place::new(given.output.as_deref(), args.view || args.wandb.is_some())?;
    // Only the tables of a run show best overlaps.
    let config = Config { best_overlaps: place.dir().is_some(), ..config };
    check_folders(given)?;
    check_view(args.view, &config)?;
    use_threads(given)?;

    let evaluated = Evaluated::new(&configuration, config)?;
    let record = match place.dir() {
        Some(dir) => evaluated.write(&dir, given.overwrite.unwrap_or_default())?,
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

/// The size ranges of another run, as they became there.
fn areas_of_run(dir: &Path) -> Result<Areas, Failure> {
    let run = Run::open(dir).map_err(|error| run_failure(&error))?;
    Ok(Areas(run.record().area_ranges.iter().map(AreaRange::request).collect()))
}

/// Looks at the folders before any work is done.
fn check_folders(given: &Settings) -> Result<(), Failure> {
    if let Some(images) = given.images.as_deref().filter(|images| !images.is_dir()) {
        return Err(Failure::input(format!("{} is not a folder", images.display()))
            .with_hint("give the folder that the file names of the images start from"));
    }
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
