//! Writes a run in W&B's offline form.

use std::path::PathBuf;

use detlens_log::{Histogram, Log};
use detlens_page::{PageData, Progress};
use serde_json::{Value, json};

use crate::artifact::TableArtifact;
use crate::contents::{Contents, file_key};
use crate::example::PictureWriter;
use crate::receipt::{ArtifactReceipt, RECEIPT, Receipt};
use crate::staging::Staging;
use crate::table::{LoggedTable, MediaTable, history_key};
use crate::{WandbError, WandbOptions, history, identity, page, run_dir};

/// A run that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The folder of the offline run.
    pub dir: PathBuf,
    /// The id of the run.
    pub run_id: String,
    /// Whether the examples have their pictures; they have none without an image folder.
    pub has_pictures: bool,
    /// Whether the report page was too large for a panel, and so came without small images.
    pub is_page_without_images: bool,
}

/// What is put together of a run before its log is written.
#[derive(Debug, Default)]
pub(crate) struct Values {
    /// Values of the one step that the history has.
    pub(crate) history: Vec<(String, Value)>,
    /// Values that stand in the summary only.
    pub(crate) summary: Vec<(String, Value)>,
    /// The artifacts that the values name.
    pub(crate) artifacts: Vec<TableArtifact>,
}

/// Writes a run as `wandb/offline-run-…` in the folder of the options.
///
/// `page` gives the report page and the images of the examples; without the protocol `exact`
/// there is neither. The folder appears when it is complete; whatever goes wrong before leaves
/// nothing.
///
/// # Errors
///
/// [`WandbError::BadName`] for what the server would refuse, [`WandbError::Image`] if the image of
/// an example is missing or damaged, [`WandbError::Io`] for what the operating system answers.
pub fn write(
    log: &Log,
    page: Option<&PageData>,
    options: &WandbOptions,
    progress: &dyn Progress,
) -> Result<Written, WandbError> {
    options.check()?;
    let run_id = options.id.clone().map_or_else(identity::run_id, Ok)?;
    let name = run_dir::name(options.time, &run_id);
    let dir = options.dir.join("wandb").join(&name);
    let mut contents = Contents::new(Staging::start(&dir)?, &name, options.step);
    let (values, made) = put_together(log, page, &run_id, &mut contents, progress)?;
    history::write(log, options, &run_id, &contents, &values)?;
    let receipt = receipt(&name, &run_id, options, &contents, &values);
    let receipt = serde_json::to_vec_pretty(&receipt).map_err(WandbError::encode("the receipt"))?;
    contents.staging().save(RECEIPT, &receipt)?;
    contents.finish()?;
    let Made { has_pictures, is_page_without_images } = made;
    Ok(Written { dir, run_id, has_pictures, is_page_without_images })
}

/// What became of the media.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Made {
    pub(crate) has_pictures: bool,
    pub(crate) is_page_without_images: bool,
}

/// Writes the media of a run and gives the values that name them, beside its numbers.
pub(crate) fn put_together(
    log: &Log,
    page: Option<&PageData>,
    run_id: &str,
    contents: &mut Contents,
    progress: &dyn Progress,
) -> Result<(Values, Made), WandbError> {
    let mut values = Values::default();
    for table in &log.tables {
        let table = MediaTable { table, pictures: None, has_masks: false };
        values.push_table(table.write(contents, artifact(run_id, &table)?)?);
    }
    let has_pictures = examples(log, page, run_id, contents, &mut values)?;
    let histograms = log.histograms.iter();
    values
        .history
        .extend(histograms.map(|histogram| (histogram.name(), histogram_value(histogram))));
    let report = page.map(|page| page::write(page, contents, progress)).transpose()?;
    let is_page_without_images = report.as_ref().is_some_and(|report| report.is_without_images);
    values.history.extend(report.map(|report| (page::KEY.to_owned(), report.value)));
    values.push_scalars(log);
    Ok((values, Made { has_pictures, is_page_without_images }))
}

/// Writes the table of examples; says whether it has pictures.
fn examples(
    log: &Log,
    page: Option<&PageData>,
    run_id: &str,
    contents: &mut Contents,
    values: &mut Values,
) -> Result<bool, WandbError> {
    if log.examples.images.is_empty() {
        return Ok(false);
    }
    let table = log.examples.table();
    let has_masks = log.examples.has_masks;
    let mut table = MediaTable { table: &table, pictures: None, has_masks };
    let mut artifact = artifact(run_id, &table)?;
    if let Some(folder) = page.map(PageData::images).filter(|folder| folder.root().is_some()) {
        let writer = PictureWriter { contents, folder, has_masks };
        let examples = log.examples.images.iter();
        let cells = examples.map(|example| writer.cell(example, &mut artifact));
        table.pictures = Some(cells.collect::<Result<_, _>>()?);
    }
    let has_pictures = table.pictures.is_some();
    values.push_table(table.write(contents, artifact)?);
    Ok(has_pictures)
}

fn artifact(run_id: &str, table: &MediaTable<'_>) -> Result<TableArtifact, WandbError> {
    TableArtifact::new(run_id, &file_key(&history_key(&table.table.name)))
}

fn histogram_value(histogram: &Histogram) -> Value {
    json!({"_type": "histogram", "bins": histogram.edges, "values": histogram.counts})
}

impl Values {
    fn push_table(&mut self, table: LoggedTable) {
        if table.n_rows_left_out > 0 {
            let key = format!("{}/rows_left_out", table.key);
            self.summary.push((key, json!(table.n_rows_left_out)));
        }
        self.history.push((table.key, table.value));
        self.artifacts.push(table.artifact);
    }

    fn push_scalars(&mut self, log: &Log) {
        for scalar in &log.scalars {
            let values = if scalar.is_headline { &mut self.history } else { &mut self.summary };
            values.push((scalar.name.clone(), json!(scalar.value)));
        }
    }
}

fn receipt(
    folder: &str,
    run_id: &str,
    options: &WandbOptions,
    contents: &Contents,
    values: &Values,
) -> Receipt {
    let summary = values.history.iter().chain(&values.summary);
    Receipt {
        folder: folder.to_owned(),
        run_id: run_id.to_owned(),
        project: options.project.clone(),
        entity: options.entity.clone(),
        summary_keys: summary.map(|(key, _)| key.clone()).collect(),
        files: Receipt::files(contents),
        artifacts: values.artifacts.iter().map(ArtifactReceipt::from).collect(),
    }
}
