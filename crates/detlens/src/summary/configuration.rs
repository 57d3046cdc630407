//! Section 0, configuration: the files, the dataset, the settings and the area ranges.

use detlens_run::RunFile;
use detlens_run::schema::{
    AreaRange, AskedUnit, InputFile, InputRole, IouType, Origin, Setting, SettingValue, Severity,
};

use super::heading;
use super::numbers::{area, bytes, count, percent, score};
use super::paragraph::{labelled, listed, printable, styled, unbroken, wrapped};
use super::table::{Cell, Column, Table};
use crate::terminal::{NOTICE, QUIET};

/// Digits of a checksum that are shown; the whole one is in `run.json`.
const CHECKSUM_DIGITS: usize = 12;
/// How far the share of a percentile range may be from what was asked for, `[0, 1]`.
const SHARE_TOLERANCE: f64 = 0.02;

/// The section.
pub(super) fn section(run: &RunFile, width: usize) -> String {
    let region = match run.iou_type {
        IouType::Bbox => "boxes",
        IouType::Segm => "masks",
    };
    let about = format!("Detlens {}, {region}", run.detlens_version);
    let mut text = heading("Configuration", &about, width);
    text.push_str(&files(run, width));
    text.push_str(&dataset(run, width));
    text.push_str(&settings(run, width));
    text.push_str(&dropped(run, width));
    if run.exact.is_some() {
        text.push('\n');
        text.push_str(&area_ranges(run, width));
    }
    text
}

fn files(run: &RunFile, width: usize) -> String {
    let lines = run.inputs.iter().map(|file| labelled(role(file), &file_text(file), width));
    let images = run.configuration.iter().find(|setting| setting.name == "images");
    let folder = images.map(|setting| labelled("images in", &value_text(&setting.value), width));
    lines.chain(folder).collect()
}

fn role(file: &InputFile) -> &'static str {
    match file.role {
        InputRole::GroundTruth => "ground truth",
        InputRole::Detections => "detections",
    }
}

fn file_text(file: &InputFile) -> String {
    let records = match file.role {
        InputRole::GroundTruth => "annotations",
        InputRole::Detections => "results",
    };
    let checksum = file.xxh3_128.get(..CHECKSUM_DIGITS).unwrap_or(&file.xxh3_128);
    let parts = [
        printable(&file.path),
        bytes(file.size_bytes),
        format!("{} {records}", count(file.n_records)),
        format!("xxh3 {checksum}"),
    ];
    listed(parts.map(|part| unbroken(&part)))
}

fn dataset(run: &RunFile, width: usize) -> String {
    let dataset = &run.dataset;
    let categories = Listing::of(dataset.n_categories, "category", "categories");
    let images = Listing::of(dataset.n_images, "image", "images")
        .and(dataset.n_images_without_ground_truths, "without ground truth")
        .and(dataset.n_images_without_detections, "without detection");
    let ground_truths = Listing::of(dataset.n_ground_truths, "ground truth", "ground truths")
        .and(dataset.n_crowds, if dataset.n_crowds == 1 { "crowd" } else { "crowds" })
        .and(dataset.n_ignored, "ignored");
    let mut detections = Listing::of(dataset.n_detections, "detection", "detections");
    if let (Some(lowest), Some(highest)) = (dataset.lowest_score, dataset.highest_score) {
        let scores = [", scores from ", &score(lowest), " to ", &score(highest)];
        detections.text += &scores.concat();
    }
    let line = |label, parts: [Listing; 2]| {
        labelled(label, &listed(parts.map(|part| unbroken(&part.text))), width)
    };
    line("dataset", [categories, images]) + &line("objects", [ground_truths, detections])
}

/// A count in words, and parts of it that are worth a mention.
struct Listing {
    text: String,
}

impl Listing {
    fn of(n: u64, one: &str, many: &str) -> Self {
        Self { text: format!("{} {}", count(n), if n == 1 { one } else { many }) }
    }

    fn and(mut self, n: u64, what: &str) -> Self {
        if n > 0 {
            self.text += &[", ", &count(n), " ", what].concat();
        }
        self
    }
}

/// The settings by where they came from; files and folders have been named already.
fn settings(run: &RunFile, width: usize) -> String {
    let is_path = |setting: &&Setting| matches!(setting.name.as_str(), "gt" | "dt" | "images");
    let of = |origin: Origin| {
        let settings = run.configuration.iter().filter(|s| !is_path(s) && s.origin == origin);
        listed(settings.map(setting_text))
    };
    let origins = [
        ("set by flag", Origin::Flag),
        ("set by file", Origin::File),
        ("default", Origin::Default),
    ];
    let lines = origins.map(|(label, origin)| (label, of(origin)));
    let named = lines.into_iter().filter(|(_, text)| !text.is_empty());
    named.map(|(label, text)| labelled(label, &text, width)).collect()
}

fn setting_text(setting: &Setting) -> String {
    format!("{}\u{a0}{}", setting.name, value_text(&setting.value))
}

fn value_text(value: &SettingValue) -> String {
    match value {
        SettingValue::Boolean(true) => "yes".to_owned(),
        SettingValue::Boolean(false) => "no".to_owned(),
        SettingValue::Integer(number) => number.to_string(),
        SettingValue::Number(number) => number.to_string(),
        SettingValue::Text(text) => printable(text),
        SettingValue::List(values) => values.iter().map(value_text).collect::<Vec<_>>().join(", "),
    }
}

/// What `--lenient` dropped.
fn dropped(run: &RunFile, width: usize) -> String {
    let errors = run.problems.iter().filter(|problem| problem.severity == Severity::Error);
    let (mut n_rows, mut kinds) = (0, Vec::new());
    for problem in errors {
        n_rows += problem.count;
        kinds.push(format!("{} {}", count(problem.count), problem.kind));
    }
    if n_rows == 0 {
        return String::new();
    }
    let rows = if n_rows == 1 { "row" } else { "rows" };
    let text = format!("{} {rows} left out as wrong: {}", count(n_rows), kinds.join(", "));
    styled(&labelled("dropped", &text, width), NOTICE)
}

fn area_ranges(run: &RunFile, width: usize) -> String {
    let mut table = Table::new([
        Column::text("area range"),
        Column::number("asked for"),
        Column::number("from px²"),
        Column::number("below px²"),
        Column::number("ground truths"),
        Column::number("share"),
    ]);
    for range in &run.area_ranges {
        table.row([
            printable(&range.name).into(),
            asked(range).into(),
            area(range.low_px2).into(),
            upper_bound(range.high_px2),
            count(range.n_ground_truths).into(),
            percent(range.share).into(),
        ]);
    }
    let mut text = table.render(width);
    for range in run.area_ranges.iter().filter(|range| is_off(range, run.dataset.n_ground_truths)) {
        let name = printable(&range.name);
        let warning = format!(
            "{name} holds {} instead of {}: too few areas are distinct",
            percent(range.share),
            percent(asked_share(range).unwrap_or_default()),
        );
        let warning = wrapped(&warning, 2, width);
        text += &styled(&warning, NOTICE);
    }
    text
}

fn asked(range: &AreaRange) -> String {
    let bound = |bound: f64| match range.asked_unit {
        AskedUnit::Percentile => bound.to_string(),
        AskedUnit::Px2 => area(bound),
    };
    match (range.asked_high, range.asked_unit) {
        (Some(high), AskedUnit::Percentile) => {
            format!("{}–{} %", bound(range.asked_low), bound(high))
        }
        (Some(high), AskedUnit::Px2) => format!("{}–{} px²", bound(range.asked_low), bound(high)),
        (None, _) => format!("{}–∞ px²", bound(range.asked_low)),
    }
}

fn upper_bound(bound: Option<f64>) -> Cell {
    bound.map_or_else(|| Cell::styled("∞", QUIET), |bound| area(bound).into())
}

/// The share that was asked for, if percentiles were.
fn asked_share(range: &AreaRange) -> Option<f64> {
    match (range.asked_unit, range.asked_high) {
        (AskedUnit::Percentile, Some(high)) => Some((high - range.asked_low) / 100.0),
        _ => None,
    }
}

/// Whether a range holds another share than was asked for, by more than one object.
#[expect(clippy::cast_precision_loss, reason = "counts of objects are far below 2^53")]
fn is_off(range: &AreaRange, n_ground_truths: u64) -> bool {
    let tolerance = SHARE_TOLERANCE.max(1.0 / n_ground_truths.max(1) as f64);
    n_ground_truths > 0
        && asked_share(range).is_some_and(|share| (share - range.share).abs() > tolerance)
}
