//! Tables, as tracking services know them.

use detlens_run::schema::{Id, Measure};

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The name, with `/` between its parts.
    pub name: String,
    /// What a row is and what it is good for, in a sentence.
    pub about: &'static str,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: ColumnKind,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Numbers, whole or not.
    Number,
    /// Texts.
    Text,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing: the value is not defined.
    Empty,
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Number(f64),
    /// A text.
    Text(String),
}

impl Table {
    /// A table of columns that are all given as a name and a kind.
    pub(crate) fn new(
        name: impl Into<String>,
        about: &'static str,
        columns: &[(&'static str, ColumnKind)],
        rows: Vec<Vec<Cell>>,
    ) -> Self {
        let column = |&(name, kind): &(&'static str, ColumnKind)| Column { name, kind };
        Self { name: name.into(), about, columns: columns.iter().map(column).collect(), rows }
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        // A count beyond what a signed number holds does not occur; it would be shown as a text.
        i64::try_from(count).map_or_else(|_| Self::Text(count.to_string()), Self::Integer)
    }
}

impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        if value.is_finite() { Self::Number(value) } else { Self::Empty }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Measure> for Cell {
    fn from(measure: Measure) -> Self {
        measure.value().into()
    }
}

impl From<&Id> for Cell {
    fn from(id: &Id) -> Self {
        match id {
            Id::Number(number) => Self::Integer(*number),
            Id::Text(text) => Self::Text(text.clone()),
        }
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
