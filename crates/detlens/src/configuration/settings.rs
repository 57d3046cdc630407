//! The settings themselves: flags, keys and the contents of `config.toml` in one.

use std::num::NonZeroU16;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use detlens_engine::Config;
use serde::{Deserialize, Serialize};

use super::areas::Areas;
use super::choices::{IouTypeChoice, ProtocolChoice};
use super::limits::DetectionLimits;
use super::score::ScoreChoice;
use super::texts;
use super::thresholds::ThresholdList;

/// One layer of settings; `None` is a setting that the layer leaves alone.
#[derive(Clone, Debug, Default, Args, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Settings {
    /// COCO ground truth; `.gz` and `.zst` are decompressed
    #[arg(long, value_name = "GT.json", help_heading = "Input")]
    pub(crate) gt: Option<PathBuf>,
    /// COCO results; given several times, the files are one model's results
    #[arg(long, value_name = "DT.json", help_heading = "Input")]
    #[serde(default, deserialize_with = "texts::one_or_many")]
    pub(crate) dt: Option<Vec<PathBuf>>,
    /// Folder of the images, kept in the run so that they can be shown
    #[arg(long, value_name = "DIR", help_heading = "Input")]
    pub(crate) images: Option<PathBuf>,
    /// Only these categories, by name or id
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = "Input")]
    #[serde(default, deserialize_with = "texts::one_or_many")]
    pub(crate) categories: Option<Vec<String>>,
    /// Drop rows that are wrong, and say how many, instead of stopping
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true,
          default_missing_value = "true", hide_possible_values = true, help_heading = "Input")]
    pub(crate) lenient: Option<bool>,

    /// What is compared [default: what the first result has]
    #[arg(long, value_name = "TYPE", help_heading = "Evaluation")]
    pub(crate) iou_type: Option<IouTypeChoice>,
    /// Which numbers are computed
    #[arg(long, value_name = "PROTOCOL", help_heading = "Evaluation")]
    pub(crate) protocol: Option<ProtocolChoice>,
    /// Detections with a score above N count; best-f1 takes the N with the highest F1 at IoU 0.5
    #[arg(long, value_name = "N|best-f1", allow_hyphen_values = true, help_heading = "Evaluation")]
    pub(crate) score_threshold: Option<ScoreChoice>,
    /// IoU thresholds, as START:STOP:STEP or as a list
    #[arg(long, value_name = "GRID|LIST", help_heading = "Evaluation")]
    pub(crate) iou_thresholds: Option<ThresholdList>,
    /// Recall thresholds, as START:STOP:STEP or as a list
    #[arg(long, value_name = "GRID|LIST", help_heading = "Evaluation")]
    pub(crate) recall_thresholds: Option<ThresholdList>,
    /// Detections kept per image and category; none is no limit, and 1,10,100 for `coco`
    #[arg(long, value_name = "LIST|none", help_heading = "Evaluation")]
    pub(crate) max_detections: Option<DetectionLimits>,
    /// Match detections to ground truths of any category
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true,
          default_missing_value = "true", hide_possible_values = true,
          help_heading = "Evaluation")]
    pub(crate) class_agnostic: Option<bool>,

    /// Size ranges: percentiles of ground-truth area, COCO's, or your own as
    /// NAME=LOW-HIGH in px², NAME=LOW- without an end, NAME=LOW-HIGH% in percentiles
    #[arg(long, value_name = "percentile|coco|RANGES", help_heading = "Area ranges")]
    pub(crate) areas: Option<Areas>,
    /// The size ranges of an earlier run, in px² as they became there
    #[arg(long, value_name = "RUN", conflicts_with = "areas", help_heading = "Area ranges")]
    pub(crate) areas_from: Option<PathBuf>,

    /// Folder to write the run into; without it nothing is written
    #[arg(short, long, value_name = "RUN", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Replace the run that is there
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true,
          default_missing_value = "true", hide_possible_values = true, help_heading = "Output")]
    pub(crate) overwrite: Option<bool>,
    /// Print the run's record as JSON instead of the summary
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true,
          default_missing_value = "true", hide_possible_values = true, help_heading = "Output")]
    pub(crate) json: Option<bool>,
    /// Threads to use; the numbers do not depend on it [default: one for each core]
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub(crate) threads: Option<NonZeroU16>,
}

impl Settings {
    /// The settings that are the engine's.
    pub(super) fn of(config: &Config) -> Self {
        Self {
            protocol: Some(config.protocols.into()),
            score_threshold: Some(ScoreChoice(config.score_threshold)),
            iou_thresholds: Some(ThresholdList(config.iou_thresholds.clone())),
            recall_thresholds: Some(ThresholdList(config.recall_thresholds.clone())),
            max_detections: Some(DetectionLimits(config.max_detections.clone())),
            class_agnostic: Some(config.class_agnostic),
            areas: Some(Areas(config.area_ranges.clone())),
            ..Self::default()
        }
    }
}

/// The text of a flag's default, if the engine has one.
pub(crate) fn default_text(flag: &str) -> Option<String> {
    let defaults = Settings::of(&Config::default());
    match flag {
        "protocol" => Some(defaults.protocol?.to_possible_value()?.get_name().to_owned()),
        "score-threshold" => Some(defaults.score_threshold?.to_string()),
        "iou-thresholds" => Some(defaults.iou_thresholds?.to_string()),
        "recall-thresholds" => Some(defaults.recall_thresholds?.to_string()),
        "max-detections" => Some(defaults.max_detections?.to_string()),
        "areas" => Some(defaults.areas?.to_string()),
        _ => None,
    }
}
