//! Section 0: settings, input files, categories, and what a reader must know.

use detlens_run::RunFile;
use detlens_run::schema::{self, InputRole, Origin, SettingValue};
use serde::Serialize;

/// A category.
#[derive(Debug, Serialize)]
pub(super) struct Category<'a> {
    id: String,
    name: &'a str,
}

/// A setting in force.
#[derive(Debug, Serialize)]
pub(super) struct Setting<'a> {
    key: &'a str,
    value: String,
    origin: Origin,
}

/// A file that was read.
#[derive(Debug, Serialize)]
pub(super) struct Input<'a> {
    role: &'static str,
    path: &'a str,
    n_bytes: u64,
    checksum: &'a str,
}

impl<'a> Category<'a> {
    pub(super) fn new(category: &'a schema::Category) -> Self {
        Self { id: category.category_id.to_string(), name: &category.category }
    }
}

impl<'a> Setting<'a> {
    pub(super) fn new(setting: &'a schema::Setting) -> Self {
        Self { key: &setting.name, value: setting_text(&setting.value), origin: setting.origin }
    }
}

impl<'a> Input<'a> {
    pub(super) fn new(input: &'a schema::InputFile) -> Self {
        Self {
            role: match input.role {
                InputRole::GroundTruth => "ground truth",
                InputRole::Detections => "detections",
            },
            path: &input.path,
            n_bytes: input.size_bytes,
            checksum: &input.xxh3_128,
        }
    }
}

/// What a reader must know before believing the numbers.
pub(super) fn notes(record: &RunFile) -> Vec<String> {
    let problems = record.problems.iter().map(|problem| problem.text.clone());
    let empty = record.area_ranges.iter().filter(|range| range.n_ground_truths == 0);
    let empty = empty.map(|range| format!("the area range {:?} holds no ground truth", range.name));
    problems.chain(empty).collect()
}

/// A value as a person writes it.
pub(crate) fn setting_text(value: &SettingValue) -> String {
    match value {
        SettingValue::Boolean(value) => value.to_string(),
        SettingValue::Integer(value) => value.to_string(),
        SettingValue::Number(value) => value.to_string(),
        SettingValue::Text(value) => value.clone(),
        SettingValue::List(values) => {
            values.iter().map(setting_text).collect::<Vec<_>>().join(", ")
        }
    }
}
