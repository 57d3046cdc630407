//! A run in one line, for the list of the runs of a server.

use detlens_run::RunFile;
use detlens_run::schema::{AverageScope, Exact, IouType, Origin, PoolScope, Setting};
use serde::Serialize;

use crate::PageData;
use crate::meta::{Measure, setting_text};

/// A run in the list of runs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunSummary {
    /// What stands for the run in addresses.
    pub key: String,
    /// Name of the run.
    pub name: String,
    /// Why the run cannot be shown; then nothing else is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    #[serde(flatten)]
    numbers: Option<Numbers>,
}

/// The main numbers of a run, over all areas.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Numbers {
    iou_type: IouType,
    n_images: u64,
    n_categories: u64,
    /// Counted ground truths.
    n_ground_truths: u64,
    n_detections: u64,
    /// What was set and not left at its default.
    settings: Vec<ChosenSetting>,
    #[serde(flatten)]
    exact: Option<ExactNumbers>,
}

/// A setting that somebody chose.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct ChosenSetting {
    key: String,
    value: String,
}

/// The main numbers of the protocol `exact`.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct ExactNumbers {
    #[serde(skip_serializing_if = "Option::is_none")]
    mean_average_precision: Option<Measure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    average_precision_50: Option<Measure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<Measure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recall: Option<Measure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    f1: Option<Measure>,
    score_threshold: f64,
}

impl RunSummary {
    /// A run that can be shown.
    #[must_use]
    pub fn new(key: String, name: String, data: &PageData) -> Self {
        let record = data.run().record();
        let numbers = Numbers {
            iou_type: record.iou_type,
            n_images: record.dataset.n_images,
            n_categories: record.dataset.n_categories,
            n_ground_truths: record.dataset.n_ground_truths,
            n_detections: record.dataset.n_detections,
            settings: record.configuration.iter().filter_map(ChosenSetting::new).collect(),
            exact: record.exact.as_ref().map(|exact| ExactNumbers::new(record, exact)),
        };
        Self { key, name, problem: None, numbers: Some(numbers) }
    }

    /// A run that cannot be shown, and why.
    #[must_use]
    pub fn broken(key: String, name: String, problem: String) -> Self {
        Self { key, name, problem: Some(problem), numbers: None }
    }
}

impl ChosenSetting {
    /// The setting, unless it has its default.
    fn new(setting: &Setting) -> Option<Self> {
        let is_chosen = setting.origin != Origin::Default;
        is_chosen.then(|| Self { key: setting.name.clone(), value: setting_text(&setting.value) })
    }
}

impl ExactNumbers {
    /// Averages are means over categories, or of the pool where categories were left out of the
    /// matching; counts are pooled, at the reference IoU threshold.
    fn new(record: &RunFile, exact: &Exact) -> Self {
        let first_range = record.area_ranges.first().map(|range| range.name.as_str());
        let averages = |scope: AverageScope| {
            let mut rows = exact.averages.iter();
            rows.find(|row| row.scope == scope && Some(row.area_range.as_str()) == first_range)
        };
        let averages =
            averages(AverageScope::MeanOverCategories).or_else(|| averages(AverageScope::Pooled));
        let reference = exact.operating_point.reference_iou_threshold;
        let counts = exact.counts.iter().find(|row| {
            row.scope == PoolScope::Pooled
                && row.iou_threshold == reference
                && Some(row.area_range.as_str()) == first_range
        });
        Self {
            mean_average_precision: averages.map(|row| row.averages.ap.into()),
            average_precision_50: averages.and_then(|row| row.averages.ap_50.map(Into::into)),
            precision: counts.map(|row| row.counts.precision.into()),
            recall: counts.map(|row| row.counts.recall.into()),
            f1: counts.map(|row| row.counts.f1.into()),
            score_threshold: exact.operating_point.score_threshold,
        }
    }
}
