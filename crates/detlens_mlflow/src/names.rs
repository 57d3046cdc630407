//! Names and values as MLflow takes them.

use serde_json::{Map, Value};

/// The longest value of a parameter, in characters.
const MAX_VALUE_CHARS: usize = 6000;

/// A name with `_` for each character that MLflow takes in no name, such as `=`.
pub(crate) fn allowed(name: &str) -> String {
    let is_allowed = |c: char| c.is_alphanumeric() || "_-. :/".contains(c);
    name.chars().map(|c| if is_allowed(c) { c } else { '_' }).collect()
}

/// The configuration as parameters: the parts of a name with `/` between them, lists as JSON.
pub(crate) fn parameters(config: &Map<String, Value>) -> Vec<(String, String)> {
    config.iter().flat_map(|(name, value)| flattened(name, value)).collect()
}

fn flattened(name: &str, value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(parts) => {
            let named = parts.iter().map(|(part, value)| (format!("{name}/{part}"), value));
            named.flat_map(|(name, value)| flattened(&name, value)).collect()
        }
        Value::String(text) => vec![(allowed(name), shortened(text))],
        other => vec![(allowed(name), shortened(&other.to_string()))],
    }
}

/// A text that is not too long; what is cut off is marked.
fn shortened(text: &str) -> String {
    if text.chars().count() <= MAX_VALUE_CHARS {
        return text.to_owned();
    }
    text.chars().take(MAX_VALUE_CHARS - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_hold_only_what_is_allowed() {
        assert_eq!(allowed("operating_point/iou=0.50/all/TP"), "operating_point/iou_0.50/all/TP");
        assert_eq!(allowed("coco/mAP_größe (50%)"), "coco/mAP_größe _50__");
    }

    #[test]
    fn nested_values_become_paths() {
        let config = json!({"a": {"b": 0.5, "c": "text"}, "list": [1, 2], "none": null});
        let Value::Object(config) = config else { unreachable!() };
        let expected = [("a/b", "0.5"), ("a/c", "text"), ("list", "[1,2]"), ("none", "null")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(parameters(&config), expected);
        assert_eq!(shortened(&"x".repeat(6001)).chars().count(), 6000);
    }
}
