//! Writes a run as one event file.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use detlens_log::{Log, ThresholdCounts};
use detlens_page::PageData;
use prost::Message;

use crate::event::{Content, Event, Summary, Value};
use crate::{TensorboardError, frame, overlay, summaries};

/// What an event file begins with.
const FILE_VERSION: &str = "brain.Event:2";
/// Score thresholds of a precision-recall curve; TensorBoard's own default.
const N_THRESHOLDS: usize = 201;

/// Where a run goes and what it is called there.
#[derive(Clone, Debug)]
pub struct TensorboardOptions {
    /// The folder that TensorBoard is pointed at.
    pub logdir: PathBuf,
    /// The name of the run, which is that of its folder in `logdir`.
    pub name: String,
    /// The step that the numbers belong to.
    pub step: i64,
    /// The time of logging.
    pub time: SystemTime,
}

/// A run that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The event file.
    pub file: PathBuf,
    /// Whether the examples have their pictures; they have none without an image folder.
    pub has_pictures: bool,
}

/// Writes a run as an event file beside those that are there.
///
/// `page` gives the images of the examples and the curves; without the protocol `exact` there are
/// neither. The file appears when it is complete; whatever goes wrong before leaves nothing.
///
/// # Errors
///
/// [`TensorboardError::Image`] if the image of an example is missing or damaged,
/// [`TensorboardError::Io`] for what the operating system answers.
pub fn write(
    log: &Log,
    page: Option<&PageData>,
    options: &TensorboardOptions,
) -> Result<Written, TensorboardError> {
    let mut values: Vec<Value> = log.scalars.iter().map(summaries::scalar).collect();
    values.extend(log.histograms.iter().map(summaries::histogram));
    values.push(summaries::config(log));
    let mut has_pictures = false;
    if let Some(page) = page {
        let curves = ThresholdCounts::read(page.run(), N_THRESHOLDS)?;
        values.extend(curves.iter().map(summaries::curve));
        has_pictures = page.images().root().is_some();
        if has_pictures {
            values.extend(pictures(log, page)?);
        }
    }
    Ok(Written { file: save(values, options)?, has_pictures })
}

/// The examples, a picture each.
fn pictures(log: &Log, page: &PageData) -> Result<Vec<Value>, TensorboardError> {
    let picture = |example| {
        let image = overlay::draw(example, page.images())?;
        let tag = format!("examples/{}", example.image.file_name);
        Ok(Value { tag, metadata: None, content: Some(Content::Image(image)) })
    };
    log.examples.images.iter().map(picture).collect()
}

/// Writes the values under a hidden name, and renames the file when it is complete.
fn save(values: Vec<Value>, options: &TensorboardOptions) -> Result<PathBuf, TensorboardError> {
    let folder = options.logdir.join(&options.name);
    fs::create_dir_all(&folder).map_err(TensorboardError::io("create", &folder))?;
    let wall_time = options.time.duration_since(UNIX_EPOCH).map_or(0.0, |time| time.as_secs_f64());
    let path = free_name(&folder, wall_time, options.step);
    let partial = folder.join(format!(".events.partial-{}", std::process::id()));
    let written = File::create(&partial)
        .and_then(|file| write_events(file, values, wall_time, options.step))
        .map_err(TensorboardError::io("write", &partial))
        .and_then(|()| fs::rename(&partial, &path).map_err(TensorboardError::io("create", &path)));
    if written.is_err() {
        // An error here would hide the one before it.
        let _ = fs::remove_file(&partial);
    }
    written.map(|()| path)
}

/// A name by which TensorBoard knows event files; it reads those of a folder in their order.
fn free_name(folder: &Path, wall_time: f64, step: i64) -> PathBuf {
    let named = |number: u32| {
        folder.join(format!("events.out.tfevents.{wall_time:.0}.detlens.{step}.{number}"))
    };
    (0..u32::MAX).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(u32::MAX))
}

fn write_events(file: File, values: Vec<Value>, wall_time: f64, step: i64) -> io::Result<()> {
    let mut writer = BufWriter::new(file);
    let version = FILE_VERSION.to_owned();
    let first = Event { wall_time, step: 0, file_version: version, summary: None };
    frame::write(&mut writer, &first.encode_to_vec())?;
    for value in values {
        let summary = Some(Summary { value: vec![value] });
        let event = Event { wall_time, step, file_version: String::new(), summary };
        frame::write(&mut writer, &event.encode_to_vec())?;
    }
    writer.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}
