//! `detlens mlflow`: logs a run to an MLflow tracking server.

use std::env;
use std::time::SystemTime;

use detlens_mlflow::{Credentials, MlflowError, MlflowOptions, TrackingServer};

use crate::args::{LogArgs, MlflowArgs};
use crate::failure::{Failure, with_cause};
use crate::logging::Logged;
use crate::page::page_failure;
use crate::progress;
use crate::terminal::{self, QUIET};

/// The experiment that every server has.
const USUAL_EXPERIMENT: &str = "Default";

/// Logs a run.
///
/// # Errors
///
/// No address or none of a server, a run that cannot be read, a server that refuses.
pub(super) fn run(args: &MlflowArgs) -> Result<(), Failure> {
    let missing = || {
        Failure::usage("--tracking-uri is missing")
            .with_hint("start a server with `mlflow server`, and name its address")
    };
    let uri = args.tracking_uri.clone().or_else(|| variable("MLFLOW_TRACKING_URI"));
    let server = TrackingServer::new(&uri.ok_or_else(missing)?, &credentials());
    let server = server.map_err(|error| mlflow_failure(&error))?;
    // The report page has the examples; MLflow has nothing of its own to show them with.
    let log_args = LogArgs { images: 0, image_folder: args.image_folder.clone() };
    let logged = Logged::open(&args.run, &log_args)?;
    let experiment = args.experiment.clone().or_else(|| variable("MLFLOW_EXPERIMENT_NAME"));
    let options = MlflowOptions {
        experiment: experiment.unwrap_or_else(|| USUAL_EXPERIMENT.to_owned()),
        name: args.name.clone().unwrap_or_else(|| logged.log.name.clone()),
        step: args.step.into(),
        run_dir: args.run.clone(),
        time: SystemTime::now(),
    };
    let spinner = progress::spinner("logging to MLflow".to_owned());
    let done = detlens_mlflow::log(&server, &logged.log, logged.page.as_ref(), &options, &());
    spinner.finish_and_clear();
    let done = done.map_err(|error| mlflow_failure(&error))?;
    terminal::print(&format!(
        "{QUIET}Logged with{QUIET:#} {} {QUIET}artifacts; see it at{QUIET:#} {}\n",
        done.n_artifacts, done.url
    ))
}

/// Who asks, by the variables that MLflow's own client reads.
fn credentials() -> Credentials {
    let user = variable("MLFLOW_TRACKING_USERNAME");
    let password = variable("MLFLOW_TRACKING_PASSWORD");
    match (variable("MLFLOW_TRACKING_TOKEN"), user, password) {
        (Some(token), ..) => Credentials::Token(token),
        (None, Some(user), Some(password)) => Credentials::Password { user, password },
        _ => Credentials::None,
    }
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn mlflow_failure(error: &MlflowError) -> Failure {
    match error {
        MlflowError::BadUri { .. } => Failure::usage(error)
            .with_hint("start a server with `mlflow server`, and name its address"),
        MlflowError::ForeignArtifacts { .. } => Failure::machine(error)
            .with_hint("start the server with --serve-artifacts, which is its default"),
        MlflowError::Page(error) => page_failure(error),
        _ => Failure::machine(with_cause(error)),
    }
}
