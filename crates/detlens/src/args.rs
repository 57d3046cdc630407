//! The command line: commands, flags and their help.

mod logging;

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Command, CommandFactory, Parser, Subcommand, ValueEnum};
use detlens_page::ImageChoice;

pub(crate) use logging::{LogArgs, MlflowArgs, TensorboardArgs, WandbArgs};

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
    /// Show the report page of one run or several in the browser
    #[command(after_help = VIEW_EXAMPLES)]
    View(ViewArgs),
    /// Write the report page of a run as a folder, or as one HTML file
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(ExportArgs),
    /// Log a run to Weights & Biases
    #[command(after_help = logging::WANDB_EXAMPLES)]
    Wandb(WandbArgs),
    /// Log a run to TensorBoard
    #[command(after_help = logging::TENSORBOARD_EXAMPLES)]
    Tensorboard(TensorboardArgs),
    /// Log a run to an MLflow tracking server
    #[command(after_help = logging::MLFLOW_EXAMPLES)]
    Mlflow(MlflowArgs),
    /// Make a small dataset with images, evaluate it, and show the report
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
    /// Show the report in the browser at the end
    #[arg(long, help_heading = "Output")]
    pub(crate) view: bool,
    /// Log the run to this project of Weights & Biases; `detlens wandb` does it with more choice
    #[arg(long, value_name = "PROJECT", help_heading = "Output")]
    pub(crate) wandb: Option<String>,
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

/// Arguments of `detlens view`.
#[derive(Debug, Args)]
pub(crate) struct ViewArgs {
    /// Folders of runs
    #[arg(value_name = "RUN", required = true)]
    pub(crate) runs: Vec<PathBuf>,
    /// Folder of the images, if it is no longer where the run says
    #[arg(long, value_name = "DIR")]
    pub(crate) images: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) serve: ServeArgs,
}

/// How a report is served.
#[derive(Debug, Default, Args)]
pub(crate) struct ServeArgs {
    /// Port to listen on; 0 is any free one [default: 7466, or any if that is taken]
    #[arg(long, value_name = "N")]
    pub(crate) port: Option<u16>,
    /// Address to listen on; others than this machine need the token that is printed
    /// [default: 127.0.0.1]
    #[arg(long, value_name = "ADDR")]
    pub(crate) host: Option<IpAddr>,
    /// A name of this machine that browsers may use, besides its addresses and localhost
    #[arg(long, value_name = "NAME")]
    pub(crate) host_name: Vec<String>,
    /// Open no browser
    #[arg(long)]
    pub(crate) no_open: bool,
}

/// Arguments of `detlens export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// Folder of the run
    #[arg(value_name = "RUN")]
    pub(crate) run: PathBuf,
    /// Folder to make, or a file if it ends in .html
    #[arg(value_name = "DEST")]
    pub(crate) dest: PathBuf,
    /// Pictures that go with it; a single file has small ones at most
    #[arg(long, value_name = "WHICH", default_value = "thumbnails")]
    pub(crate) pictures: PictureChoice,
    /// Folder of the images, if it is no longer where the run says
    #[arg(long, value_name = "DIR")]
    pub(crate) images: Option<PathBuf>,
    /// Replace the export that is there
    #[arg(long)]
    pub(crate) overwrite: bool,
}

/// The pictures of an export.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum PictureChoice {
    /// None: objects are drawn on blank canvases
    None,
    /// A small form of each
    Thumbnails,
    /// Each in its full size
    Full,
}

impl From<PictureChoice> for ImageChoice {
    fn from(choice: PictureChoice) -> Self {
        match choice {
            PictureChoice::None => Self::None,
            PictureChoice::Thumbnails => Self::Thumbnails,
            PictureChoice::Full => Self::Full,
        }
    }
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
    /// Serve the report at the end [default: in a terminal]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true,
          default_missing_value = "true")]
    pub(crate) view: Option<bool>,
    #[command(flatten)]
    pub(crate) serve: ServeArgs,
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
  detlens eval --gt annotations.json --dt results.json --images images -o run
  detlens view run

Exit codes: 0 done, 1 the input is wrong, 2 the command line is wrong, 3 something failed here";

const EVAL_EXAMPLES: &str = "\
Examples:
  Print a summary, write nothing:
    detlens eval --gt annotations.json --dt results.json
  Keep a run with everything in it:
    detlens eval --gt annotations.json --dt results.json.zst --images images -o run
  The same, and look at the report at once:
    detlens eval --gt annotations.json --dt results.json --images images -o run --view
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

const VIEW_EXAMPLES: &str = "\
Examples:
  detlens view run
  detlens view runs/* --port 8080
  detlens view run --images /data/val2017
  On a machine that you have reached by ssh:
    detlens view run --no-open        and here: ssh -L 7466:localhost:7466 MACHINE
  For others on the network, who need the whole address that is printed:
    detlens view run --host 0.0.0.0 --host-name lab-7.example.org";

const EXPORT_EXAMPLES: &str = "\
Examples:
  A folder that opens by double click, with small pictures:
    detlens export run report
  The same with the images themselves:
    detlens export run report --pictures full --overwrite
  One file to send to somebody:
    detlens export run report.html";

const DEMO_EXAMPLES: &str = "\
Examples:
  detlens demo
  detlens demo -o parcels --seed 7
  detlens demo --view=false";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  detlens completions bash > ~/.local/share/bash-completion/completions/detlens
  detlens completions zsh > ~/.zfunc/_detlens
  detlens completions fish > ~/.config/fish/completions/detlens.fish";
