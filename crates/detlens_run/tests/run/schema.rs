//! `docs/run.schema.json` is the schema of the types. `UPDATE_SCHEMA=1` writes it anew.

use std::path::Path;

use detlens_run::RunFile;
use serde_json::Value;

#[test]
fn the_checked_in_schema_is_that_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/run.schema.json");
    let schema = schemars::schema_for!(RunFile).to_value();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, format!("{schema:#}\n")).unwrap();
    }
    let checked_in = std::fs::read_to_string(&path).unwrap();
    assert!(
        serde_json::from_str::<Value>(&checked_in).unwrap() == schema,
        "docs/run.schema.json is not up to date; run this test with UPDATE_SCHEMA=1"
    );
}
