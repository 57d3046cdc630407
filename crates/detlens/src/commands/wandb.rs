//! `detlens wandb`: writes a run for W&B, and uploads it.

use std::env;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use detlens_wandb::{Client, SyncError, WandbError, WandbOptions, Written, find_offline_run};

use crate::args::WandbArgs;
use crate::failure::{Failure, with_cause};
use crate::logging::{IMAGE_HINT, Logged, log_failure, told};
use crate::page::page_failure;
use crate::progress;
use crate::terminal::{self, NOTICE, QUIET};

/// What is said of a report page that is too large with its small images.
pub(crate) const PAGE_WITHOUT_IMAGES: &str =
    "the report page comes without images, with which it would be too large for a panel";

/// Writes, and uploads if that is asked for.
///
/// # Errors
///
/// Names that W&B does not take, a run or an image that cannot be read, a disk or an upload that
/// fails.
pub(crate) fn run(args: &WandbArgs) -> Result<(), Failure> {
    if let Some(dir) = find_offline_run(&args.run) {
        return if args.sync { upload(&dir) } else { Err(only_to_upload(&dir)) };
    }
    let options = options(args)?;
    let logged = Logged::open(&args.run, &args.log)?;
    let spinner = progress::spinner("writing the W&B run".to_owned());
    let written = detlens_wandb::write(&logged.log, logged.page.as_ref(), &options, &());
    spinner.finish_and_clear();
    let written = written.map_err(|error| wandb_failure(&error))?;
    if written.is_page_without_images {
        terminal::report(&format!("{NOTICE}warning:{NOTICE:#} {PAGE_WITHOUT_IMAGES}\n"));
    }
    let examples = told(&logged.log.examples, written.has_pictures);
    let dir = written.dir.display();
    terminal::print(&format!(
        "{QUIET}The W&B run is in{QUIET:#} {dir}{QUIET}, with {examples}{QUIET:#}\n"
    ))?;
    if args.sync { upload(&written.dir) } else { terminal::print(&next(&written)) }
}

fn options(args: &WandbArgs) -> Result<WandbOptions, Failure> {
    let missing =
        || Failure::usage("--project is missing").with_hint("name the project with --project P");
    let usual_dir = || env::var_os("WANDB_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    Ok(WandbOptions {
        project: args.project.clone().ok_or_else(missing)?,
        entity: args.entity.clone(),
        name: args.name.clone(),
        group: args.group.clone(),
        tags: args.tags.clone(),
        id: args.id.clone(),
        step: args.step,
        dir: args.dir.clone().or_else(usual_dir).unwrap_or_default(),
        time: SystemTime::now(),
    })
}

/// Uploads an offline run and says what has arrived.
fn upload(dir: &Path) -> Result<(), Failure> {
    let Some(client) = Client::find() else {
        return Err(Failure::machine("there is no `wandb` on the path to upload with")
            .with_hint(format!("pip install wandb, then: {}", command(dir))));
    };
    let spinner = progress::spinner("uploading".to_owned());
    let synced = detlens_wandb::sync(dir, &client);
    spinner.finish_and_clear();
    let synced = synced.map_err(|error| sync_failure(&error, dir))?;
    terminal::print(&format!(
        "{QUIET}Uploaded and found complete: {} files, {} artifacts{QUIET:#}\n",
        synced.n_files, synced.n_artifacts
    ))
}

/// How to upload later.
fn next(written: &Written) -> String {
    format!("{QUIET}Upload it with{QUIET:#}\n  {}\n", command(&written.dir))
}

/// The command that uploads an offline run.
fn command(dir: &Path) -> String {
    format!("detlens wandb {} --sync", quoted(dir))
}

/// A path as one word of a shell.
fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
    if is_plain { text.into_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

fn only_to_upload(dir: &Path) -> Failure {
    Failure::usage(format!("{} is an offline run already", dir.display()))
        .with_hint(format!("upload it: {}", command(dir)))
}

/// The failure for a run that cannot be given W&B's form.
pub(crate) fn wandb_failure(error: &WandbError) -> Failure {
    match error {
        WandbError::BadName { .. } => Failure::usage(error),
        WandbError::Image { .. } => Failure::input(error).with_hint(IMAGE_HINT),
        WandbError::Log(error) => log_failure(error),
        WandbError::Page(error) => page_failure(error),
        _ => Failure::machine(with_cause(error)),
    }
}

fn sync_failure(error: &SyncError, dir: &Path) -> Failure {
    let message = with_cause(error);
    match error {
        SyncError::NotARun { .. } => Failure::input(message),
        _ => Failure::machine(message).with_hint(format!(
            "the run is still in {}; try again: {}",
            dir.display(),
            command(dir)
        )),
    }
}
