//! What each command does, one file each.

mod check;
mod completions;
mod demo;
mod eval;
mod export;
mod mlflow;
mod tensorboard;
mod view;
mod wandb;

use crate::args::{Action, Cli};
use crate::failure::Failure;

pub(crate) use wandb::{PAGE_WITHOUT_IMAGES, wandb_failure};

/// Does what the command line asks.
///
/// # Errors
///
/// Why it could not be done.
pub(crate) fn run(cli: Cli) -> Result<(), Failure> {
    match cli.action {
        Action::Eval(args) => eval::run(&args),
        Action::Check(args) => check::run(&args),
        Action::View(args) => view::run(&args),
        Action::Export(args) => export::run(&args),
        Action::Wandb(args) => wandb::run(&args),
        Action::Tensorboard(args) => tensorboard::run(&args),
        Action::Mlflow(args) => mlflow::run(&args),
        Action::Demo(args) => demo::run(&args),
        Action::Completions { shell } => completions::run(shell),
    }
}
