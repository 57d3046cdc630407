//! Settings in three layers: the default, a file, a flag; the later one wins.
//!
//! [`Settings`] is at once the flags of `detlens eval`, the keys of a settings file and the
//! `config.toml` of a run, so that the three cannot disagree on a name or on what a value means.

mod areas;
mod choices;
mod file;
mod limits;
mod score;
mod settings;
mod texts;
mod thresholds;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use detlens_data::IouType;
use detlens_engine::Config;
use detlens_run::schema::{Origin, Setting, SettingValue};
use toml::Table;

pub(crate) use areas::Areas;
pub(crate) use choices::IouTypeChoice;
pub(crate) use settings::{Settings, default_text};
use thresholds::ThresholdList;

use crate::args::setting_names;
use crate::failure::Failure;

/// The settings in force, and where each came from.
#[derive(Clone, Debug)]
pub(crate) struct Configuration {
    /// What file and flags say together.
    pub(crate) given: Settings,
    /// For each key that is given, the layer that won.
    origins: BTreeMap<String, Origin>,
}

impl Configuration {
    /// Lays the flags over the file, if there is one.
    ///
    /// # Errors
    ///
    /// The command line's fault: a file that cannot be used, or settings that exclude each other.
    pub(crate) fn new(flags: &Settings, file: Option<&Path>) -> Result<Self, Failure> {
        let file = file.map(file::read).transpose()?.unwrap_or_default();
        let (mut table, flags) = (table(&file)?, table(flags)?);
        let mut origins: BTreeMap<_, _> =
            table.keys().map(|key| (key.clone(), Origin::File)).collect();
        for (key, value) in flags {
            if let Some(other) = alternative(&key) {
                table.remove(other);
                origins.remove(other);
            }
            origins.insert(key.clone(), Origin::Flag);
            table.insert(key, value);
        }
        let given = table.try_into().map_err(Failure::usage)?;
        Ok(Self { given, origins })
    }

    /// The settings of a table, as another program makes it.
    ///
    /// # Errors
    ///
    /// The caller's fault: a key that is no setting, or a value that the setting does not take.
    pub(crate) fn of_table(table: Table) -> Result<Self, Failure> {
        let settings: Settings = table.try_into().map_err(Failure::usage)?;
        Self::new(&settings, None)
    }

    /// The ground truth and the results.
    ///
    /// # Errors
    ///
    /// The command line's fault if one is not given.
    pub(crate) fn files(&self) -> Result<(&Path, &[PathBuf]), Failure> {
        let missing = |flag: &str, what: &str| {
            Failure::usage(format!("--{flag} is missing"))
                .with_hint(format!("give the {what} with --{flag} FILE.json; see --help"))
        };
        let gt = self.given.gt.as_deref().ok_or_else(|| missing("gt", "ground truth"))?;
        let dt = self.given.dt.as_deref().filter(|dt| !dt.is_empty());
        Ok((gt, dt.ok_or_else(|| missing("dt", "results"))?))
    }

    /// What the engine is asked to do.
    ///
    /// # Errors
    ///
    /// The command line's fault: the first setting that cannot be used.
    pub(crate) fn engine_config(&self, areas: Option<&Areas>) -> Result<Config, Failure> {
        let (given, default) = (&self.given, Config::default());
        let areas = areas.or(given.areas.as_ref());
        let thresholds = |list: &Option<ThresholdList>| list.as_ref().map(|list| list.0.clone());
        let config = Config {
            iou_thresholds: thresholds(&given.iou_thresholds).unwrap_or(default.iou_thresholds),
            recall_thresholds: thresholds(&given.recall_thresholds)
                .unwrap_or(default.recall_thresholds),
            max_detections: given
                .max_detections
                .clone()
                .map_or(default.max_detections, |limits| limits.0),
            area_ranges: areas.map_or(default.area_ranges, |areas| areas.0.clone()),
            score_threshold: given
                .score_threshold
                .map_or(default.score_threshold, |choice| choice.0),
            class_agnostic: given.class_agnostic.unwrap_or(default.class_agnostic),
            protocols: given.protocol.map_or(default.protocols, Into::into),
            best_overlaps: default.best_overlaps,
        };
        config.check().map_err(Failure::usage)?;
        Ok(config)
    }

    /// The settings that made a run, complete, as its `config.toml` holds them.
    ///
    /// What does not change a number is left out: where the run was written, what was printed,
    /// how many threads there were.
    ///
    /// # Errors
    ///
    /// The command line's fault: a path that is not text.
    pub(crate) fn record(
        &self,
        config: &Config,
        iou_type: IouType,
    ) -> Result<Vec<Setting>, Failure> {
        let given = &self.given;
        let used = Settings {
            gt: given.gt.clone(),
            dt: given.dt.clone(),
            images: given.images.clone(),
            categories: given.categories.clone(),
            lenient: Some(given.lenient.unwrap_or_default()),
            iou_type: Some(iou_type.into()),
            ..Settings::of(config)
        };
        let mut table = table(&used)?;
        let setting = |name: String| {
            let value = setting_value(table.remove(&name)?);
            let origin = self.origin(&name);
            Some(Setting { name, value, origin })
        };
        Ok(setting_names().into_iter().filter_map(setting).collect())
    }

    /// Where the value of a key came from.
    fn origin(&self, key: &str) -> Origin {
        let origin = |key: &str| self.origins.get(key).copied();
        let other = || alternative(key).and_then(origin);
        origin(key).or_else(other).unwrap_or(Origin::Default)
    }
}

/// The key that says the same thing in another way.
fn alternative(key: &str) -> Option<&'static str> {
    match key {
        "areas" => Some("areas-from"),
        "areas-from" => Some("areas"),
        _ => None,
    }
}

fn table(settings: &Settings) -> Result<Table, Failure> {
    Table::try_from(settings).map_err(Failure::usage)
}

/// A value as the run records it.
fn setting_value(value: toml::Value) -> SettingValue {
    match value {
        toml::Value::Boolean(value) => value.into(),
        toml::Value::Integer(value) => value.into(),
        toml::Value::Float(value) => value.into(),
        toml::Value::String(value) => value.into(),
        toml::Value::Array(values) => {
            SettingValue::List(values.into_iter().map(setting_value).collect())
        }
        // No setting has such a value; its text is what the file would hold.
        toml::Value::Datetime(_) | toml::Value::Table(_) => value.to_string().into(),
    }
}
