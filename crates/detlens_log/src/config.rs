//! The configuration: every setting in force, and what was evaluated.

use std::collections::BTreeMap;

use detlens_run::RunFile;
use detlens_run::schema::Setting;
use serde_json::{Map, Value, json, to_value};

use crate::LogError;

/// Every setting under its name, and beside the settings what they led to.
///
/// # Errors
///
/// [`LogError::Json`]
pub(crate) fn config(record: &RunFile) -> Result<Map<String, Value>, LogError> {
    let mut config = Map::new();
    for Setting { name, value, origin: _ } in &record.configuration {
        config.insert(name.clone(), to_value(value)?);
    }
    config.insert("detlens_version".to_owned(), json!(record.detlens_version));
    config.insert("schema_version".to_owned(), json!(record.schema_version));
    config.insert("inputs".to_owned(), to_value(&record.inputs)?);
    config.insert("dataset".to_owned(), dataset(record));
    let ranges: BTreeMap<_, _> =
        record.area_ranges.iter().map(|range| (range.name.clone(), range)).collect();
    config.insert("area_ranges".to_owned(), to_value(ranges)?);
    if let Some(exact) = &record.exact {
        config.insert("operating_point".to_owned(), to_value(exact.operating_point)?);
    }
    Ok(config)
}

/// The dataset in numbers, without its list of categories, which may be long.
fn dataset(record: &RunFile) -> Value {
    let dataset = &record.dataset;
    json!({
        "n_images": dataset.n_images,
        "n_categories": dataset.n_categories,
        "n_ground_truths": dataset.n_ground_truths,
        "n_crowds": dataset.n_crowds,
        "n_ignored": dataset.n_ignored,
        "n_detections": dataset.n_detections,
    })
}
