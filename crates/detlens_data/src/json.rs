//! JSON text, read block by block: the grammar, and nothing about COCO.
//!
//! A document never stands in memory as a whole. [`Document`] holds one block of its text,
//! [`read_list`] cuts a block into records and reads them in parallel, and [`Cursor`] steps through
//! one record without recursion and without building a tree.

mod cursor;
mod document;
mod list;
mod number;
mod skip;
#[cfg(test)]
mod tests;
mod text;

pub(crate) use cursor::{Broken, Cursor, Separator, Stop, Value};
pub(crate) use document::{Document, ENDS_TOO_EARLY, Failure, MAX_RECORD_BYTES, Position};
pub(crate) use list::{RecordReader, read_list};
pub(crate) use number::Number;
pub(crate) use text::Text;
