//! Charts: how W&B draws a table.

use detlens_log::Chart;
use serde_json::{Value, json};

use crate::record::Item;
use crate::table::history_key;

/// The entry of the configuration that lets W&B draw a chart.
pub(crate) fn item(chart: &Chart) -> Item {
    Item::nested(&["_wandb", "visualize", &chart.name], &panel(chart))
}

/// Lines as W&B's own `line_series` draws them, of the table of that name in the summary.
pub(crate) fn panel(chart: &Chart) -> Value {
    let plain = |name: &str| json!({"name": name, "fields": []});
    let table = json!({
        "name": "summaryTable",
        "args": [{"name": "tableKey", "value": history_key(&chart.table)}],
        "fields": [],
    });
    json!({
        "panel_type": "Vega2",
        "panel_config": {
            "panelDefId": "wandb/lineseries/v0",
            "fieldSettings": {"step": chart.x, "lineKey": chart.line, "lineVal": chart.y},
            "stringSettings": {"title": chart.title, "xname": chart.x},
            "transform": {"name": "tableWithLeafColNames"},
            "userQuery": {"queryFields": [{
                "name": "runSets",
                "args": [{"name": "runSets", "value": "${runSets}"}],
                "fields": [plain("id"), plain("name"), plain("_defaultColorIndex"), table],
            }]},
        },
    })
}
