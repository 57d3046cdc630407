//! JSON laid out for reading: one line for each row of a table.
//!
//! An object in a list is a row and stays on one line with everything in it, and so does a list
//! of plain values. Every other object has a line for each key.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// Writes a value, and a line break after it.
///
/// # Errors
///
/// What the writer answers.
pub(crate) fn write(value: &impl Serialize, mut writer: impl Write) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut writer, TableLayout::default()))?;
    writer.write_all(b"\n")
}

/// Decides where lines break.
#[derive(Debug, Default)]
struct TableLayout {
    /// The lists and objects that are open, outermost first.
    open: Vec<Container>,
}

/// A list or an object that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    /// An object with a line for each key.
    Object,
    /// A list; `has_rows` once it held an object.
    List { has_rows: bool },
    /// A row of a list, or anything inside one.
    Row,
}

impl TableLayout {
    /// Whether what is opened next stands in a list or in a row.
    fn is_inline(&self) -> bool {
        matches!(self.open.last(), Some(Container::Row | Container::List { .. }))
    }

    fn break_line<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\n")?;
        (0..self.open.len()).try_for_each(|_| writer.write_all(b"  "))
    }
}

impl Formatter for TableLayout {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let inline = self.is_inline();
        self.open.push(if inline { Container::Row } else { Container::List { has_rows: false } });
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.open.pop() == Some(Container::List { has_rows: true }) {
            self.break_line(writer)?;
        }
        writer.write_all(b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        match (first, self.open.last()) {
            (true, _) => Ok(()),
            (false, Some(Container::List { has_rows: true })) => writer.write_all(b","),
            (false, _) => writer.write_all(b", "),
        }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if let Some(Container::List { has_rows }) = self.open.last_mut() {
            *has_rows = true;
            self.break_line(writer)?;
        }
        self.open.push(if self.is_inline() { Container::Row } else { Container::Object });
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.open.pop() == Some(Container::Object) {
            self.break_line(writer)?;
        }
        writer.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        let is_row = self.open.last() == Some(&Container::Row);
        writer.write_all(match (first, is_row) {
            (true, _) => b"",
            (false, true) => b", ",
            (false, false) => b",",
        })?;
        if is_row { Ok(()) } else { self.break_line(writer) }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn text(value: &Value) -> String {
        let mut bytes = Vec::new();
        write(value, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn rows_take_a_line_each() {
        let value = json!({
            "empty": [],
            "nested": {"numbers": [1, 2], "rows": [{"a": 1, "b": [{"c": {"d": 2}}]}, {"a": [[3]]}]},
        });
        let expected = r#"{
  "empty": [],
  "nested": {
    "numbers": [1, 2],
    "rows": [
      {"a": 1, "b": [{"c": {"d": 2}}]},
      {"a": [[3]]}
    ]
  }
}
"#;
        assert_eq!(text(&value), expected);
    }

    #[test]
    fn what_is_written_reads_back() {
        let value = json!([{"a": [1, {"b": []}], "c": {}}, "text", {}, [[{"d": null}], 2], 0.1]);
        assert_eq!(serde_json::from_str::<Value>(&text(&value)).unwrap(), value);
    }
}
