//! Tables: a file beside the history for charts, and an artifact with every row and medium.

use detlens_log::{Cell, ColumnKind, Table};
use serde_json::{Map, Value, json};

use crate::artifact::TableArtifact;
use crate::contents::{Contents, file_key};
use crate::{WandbError, image_type};

/// Rows of a table beside the history; W&B's clients write no more.
const MAX_RUN_ROWS: usize = 10_000;
/// Rows of a table in an artifact; W&B's clients write no more.
const MAX_ARTIFACT_ROWS: usize = 200_000;

/// A table with a picture before each row, or without pictures.
#[derive(Debug)]
pub(crate) struct MediaTable<'a> {
    pub(crate) table: &'a Table,
    /// The first column, if there are pictures: as many cells as the table has rows.
    pub(crate) pictures: Option<Vec<Value>>,
    /// Whether the pictures have masks.
    pub(crate) has_masks: bool,
}

/// A table that was written.
#[derive(Debug)]
pub(crate) struct LoggedTable {
    /// Its name in the history.
    pub(crate) key: String,
    /// The value in the history that stands for it.
    pub(crate) value: Value,
    pub(crate) artifact: TableArtifact,
    /// Rows that W&B does not take.
    pub(crate) n_rows_left_out: usize,
}

/// The name of a table in the history; its first part is the section that W&B shows it in.
pub(crate) fn history_key(table_name: &str) -> String {
    format!("table/{table_name}")
}

impl MediaTable<'_> {
    /// Writes the table into an artifact, in which its media are already, and beside the history.
    pub(crate) fn write(
        &self,
        contents: &mut Contents,
        mut artifact: TableArtifact,
    ) -> Result<LoggedTable, WandbError> {
        let key = history_key(&self.table.name);
        let entry = format!("{}.table.json", file_key(&key));
        let bytes =
            serde_json::to_vec(&self.in_artifact()).map_err(WandbError::encode("a table"))?;
        artifact.insert(entry.clone(), contents.artifact_file("table.json", &bytes)?);

        let bytes =
            serde_json::to_vec(&self.beside_history()).map_err(WandbError::encode("a table"))?;
        let file = contents.media("table", &key, "table.json", &bytes)?;
        let mut value = file.reference("table-file");
        value["ncols"] = json!(self.columns().len());
        value["nrows"] = json!(self.n_rows());
        value["log_mode"] = json!("IMMUTABLE");
        value["artifact_path"] = json!(artifact.address(&entry));
        value["_latest_artifact_path"] = json!(artifact.latest_address(&entry));
        let n_rows_left_out = self.table.rows.len() - self.n_rows();
        Ok(LoggedTable { key, value, artifact, n_rows_left_out })
    }

    /// Every row and the types of the columns.
    fn in_artifact(&self) -> Value {
        json!({
            "_type": "table",
            "column_types": {"wb_type": "typedDict", "params": {"type_map": self.column_types()}},
            "columns": self.columns(),
            "data": self.rows(self.n_rows(), |pictures, row| pictures[row].clone()),
            "log_mode": "IMMUTABLE",
            "ncols": self.columns().len(),
            "nrows": self.n_rows(),
        })
    }

    /// The rows that charts read; a word stands for a picture.
    fn beside_history(&self) -> Value {
        let n_rows = self.n_rows().min(MAX_RUN_ROWS);
        json!({"columns": self.columns(), "data": self.rows(n_rows, |_, _| json!("Image"))})
    }

    fn n_rows(&self) -> usize {
        self.table.rows.len().min(MAX_ARTIFACT_ROWS)
    }

    fn columns(&self) -> Vec<&str> {
        let picture = self.pictures.iter().map(|_| image_type::COLUMN);
        picture.chain(self.table.columns.iter().map(|column| column.name)).collect()
    }

    fn rows(&self, n_rows: usize, picture: fn(&[Value], usize) -> Value) -> Vec<Vec<Value>> {
        let row = |(row, cells): (usize, &Vec<Cell>)| {
            let pictures = self.pictures.iter().map(|pictures| picture(pictures, row));
            pictures.chain(cells.iter().map(cell_value)).collect()
        };
        self.table.rows.iter().take(n_rows).enumerate().map(row).collect()
    }

    fn column_types(&self) -> Map<String, Value> {
        let column = |kind| match kind {
            ColumnKind::Number => json!({"wb_type": "number"}),
            ColumnKind::Text => json!({"wb_type": "string"}),
        };
        let optional = |known: Value| {
            json!({
                "wb_type": "union",
                "params": {"allowed_types": [{"wb_type": "none"}, known]},
            })
        };
        let mut types = Map::new();
        if self.pictures.is_some() {
            types.insert(image_type::COLUMN.to_owned(), image_type::column_type(self.has_masks));
        }
        for described in &self.table.columns {
            types.insert(described.name.to_owned(), optional(column(described.kind)));
        }
        types
    }
}

fn cell_value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Integer(number) => json!(number),
        Cell::Number(number) => json!(number),
        Cell::Text(text) => json!(text),
    }
}
