//! A settings file: TOML whose keys are the flags.

use std::fs;
use std::path::Path;

use toml::de::DeTable;

use super::Settings;
use crate::args::setting_names;
use crate::failure::Failure;

/// How alike two words must be for one to be suggested for the other, `[0, 1]`.
const LIKENESS_MIN: f64 = 0.75;

/// Reads the settings in a file.
///
/// # Errors
///
/// The command line's fault, with the line where there is one: the file cannot be read, is no
/// TOML, has a key that is no setting, or a value that the setting does not take.
pub(super) fn read(path: &Path) -> Result<Settings, Failure> {
    let shown = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::usage(format!("cannot read the settings in {shown}: {error}")))?;
    let settings = parse(&text).and_then(|settings| check(&settings).map(|()| settings));
    settings.map_err(|message| Failure::usage(format!("{shown}: {}", message.trim_end())))
}

/// What the command line's grammar refuses, and a file's does not.
fn check(settings: &Settings) -> Result<(), String> {
    if settings.areas.is_some() && settings.areas_from.is_some() {
        return Err("areas and areas-from exclude each other; keep one of them".to_owned());
    }
    if settings.categories.as_ref().is_some_and(Vec::is_empty) {
        return Err("categories lists none; leave the key out to take all".to_owned());
    }
    Ok(())
}

fn parse(text: &str) -> Result<Settings, String> {
    let table = DeTable::parse(text).map_err(|error| error.to_string())?;
    let names = setting_names();
    let unknown =
        table.get_ref().keys().find(|key| !names.iter().any(|name| name == key.get_ref()));
    if let Some(key) = unknown {
        let line = text[..key.span().start].matches('\n').count() + 1;
        return Err(format!("line {line}: {}", unknown_key(key.get_ref(), &names)));
    }
    toml::from_str(text).map_err(|error| error.to_string())
}

fn unknown_key(key: &str, names: &[String]) -> String {
    let likeness = |name: &&String| strsim::jaro_winkler(name, key);
    let nearest = names.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match nearest.filter(|name| likeness(name) >= LIKENESS_MIN) {
        Some(name) => format!("there is no setting {key:?}; did you mean {name:?}?"),
        None => format!("there is no setting {key:?}; there are {}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form_of_a_value() {
        let settings = parse(
            "dt = ['a.json', 'b.json']\nscore-threshold = 0.8\niou-thresholds = [0.5, 0.75]\n\
             recall-thresholds = '0:1:0.1'\nmax-detections = [1, 10, 100]\nlenient = true\n\
             areas = ['all=0-', 'tiny=0-5%']\nprotocol = 'coco'\ncategories = ['a, b', 'c']\n",
        )
        .unwrap();
        assert_eq!(settings.dt.unwrap().len(), 2);
        assert_eq!(settings.score_threshold.unwrap().to_string(), "0.8");
        assert_eq!(settings.iou_thresholds.unwrap().to_string(), "0.5,0.75");
        assert_eq!(settings.max_detections.unwrap().to_string(), "1,10,100");
        assert_eq!(settings.areas.unwrap().to_string(), "all=0-,tiny=0-5%");
        assert_eq!(settings.categories.unwrap(), ["a, b", "c"]);
        assert!(settings.gt.is_none());
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line_and_the_nearest_setting() {
        let error = parse("gt = 'a.json'\n\niou-threshold = 0.5\n").unwrap_err();
        assert_eq!(
            error,
            "line 3: there is no setting \"iou-threshold\"; did you mean \"iou-thresholds\"?"
        );
        assert!(parse("zzz = 1").unwrap_err().contains("there are gt, dt, images"));
    }

    #[test]
    fn settings_that_exclude_each_other_are_refused() {
        let refusal = |text: &str| check(&parse(text).unwrap()).unwrap_err();
        assert!(refusal("areas = 'coco'\nareas-from = 'run'").contains("exclude each other"));
        assert!(refusal("categories = []").contains("leave the key out"));
    }

    #[test]
    fn a_wrong_value_is_shown_in_its_line() {
        let error = parse("gt = 'a.json'\nscore-threshold = 'best'\n").unwrap_err();
        assert!(error.contains("line 2") && error.contains("neither a finite number"), "{error}");
        assert!(parse("gt = [1").unwrap_err().contains("line 1"));
    }
}
