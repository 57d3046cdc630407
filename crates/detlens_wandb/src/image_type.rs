//! The column of pictures: which layers and classes they have.

use detlens_log::{LayerClass, Outcome};
use serde_json::{Map, Value, json};

/// The name of the column.
pub(crate) const COLUMN: &str = "image";
/// The numbers that W&B can filter boxes by.
pub(crate) const SCORE_KEYS: [&str; 2] = ["score", "IoU"];

/// The type of the column, as W&B's client merges it from the types of its cells.
pub(crate) fn column_type(has_masks: bool) -> Value {
    let constant = |is_set: bool, value: Value| json!({"wb_type": "const", "params": {"is_set": is_set, "val": value}});
    let masks = |of_layer: fn(Outcome) -> Value| {
        if has_masks { each_layer(of_layer) } else { Value::Object(Map::new()) }
    };
    let image_file = json!({
        "wb_type": "image-file",
        "params": {
            "box_layers": constant(false, each_layer(|o| numbers(&box_classes(o)))),
            "box_score_keys": constant(true, json!(SCORE_KEYS)),
            "box_class_maps": constant(false, each_layer(|o| names(&box_classes(o)))),
            "mask_layers": constant(false, masks(|o| numbers(&mask_classes(o)))),
            "mask_class_maps": constant(false, masks(|o| names(&mask_classes(o)))),
            "class_map": constant(false, names(&LayerClass::ALL)),
        },
    });
    json!({
        "wb_type": "union",
        "params": {"allowed_types": [image_file, {"wb_type": "none"}]},
    })
}

/// The file that names the classes.
pub(crate) fn classes_file() -> Value {
    let class = |class: LayerClass| json!({"id": class.number(), "name": class.name()});
    json!({"_type": "classes", "class_set": LayerClass::ALL.map(class)})
}

/// What the pixels of a layer of masks can be.
fn mask_classes(outcome: Outcome) -> [LayerClass; 3] {
    [LayerClass::Background, LayerClass::Inside(outcome), LayerClass::Edge(outcome)]
}

/// What a box can be.
fn box_classes(outcome: Outcome) -> [LayerClass; 1] {
    [LayerClass::Inside(outcome)]
}

fn each_layer(of_layer: fn(Outcome) -> Value) -> Value {
    Outcome::ALL.into_iter().map(|o| (o.name().to_owned(), of_layer(o))).collect()
}

fn numbers(classes: &[LayerClass]) -> Value {
    classes.iter().map(|class| json!(class.number())).collect()
}

fn names(classes: &[LayerClass]) -> Value {
    classes.iter().map(|class| (class.number().to_string(), json!(class.name()))).collect()
}
