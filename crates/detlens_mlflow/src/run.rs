//! Logs a run.

use std::fs;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use detlens_log::Log;
use detlens_page::{ExportOptions, PageData, Progress, export_single};
use serde_json::{Value, json};

use crate::{MlflowError, TrackingServer, names};

/// Metrics in one request; the server takes no more.
const METRICS_PER_REQUEST: usize = 1000;
/// Parameters in one request; the server takes no more.
const PARAMETERS_PER_REQUEST: usize = 100;
/// How the address of an artifact begins that the server takes itself.
const PROXIED: &str = "mlflow-artifacts:";

/// Where a run goes and what it is called there.
#[derive(Clone, Debug)]
pub struct MlflowOptions {
    /// The experiment; it is made if it does not exist.
    pub experiment: String,
    /// The name of the run.
    pub name: String,
    /// The step that the numbers belong to.
    pub step: i64,
    /// The folder of the run, whose files become artifacts.
    pub run_dir: PathBuf,
    /// The time of logging.
    pub time: SystemTime,
}

/// A run that was logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// The id of the run.
    pub run_id: String,
    /// Where it can be looked at.
    pub url: String,
    /// Artifacts.
    pub n_artifacts: usize,
}

/// Logs a run, with its report page if there is one.
///
/// # Errors
///
/// [`MlflowError::Unreachable`] and [`MlflowError::Refused`] by the server; what was logged before
/// is then marked as a failed run. [`MlflowError::Page`] and [`MlflowError::Io`] for the run.
pub fn log(
    server: &TrackingServer,
    log: &Log,
    page: Option<&PageData>,
    options: &MlflowOptions,
    progress: &dyn Progress,
) -> Result<Logged, MlflowError> {
    let artifacts = Artifacts::collect(page, options, progress)?;
    let experiment = experiment(server, &options.experiment)?;
    let run = RemoteRun::create(server, &experiment, options)?;
    let logged = run.log(log, &artifacts, options);
    // The first error is the one to tell; the server may not answer to this one either.
    let status = if logged.is_ok() { "FINISHED" } else { "FAILED" };
    let ended = run.end(status, options);
    logged.and(ended)?;
    Ok(Logged {
        url: format!("{}/#/experiments/{experiment}/runs/{}", server.uri(), run.id),
        n_artifacts: artifacts.files.len(),
        run_id: run.id,
    })
}

/// The id of an experiment, which is made if it does not exist.
fn experiment(server: &TrackingServer, name: &str) -> Result<String, MlflowError> {
    let method = "experiments/get-by-name";
    if let Some(found) = server.find(method, ("experiment_name", name))? {
        return text(method, &found["experiment"]["experiment_id"], "experiment_id");
    }
    let method = "experiments/create";
    let created = server.post(method, &json!({"name": name}))?;
    text(method, &created["experiment_id"], "experiment_id")
}

/// Files that become artifacts, by their names.
struct Artifacts {
    files: Vec<(String, Vec<u8>)>,
}

impl Artifacts {
    /// The files of the run and its page, read before the server is asked for anything.
    fn collect(
        page: Option<&PageData>,
        options: &MlflowOptions,
        progress: &dyn Progress,
    ) -> Result<Self, MlflowError> {
        let dir = &options.run_dir;
        let entries = fs::read_dir(dir).map_err(MlflowError::io(dir))?;
        let mut files = Vec::new();
        for entry in entries {
            let path = entry.map_err(MlflowError::io(dir))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let is_of_run = [".parquet", ".json", ".toml"].iter().any(|end| name.ends_with(end));
            if is_of_run && path.is_file() {
                files.push((
                    format!("run/{name}"),
                    fs::read(&path).map_err(MlflowError::io(&path))?,
                ));
            }
        }
        files.sort();
        if let Some(page) = page {
            let folder = tempfile::tempdir().map_err(MlflowError::io(dir))?;
            let path = folder.path().join("report.html");
            export_single(page, &path, ExportOptions::default(), progress)?;
            files
                .push(("report.html".to_owned(), fs::read(&path).map_err(MlflowError::io(&path))?));
        }
        Ok(Self { files })
    }
}

/// A run on the server.
struct RemoteRun<'a> {
    server: &'a TrackingServer,
    id: String,
    artifact_uri: String,
}

impl<'a> RemoteRun<'a> {
    fn create(
        server: &'a TrackingServer,
        experiment: &str,
        options: &MlflowOptions,
    ) -> Result<Self, MlflowError> {
        let method = "runs/create";
        let source = json!({"key": "mlflow.source.name", "value": "detlens"});
        let body = json!({
            "experiment_id": experiment,
            "run_name": options.name,
            "start_time": millis(options.time),
            "tags": [source],
        });
        let created = server.post(method, &body)?;
        let info = &created["run"]["info"];
        let id = text(method, &info["run_id"], "run_id")?;
        let artifact_uri = text(method, &info["artifact_uri"], "artifact_uri")?;
        Ok(Self { server, id, artifact_uri })
    }

    fn log(
        &self,
        log: &Log,
        artifacts: &Artifacts,
        options: &MlflowOptions,
    ) -> Result<(), MlflowError> {
        let time = millis(options.time);
        let metric = |scalar: &detlens_log::Scalar| {
            let key = names::allowed(&scalar.name);
            json!({"key": key, "value": scalar.value, "timestamp": time, "step": options.step})
        };
        let metrics: Vec<Value> = log.scalars.iter().map(metric).collect();
        let parameter = |(key, value)| json!({"key": key, "value": value});
        let parameters: Vec<Value> =
            names::parameters(&log.config).into_iter().map(parameter).collect();
        self.log_batches("params", &parameters, PARAMETERS_PER_REQUEST)?;
        self.log_batches("metrics", &metrics, METRICS_PER_REQUEST)?;
        artifacts.files.iter().try_for_each(|(name, bytes)| self.put(name, bytes))
    }

    fn log_batches(&self, what: &str, items: &[Value], n_items: usize) -> Result<(), MlflowError> {
        items.chunks(n_items).try_for_each(|items| {
            let body = json!({"run_id": self.id, what: items});
            self.server.post("runs/log-batch", &body).map(|_| ())
        })
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), MlflowError> {
        let foreign = || MlflowError::ForeignArtifacts { uri: self.artifact_uri.clone() };
        let root = self.artifact_uri.strip_prefix(PROXIED).ok_or_else(foreign)?;
        if root.starts_with("//") {
            // Another host takes them.
            return Err(foreign());
        }
        self.server.put(&format!("{}/{name}", root.trim_matches('/')), bytes)
    }

    fn end(&self, status: &str, options: &MlflowOptions) -> Result<(), MlflowError> {
        let body = json!({"run_id": self.id, "status": status, "end_time": millis(options.time)});
        self.server.post("runs/update", &body).map(|_| ())
    }
}

/// Milliseconds since 1970.
fn millis(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    u64::try_from(since).unwrap_or(u64::MAX)
}

/// A text in an answer.
fn text(what: &str, value: &Value, field: &'static str) -> Result<String, MlflowError> {
    let unexpected = || MlflowError::Unexpected { what: what.to_owned(), field };
    value.as_str().map(str::to_owned).ok_or_else(unexpected)
}
