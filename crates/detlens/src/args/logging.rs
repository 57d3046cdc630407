//! Arguments of the commands that log a run to a tracking service.

use std::path::PathBuf;

use clap::Args;
use detlens_log::LogOptions;

/// What is logged, whatever it is logged to.
#[derive(Clone, Debug, Args)]
pub(crate) struct LogArgs {
    /// Example images: the N worst and the N best by each criterion; 0 logs none
    #[arg(long, value_name = "N", default_value_t = LogOptions::default().n_per_criterion)]
    pub(crate) images: usize,
    /// Folder of the images, if it is no longer where the run says
    #[arg(long, value_name = "DIR")]
    pub(crate) image_folder: Option<PathBuf>,
}

impl Default for LogArgs {
    fn default() -> Self {
        Self { images: LogOptions::default().n_per_criterion, image_folder: None }
    }
}

/// Arguments of `detlens wandb`.
#[derive(Debug, Default, Args)]
pub(crate) struct WandbArgs {
    /// Folder of the run, or with --sync that of an offline run made before
    #[arg(value_name = "RUN")]
    pub(crate) run: PathBuf,
    /// Project to log to
    #[arg(long, value_name = "P")]
    pub(crate) project: Option<String>,
    /// User or team of the project [default: that of whoever uploads]
    #[arg(long, value_name = "E")]
    pub(crate) entity: Option<String>,
    /// Name to show [default: that of the folder]
    #[arg(long, value_name = "N")]
    pub(crate) name: Option<String>,
    /// Group of runs to put it into
    #[arg(long, value_name = "G")]
    pub(crate) group: Option<String>,
    /// Tags
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) tags: Vec<String>,
    /// Id of an existing run to add to, as that of the training; needs a client that resumes
    /// offline runs, as 0.31 does
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    /// Step that the numbers belong to
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) step: u64,
    /// Folder that the folder `wandb` is in [default: `WANDB_DIR`, or this one]
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
    /// Upload it with the `wandb` that is installed, and check what has arrived
    #[arg(long)]
    pub(crate) sync: bool,
    #[command(flatten)]
    pub(crate) log: LogArgs,
}

impl WandbArgs {
    /// A run and a project, everything else by default.
    pub(crate) fn new(run: PathBuf, project: &str) -> Self {
        Self { run, project: Some(project.to_owned()), ..Self::default() }
    }
}

/// Arguments of `detlens tensorboard`.
#[derive(Debug, Args)]
pub(crate) struct TensorboardArgs {
    /// Folder of the run
    #[arg(value_name = "RUN")]
    pub(crate) run: PathBuf,
    /// Folder that TensorBoard is pointed at
    #[arg(long, value_name = "DIR")]
    pub(crate) logdir: PathBuf,
    /// Name to show, which is that of a folder in it [default: that of the run]
    #[arg(long, value_name = "N")]
    pub(crate) name: Option<String>,
    /// Step that the numbers belong to
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) step: u32,
    #[command(flatten)]
    pub(crate) log: LogArgs,
}

/// Arguments of `detlens mlflow`.
#[derive(Debug, Args)]
pub(crate) struct MlflowArgs {
    /// Folder of the run
    #[arg(value_name = "RUN")]
    pub(crate) run: PathBuf,
    /// Address of the tracking server [default: `MLFLOW_TRACKING_URI`]
    #[arg(long, value_name = "URI")]
    pub(crate) tracking_uri: Option<String>,
    /// Experiment to put it into [default: `MLFLOW_EXPERIMENT_NAME`, or Default]
    #[arg(long, value_name = "NAME")]
    pub(crate) experiment: Option<String>,
    /// Name to show [default: that of the folder]
    #[arg(long, value_name = "N")]
    pub(crate) name: Option<String>,
    /// Step that the numbers belong to
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) step: u32,
    /// Folder of the images, if it is no longer where the run says
    #[arg(long, value_name = "DIR")]
    pub(crate) image_folder: Option<PathBuf>,
}

pub(super) const WANDB_EXAMPLES: &str = "\
Examples:
  Write an offline run, to be uploaded whenever and from wherever you like:
    detlens wandb run --project parcels
  The same, uploaded at once and checked:
    detlens wandb run --project parcels --entity vision --tags night,v2 --sync
  Add to the run of the training, at its last step:
    detlens wandb run --project parcels --id 3kqf0zs1 --step 90000 --sync
  Upload an offline run that was made before, here or on another machine:
    detlens wandb wandb/offline-run-20260102_030405-3kqf0zs1 --sync";

pub(super) const TENSORBOARD_EXAMPLES: &str = "\
Examples:
  detlens tensorboard run --logdir logs
  detlens tensorboard run --logdir logs --name epoch-12 --step 12 --images 4";

pub(super) const MLFLOW_EXAMPLES: &str = "\
Examples:
  detlens mlflow run --tracking-uri http://localhost:5000
  detlens mlflow run --tracking-uri https://mlflow.example.org --experiment parcels

A token is read from MLFLOW_TRACKING_TOKEN, a user from MLFLOW_TRACKING_USERNAME and
MLFLOW_TRACKING_PASSWORD.";
