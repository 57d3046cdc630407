//! The command line: commands, flags and their help.

use std::path::PathBuf;

use clap::{Args, Command, CommandFactory, Parser, Subcommand};

use crate::configuration::{IouTypeChoice, Settings, default_text};

/// The command line as it was given.
#[derive(Debug, Parser)]
#[command(
    name = "detlens",
    version,
    about = "Detailed evaluation of object detection and instance segmentation",
    after_help = AFTER_HELP,
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) action: Action,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Evaluate detections against ground truth, print a summary, keep a run
    #[command(after_help = EVAL_EXAMPLES)]
    Eval(Box<EvalArgs>),
    /// Report everything wrong with the files, without evaluating
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs),
    /// Make a small dataset with images and evaluate it
    #[command(after_help = DEMO_EXAMPLES)]
    Demo(DemoArgs),
    /// Print the completion script of a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Arguments of `detlens eval`: a file of settings, and settings that override it.
#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// Settings as TOML: each flag is a key of the same name, and flags win.
    /// The `config.toml` of a run can be given as it stands
    #[arg(long, value_name = "FILE.toml", help_heading = "Settings")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) settings: Settings,
}

/// Arguments of `detlens check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// COCO ground truth; `.gz` and `.zst` are decompressed
    #[arg(value_name = "GT.json")]
    pub(crate) gt: PathBuf,
    /// COCO results of one model; several files are read as one
    #[arg(value_name = "DT.json")]
    pub(crate) dt: Vec<PathBuf>,
    /// What would be compared [default: what the first result has]
    #[arg(long, value_name = "TYPE")]
    pub(crate) iou_type: Option<IouTypeChoice>,
}

/// Arguments of `detlens demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Folder to write the dataset and the run into
    #[arg(short, long, value_name = "DIR", default_value = "detlens-demo")]
    pub(crate) output: PathBuf,
    /// Seed of the scenes and of the detector's errors; the same everywhere
    #[arg(long, value_name = "N", default_value_t = detlens_demo::DemoOptions::default().seed)]
    pub(crate) seed: u64,
}

/// The command line's grammar, with each default that the evaluation has in its help.
pub(crate) fn command() -> Command {
    Cli::command().mut_subcommand("eval", |eval| eval.mut_args(with_default))
}

/// Names of the keys that a settings file may have: the flags of `detlens eval`.
pub(crate) fn setting_names() -> Vec<String> {
    let settings = Settings::augment_args(Command::new("settings"));
    settings.get_arguments().filter_map(|arg| arg.get_long()).map(str::to_owned).collect()
}

fn with_default(arg: clap::Arg) -> clap::Arg {
    let default = arg.get_long().and_then(default_text);
    match (default, arg.get_help()) {
        (Some(default), Some(help)) => {
            let help = format!("{help} [default: {default}]");
            arg.help(help)
        }
        _ => arg,
    }
}

const AFTER_HELP: &str = "\
First steps:
  detlens demo
  detlens eval --gt annotations.json --dt results.json -o run

Exit codes: 0 done, 1 the input is wrong, 2 the command line is wrong, 3 something failed here";

const EVAL_EXAMPLES: &str = "\
Examples:
  Print a summary, write nothing:
    detlens eval --gt annotations.json --dt results.json
  Keep a run with everything in it:
    detlens eval --gt annotations.json --dt results.json.zst --images images -o run
  Count at a fixed score, in two size ranges of your own:
    detlens eval --gt gt.json --dt dt.json --score-threshold 0.8 --areas 'all=0-,tiny=0-5%'
  Only pycocotools' twelve numbers:
    detlens eval --gt gt.json --dt dt.json --protocol coco
  Another model on the size ranges of an earlier run:
    detlens eval --gt gt.json --dt other.json --areas-from run -o other
  A run again, from its own settings:
    detlens eval --config run/config.toml -o again";

const CHECK_EXAMPLES: &str = "\
Examples:
  detlens check annotations.json
  detlens check annotations.json results.json
  detlens check annotations.json part-1.json part-2.json --iou-type segm";

const DEMO_EXAMPLES: &str = "\
Examples:
  detlens demo
  detlens demo -o parcels --seed 7";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  detlens completions bash > ~/.local/share/bash-completion/completions/detlens
  detlens completions zsh > ~/.zfunc/_detlens
  detlens completions fish > ~/.config/fish/completions/detlens.fish";
