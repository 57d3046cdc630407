//! `detlens eval`: reads, evaluates once, writes a run, prints its summary.

use std::io::{BufWriter, Write};
use std::path::Path;

use detlens_run::schema::AreaRange;
use detlens_run::{Run, RunFile, check_destination};

use crate::args::EvalArgs;
use crate::configuration::{Areas, Configuration, Settings};
use crate::evaluation::{Evaluated, run_failure};
use crate::failure::Failure;
use crate::summary;
use crate::terminal::{self, QUIET};

pub(super) fn run(args: &EvalArgs) -> Result<(), Failure> {
    let configuration = Configuration::new(&args.settings, args.config.as_deref())?;
    let given = &configuration.given;
    let areas = given.areas_from.as_deref().map(areas_of_run).transpose()?;
    let config = configuration.engine_config(areas.as_ref())?;
    check_folders(given)?;
    use_threads(given)?;

    let evaluated = Evaluated::new(&configuration, config)?;
    let record = match &given.output {
        Some(dir) => evaluated.write(dir, given.overwrite.unwrap_or_default())?,
        None => evaluated.record(),
    };
    if given.json.unwrap_or_default() {
        return print_json(&record);
    }
    let summary = summary::render(&record, terminal::width());
    terminal::print(&(summary + &closing(given.output.as_deref())))
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

/// Where the run is, or how to keep one.
fn closing(output: Option<&Path>) -> String {
    match output {
        Some(dir) => format!("\n{QUIET}The run is in{QUIET:#} {}\n", dir.display()),
        None => format!("\n{QUIET}Nothing was written; -o RUN keeps a run.{QUIET:#}\n"),
    }
}
