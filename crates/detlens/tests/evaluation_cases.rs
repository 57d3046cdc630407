//! Every case of `cases/evaluation/`, through the libraries that the program is made of.
#![expect(clippy::unwrap_used, reason = "a case that cannot be read fails the test")]

use std::fs;
use std::path::{Path, PathBuf};

use detlens_data::{IouType, Outcome, ReadOptions, Source, read};
use detlens_engine::{AreaRangeRequest, Config, ScoreThreshold, Thresholds, evaluate};
use detlens_run::{RunFile, RunInput};
use serde_json::{Map, Value, json};

/// The twelve numbers of `COCOeval.summarize`, in its order.
const STATISTICS: [&str; 12] =
    ["AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl"];

#[test]
fn every_case_gives_what_is_expected() {
    let paths = paths();
    assert!(!paths.is_empty(), "there are no cases");
    let failures: Vec<String> = paths
        .iter()
        .flat_map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let found = failures(&toml::from_str(&fs::read_to_string(path).unwrap()).unwrap());
            found.into_iter().map(move |failure| format!("{name}: {failure}"))
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn paths() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/evaluation");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    paths
}

/// What is not as a case says, in words.
fn failures(case: &Value) -> Vec<String> {
    let outcome = read_files(case);
    match (outcome.dataset, case["refused"].as_str()) {
        (None, None) => vec![format!("refused: {}", outcome.problems)],
        (Some(_), Some(_)) => vec!["accepted".to_owned()],
        (None, Some(text)) => {
            let said = outcome.problems.to_string();
            if said.contains(text) { Vec::new() } else { vec![format!("{said} lacks {text:?}")] }
        }
        (Some(dataset), None) => {
            let config = config(&case["settings"]);
            let evaluation = evaluate(&dataset, &config).unwrap();
            let input = RunInput {
                settings: &[],
                files: &[],
                problems: &[],
                dataset: &dataset,
                config: &config,
                evaluation: &evaluation,
            };
            differences(case, &serde_json::to_value(RunFile::new(&input)).unwrap())
        }
    }
}

fn read_files(case: &Value) -> Outcome {
    let keys = ["images", "categories", "annotations"];
    let ground_truth: Map<String, Value> =
        keys.iter().map(|&key| (key.to_owned(), case[key].clone())).collect();
    let ground_truth = serde_json::to_vec(&ground_truth).unwrap();
    let results = serde_json::to_vec(&case["results"]).unwrap();
    let iou_type = if case["iou_type"] == "segm" { IouType::Segm } else { IouType::Bbox };
    read(
        Source::new("gt.json", ground_truth.as_slice()),
        vec![Source::new("dt.json", results.as_slice())],
        &ReadOptions { iou_type: Some(iou_type), lenient: false },
    )
}

/// The configuration with the settings that a case has.
fn config(settings: &Value) -> Config {
    let mut config = Config::default();
    if let Some(texts) = settings["iou_thresholds"].as_array() {
        let decimals = texts.iter().map(|text| text.as_str().unwrap().parse().unwrap()).collect();
        config.iou_thresholds = Thresholds::list(decimals).unwrap();
    }
    if let Some(limits) = settings["max_detections"].as_array() {
        let limit = |limit: &Value| u32::try_from(limit.as_u64().unwrap()).unwrap();
        config.max_detections = Some(limits.iter().map(limit).collect());
    }
    if let Some(score) = settings["score_threshold"].as_f64() {
        config.score_threshold = ScoreThreshold::Fixed(score);
    }
    if let Some(ranges) = settings["area_ranges"].as_array() {
        config.area_ranges = ranges.iter().map(area_range).collect();
    }
    config.class_agnostic = settings["class_agnostic"].as_bool().unwrap_or_default();
    config
}

fn area_range(range: &Value) -> AreaRangeRequest {
    let high_px2 = range["high_px2"].as_f64().unwrap_or(f64::INFINITY);
    let name = range["name"].as_str().unwrap();
    AreaRangeRequest::pixels(name, range["low_px2"].as_f64().unwrap(), high_px2)
}

/// What a record lacks of what a case expects.
fn differences(case: &Value, record: &Value) -> Vec<String> {
    let coco = case["coco"].as_object().into_iter().flatten().filter_map(|(name, expected)| {
        let row = STATISTICS.iter().position(|statistic| statistic == name).unwrap();
        let found = &record["coco"]["statistics"][row]["value"];
        (found != expected).then(|| format!("{name} is {found}, not {expected}"))
    });
    let exact = case["exact"].as_object().into_iter().flatten().flat_map(|(table, expected)| {
        let found = rows(&record["exact"][table]);
        let missing =
            rows(expected).into_iter().filter(move |row| !found.iter().any(|f| has(f, row)));
        missing.map(move |row| format!("{table} lacks the row {}", json!(row)))
    });
    coco.chain(exact).collect()
}

/// The rows of a table; an object is a table of one row.
fn rows(table: &Value) -> Vec<&Value> {
    table.as_array().map_or_else(|| vec![table], |rows| rows.iter().collect())
}

/// Whether a row has every key of another, with the same value.
fn has(found: &Value, expected: &Value) -> bool {
    let pairs = expected.as_object().into_iter().flatten();
    pairs.into_iter().all(|(key, value)| equal(&found[key], value))
}

/// Whether two values are equal; 1 and 1.0 are.
fn equal(found: &Value, expected: &Value) -> bool {
    match (found.as_f64(), expected.as_f64()) {
        (Some(found), Some(expected)) => found == expected,
        _ => found == expected,
    }
}
