//! The content of a run for the official client, which has a run of its own open.
//!
//! The values are those of an offline run, and so are the files; only the client that writes them
//! down is another one.

use std::path::Path;

use detlens_log::{Chart, Log};
use detlens_page::{PageData, Progress};
use serde_json::{Map, Value, json};

use crate::artifact::TableArtifact;
use crate::contents::Contents;
use crate::history::CONFIG_KEY;
use crate::staging::Staging;
use crate::table::history_key;
use crate::write::{Values, put_together};
use crate::{WandbError, chart, identity};

/// The folder of the files, inside a folder `wandb`.
const NAME: &str = "live";

/// A run that is ready for the official client.
#[derive(Clone, Debug, PartialEq)]
pub struct Live {
    /// The values, as JSON objects:
    ///
    /// - `config`: what is added to the configuration;
    /// - `charts`: for each name the `panel`, and the key in the history of the `table` it draws;
    /// - `history`: the values of one step, as the history of an offline run has them;
    /// - `summary`: the values that stand in the summary only;
    /// - `files`: for the address of each file of an artifact its path below the folder;
    /// - `media`: the folder of the paths that values of the history give.
    pub values: Value,
    /// Whether the report page was too large for a panel, and so came without small images.
    pub is_page_without_images: bool,
}

/// Writes the files of a run into a folder and gives the values that name them.
///
/// # Errors
///
/// As [`crate::write()`].
pub fn live(
    log: &Log,
    page: Option<&PageData>,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<Live, WandbError> {
    let staging = Staging::start(&folder.join("wandb").join(NAME))?;
    let mut contents = Contents::new(staging, NAME, 0);
    let (values, made) = put_together(log, page, &identity::run_id()?, &mut contents, progress)?;
    contents.finish()?;
    let Values { history, summary, artifacts } = values;
    let values = json!({
        "config": {CONFIG_KEY: log.config},
        "charts": log.charts.iter().map(of_chart).collect::<Map<_, _>>(),
        "history": history.into_iter().collect::<Map<_, _>>(),
        "summary": summary.into_iter().collect::<Map<_, _>>(),
        "files": artifacts.iter().flat_map(files).collect::<Map<_, _>>(),
        "media": format!("wandb/{NAME}/{}", Contents::FILES),
    });
    Ok(Live { values, is_page_without_images: made.is_page_without_images })
}

fn of_chart(chart: &Chart) -> (String, Value) {
    let value = json!({"panel": chart::panel(chart), "table": history_key(&chart.table)});
    (chart.name.clone(), value)
}

fn files(artifact: &TableArtifact) -> impl Iterator<Item = (String, Value)> {
    let entries = artifact.entries().iter();
    entries.map(|(path, file)| (artifact.address(path), json!(file.path)))
}
