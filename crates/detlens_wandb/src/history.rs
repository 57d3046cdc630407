//! The log of a run: its name and settings, its files, and the values of its one step.

use std::io;

use detlens_log::Log;
use serde_json::{Value, json};

use crate::contents::{Contents, Stored};
use crate::record::{
    Exit, Files, Header, History, HistoryStep, Item, Kind, RunRecord, Timestamp, VersionInfo,
};
use crate::transaction::Transaction;
use crate::write::Values;
use crate::{WandbError, WandbOptions, calendar, chart, run_dir};

/// The version of the official client whose form is written.
const PRODUCER: &str = "0.31.0";
/// The oldest client that reads it, as that version puts it into its own logs.
const MIN_CONSUMER: &str = "0.70.0";
/// The key of everything that Detlens says in the configuration, which a training may share.
pub(crate) const CONFIG_KEY: &str = "detlens";

/// Writes the log.
///
/// A value comes after the files that it names, and the summary before the history, as the
/// official client has it. `wandb sync` does not make the summary of the history.
pub(crate) fn write(
    log: &Log,
    options: &WandbOptions,
    run_id: &str,
    contents: &Contents,
    values: &Values,
) -> Result<(), WandbError> {
    let path = contents.staging().dir().join(run_dir::log_name(run_id));
    let artifacts = values.artifacts.iter();
    let artifacts =
        artifacts.map(|artifact| Kind::Artifact(Box::new(artifact.record(run_id, options))));
    let records = [Kind::Header(header()), Kind::Run(Box::new(run(log, options, run_id)))]
        .into_iter()
        .chain(artifacts)
        .chain([Kind::Files(files(contents))])
        .chain([Kind::Summary(summary(values, options).into())])
        .chain([Kind::History(history(values, options))])
        .chain([Kind::Exit(Exit { exit_code: 0, runtime: 0 })]);
    let written = || -> io::Result<()> {
        let mut transaction = Transaction::create(&path)?;
        records.into_iter().try_for_each(|record| transaction.push(record))?;
        transaction.finish()
    };
    written().map_err(WandbError::io("write", &path))
}

fn header() -> Header {
    let (producer, min_consumer) = (PRODUCER.to_owned(), MIN_CONSUMER.to_owned());
    Header { version_info: Some(VersionInfo { producer, min_consumer }) }
}

fn run(log: &Log, options: &WandbOptions, run_id: &str) -> RunRecord {
    let secs = calendar::unix_secs(options.time);
    #[expect(clippy::cast_possible_truncation, reason = "seconds of this age fit")]
    let start_time = Timestamp { seconds: secs as i64, nanos: (secs.fract() * 1e9) as i32 };
    let is_new = options.id.is_none();
    // Of a run that is added to, the name, the job and the tags are its own.
    let name = options.name.clone().or_else(|| is_new.then(|| log.name.clone()));
    RunRecord {
        run_id: run_id.to_owned(),
        entity: options.entity.clone().unwrap_or_default(),
        project: options.project.clone(),
        // Here and not in a record of its own, which clients up to 0.22 read and do not send.
        config: Some(config(log).into()),
        run_group: options.group.clone().unwrap_or_default(),
        job_type: if is_new { "evaluation".to_owned() } else { String::new() },
        display_name: name.unwrap_or_default(),
        tags: options.tags.clone(),
        start_time: Some(start_time),
        resume: !is_new,
    }
}

fn files(contents: &Contents) -> Files {
    Files::new(contents.media_files().map(|Stored { path, .. }| path.clone()))
}

fn config(log: &Log) -> Vec<Item> {
    let settings = Item::new(CONFIG_KEY, &Value::Object(log.config.clone()));
    std::iter::once(settings).chain(log.charts.iter().map(chart::item)).collect()
}

fn summary(values: &Values, options: &WandbOptions) -> Vec<Item> {
    let values = values.history.iter().chain(&values.summary);
    values.map(|(key, value)| Item::new(key, value)).chain(clock(options)).collect()
}

fn history(values: &Values, options: &WandbOptions) -> History {
    let values = values.history.iter().map(|(key, value)| Item::new(key, value));
    History {
        item: values.chain(clock(options)).collect(),
        step: Some(HistoryStep { num: i64::try_from(options.step).unwrap_or(i64::MAX) }),
    }
}

/// What every row of a history says of its time.
fn clock(options: &WandbOptions) -> [Item; 3] {
    [
        Item::new("_step", &json!(options.step)),
        Item::new("_timestamp", &json!(calendar::unix_secs(options.time))),
        Item::new("_runtime", &json!(0)),
    ]
}
