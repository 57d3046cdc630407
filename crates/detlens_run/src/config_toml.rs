//! `config.toml`: the settings in force, ready to be used again.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::schema::Setting;

/// The settings as a TOML document, in their order.
///
/// # Errors
///
/// A value that TOML cannot hold.
pub(crate) fn render(settings: &[Setting]) -> Result<String, toml::ser::Error> {
    let text = toml::to_string(&Document(settings))?;
    Ok(format!(
        "# The settings of this run; `detlens eval --config` takes them as they stand.\n{text}"
    ))
}

/// The settings as one map from name to value.
struct Document<'a>(&'a [Setting]);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for setting in self.0 {
            map.serialize_entry(&setting.name, &setting.value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Origin, SettingValue};

    #[test]
    fn keeps_order_and_types() {
        let setting = |name: &str, value: SettingValue| Setting {
            name: name.to_owned(),
            value,
            origin: Origin::Default,
        };
        let settings = [
            setting("iou-thresholds", "0.5:0.95:0.05".into()),
            setting("dt", vec!["a \"b\".json", "c.json"].into()),
            setting("score-threshold", 0.25.into()),
            setting("lenient", false.into()),
            setting("threads", 2.into()),
        ];
        let lines: Vec<_> = render(&settings).unwrap().lines().skip(1).map(str::to_owned).collect();
        let expected = [
            "iou-thresholds = \"0.5:0.95:0.05\"",
            "dt = ['a \"b\".json', \"c.json\"]",
            "score-threshold = 0.25",
            "lenient = false",
            "threads = 2",
        ];
        assert_eq!(lines, expected);
    }
}
