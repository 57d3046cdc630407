//! What a run is made of.

use detlens_data::Dataset;
use detlens_engine::{Config, Evaluation};

use crate::schema::{InputFile, Problem, Setting};

/// One evaluation with everything that led to it.
#[derive(Clone, Copy, Debug)]
pub struct RunInput<'a> {
    /// Every setting in force, in the order of the documentation; it becomes `config.toml`.
    pub settings: &'a [Setting],
    /// The files that were read, in the order in which they were given.
    pub files: &'a [InputFile],
    /// What the reader found wrong with them, or worth knowing.
    pub problems: &'a [Problem],
    /// What was evaluated.
    pub dataset: &'a Dataset,
    /// What the engine was asked for.
    pub config: &'a Config,
    /// What it answered, for this dataset and this configuration.
    pub evaluation: &'a Evaluation,
}

impl<'a> RunInput<'a> {
    /// The IoU thresholds, length `T`.
    pub(crate) fn iou_thresholds(&self) -> impl Iterator<Item = f64> + use<'a> {
        self.config.iou_thresholds.decimals().iter().map(|decimal| decimal.value())
    }

    /// An IoU threshold by its index.
    pub(crate) fn iou_threshold(&self, iou_idx: usize) -> f64 {
        self.config.iou_thresholds.decimals()[iou_idx].value()
    }

    /// The name of an area range by its index.
    pub(crate) fn area_range(&self, area_idx: usize) -> &'a str {
        &self.evaluation.area_ranges[area_idx].name
    }
}
