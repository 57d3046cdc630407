//! The terminal summary of a run: a section for each heading of the report that fits a screen.
//!
//! Everything printed is read from the [`RunFile`]; the only arithmetic here is the mean over IoU
//! thresholds and the difference of two numbers that are printed beside each other.

mod advice;
mod aggregate;
mod categories;
mod coco_metrics;
mod configuration;
mod dashes;
mod lookup;
mod numbers;
mod paragraph;
mod table;

use detlens_run::RunFile;

use crate::terminal::{HEADING, QUIET};

pub(crate) use numbers::{area, bytes, count, score};
pub(crate) use paragraph::{labelled, printable, styled};
pub(crate) use table::{Cell, Column, Table};

use paragraph::wrapped;

/// The summary of a run, laid out for `width` columns, with the terminal's codes for emphasis.
pub(crate) fn render(run: &RunFile, width: usize) -> String {
    let sections = [
        Some(configuration::section(run, width)),
        coco_metrics::section(run, width),
        aggregate::section(run, width),
        categories::section(run, width),
        advice::section(run, width),
    ];
    sections.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// A heading and what it is about, and an empty line below.
pub(crate) fn heading(title: &str, about: &str, width: usize) -> String {
    if about.is_empty() {
        return format!("{HEADING}{title}{HEADING:#}\n\n");
    }
    let about = wrapped(about, title.len() + 2, width);
    format!("{HEADING}{title}{HEADING:#}  {QUIET}{}{QUIET:#}\n\n", about.trim())
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use detlens_data::{ReadOptions, Source, read};
    use detlens_engine::{Config, evaluate};
    use detlens_run::RunInput;
    use detlens_run::schema::{Origin, Setting};
    use unicode_width::UnicodeWidthStr;

    use super::*;

    /// The record of a run over `n_categories` categories with unpleasant names.
    fn record(n_categories: u32) -> RunFile {
        let (mut categories, mut annotations, mut results) = <(String, String, String)>::default();
        for id in 0..n_categories {
            let comma = if id == 0 { "" } else { "," };
            let name = format!("{} № {id} — 段ボール箱 \\u001b[31m", "very long".repeat(9));
            let object = format!(r#""image_id": 1, "category_id": {id}, "bbox": [{id}, 1, 9, 7]"#);
            write!(categories, r#"{comma}{{"id": {id}, "name": "{name}"}}"#).unwrap();
            write!(annotations, r#"{comma}{{"id": {id}, "iscrowd": 0, {object}}}"#).unwrap();
            write!(results, r#"{comma}{{{object}, "score": 0.{id}}}"#).unwrap();
        }
        let gt = format!(
            r#"{{"images": [{{"id": 1}}], "categories": [{categories}], "annotations": [{annotations}]}}"#
        );
        let results = format!("[{results}]");
        let results = vec![Source::new("dt.json", results.as_bytes())];
        let outcome = read(Source::new("gt.json", gt.as_bytes()), results, &ReadOptions::default());
        let (dataset, config) = (outcome.dataset.unwrap(), Config::default());
        let evaluation = evaluate(&dataset, &config).unwrap();
        let areas = vec!["tiny=0-12.5%"; 30];
        let areas = Setting { name: "areas".to_owned(), value: areas.into(), origin: Origin::Flag };
        RunFile::new(&RunInput {
            settings: &[areas],
            files: &[],
            problems: &[],
            dataset: &dataset,
            config: &config,
            evaluation: &evaluation,
        })
    }

    #[test]
    fn every_line_stays_within_the_width() {
        for n_categories in [0, 1, 2, 80, 1230] {
            let record = record(n_categories);
            for width in [80, 100] {
                let text = render(&record, width);
                let plain = anstream::adapter::strip_str(&text).to_string();
                for line in plain.lines() {
                    assert!(line.width() <= width, "{n_categories}, {width}: {line}");
                    assert_eq!(line.trim_end(), line, "a blank trails");
                }
                assert!(!plain.contains('\u{1b}'), "a name reached the terminal as it stood");
            }
        }
    }

    #[test]
    fn a_long_list_of_categories_is_cut() {
        let lines = |n_categories| render(&record(n_categories), 100).lines().count();
        assert!(lines(1230) <= lines(12), "{} {}", lines(1230), lines(12));
    }
}
