//! From a table to a Parquet file, one row group after the other.

use std::fs::File;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{
    ArrowColumnChunk, ArrowColumnWriter, ArrowWriterOptions, compute_leaves,
};
use parquet::basic::Encoding;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use parquet::schema::types::ColumnPath;
use rayon::prelude::*;

use super::{Column, Likeness, TableColumns};
use crate::RunError;

/// Most rows of a row group.
const MAX_ROWS: usize = 1 << 16;
/// Bytes of texts and lists at which a row group ends, so that memory stays small.
const MAX_BYTES: usize = 8 << 20;
/// Rows that are made at a time, few enough to stay in the processor's cache.
const BATCH_ROWS: usize = 1 << 12;
/// Bytes of distinct numbers above which a column stops to look for repetition.
const MAX_DICTIONARY_BYTES: usize = 64 << 10;
/// Who made the file, in the form that readers expect; the version of Detlens is in `run.json`.
const CREATED_BY: &str = concat!("detlens version ", env!("CARGO_PKG_VERSION"));

/// Writes a table to a new file.
///
/// The bytes depend on the table alone: each column chunk is encoded by itself, and the chunks
/// are put together in order.
///
/// # Errors
///
/// [`RunError::WriteTable`], mostly for what the operating system answers.
pub(crate) fn encode(table: &TableColumns<'_>, path: &Path) -> Result<(), RunError> {
    let file = File::create_new(path).map_err(RunError::io("create", path))?;
    write_row_groups(table, file)
        .map_err(|source| RunError::WriteTable { path: path.to_owned(), source })
}

fn write_row_groups(table: &TableColumns<'_>, file: File) -> Result<(), ParquetError> {
    let fields: Vec<_> = table.columns.iter().map(|column| column.field.clone()).collect();
    let schema = Arc::new(Schema::new(fields));
    let options = ArrowWriterOptions::new().with_properties(properties(&table.columns));
    let (mut writer, factory) =
        ArrowWriter::try_new_with_options(file, schema, options)?.into_serialized_writer()?;
    for (group_idx, rows) in row_groups(table.n_rows, &table.row_bytes).enumerate() {
        let chunks: Vec<ArrowColumnChunk> = table
            .columns
            .par_iter()
            .zip(factory.create_column_writers(group_idx)?)
            .map(|(column, writer)| encode_column(column, writer, rows.clone()))
            .collect::<Result<_, _>>()?;
        let mut group = writer.next_row_group()?;
        for chunk in chunks {
            chunk.append_to_row_group(&mut group)?;
        }
        group.close()?;
    }
    writer.close()?;
    Ok(())
}

/// Every column is one leaf of the schema, lists included.
fn encode_column(
    column: &Column<'_>,
    mut writer: ArrowColumnWriter,
    rows: Range<usize>,
) -> Result<ArrowColumnChunk, ParquetError> {
    for start in rows.clone().step_by(BATCH_ROWS) {
        let values = (column.make)(start..rows.end.min(start + BATCH_ROWS))?;
        for leaf in compute_leaves(&column.field, &values)? {
            writer.write(&leaf)?;
        }
    }
    writer.close()
}

/// No compression: run lengths, the bulk of a run, would take more time than they save.
fn properties(columns: &[Column<'_>]) -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_dictionary_page_size_limit(MAX_DICTIONARY_BYTES)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true);
    for column in columns {
        let path = leaf_path(&column.field);
        properties = match column.likeness {
            Likeness::Repeating => properties,
            // However long a text is, it stands in a row group once.
            Likeness::RepeatingText => {
                properties.set_column_dictionary_page_size_limit(path, usize::MAX)
            }
            Likeness::Unique => plain(properties, path, Encoding::PLAIN),
            Likeness::Rising => plain(properties, path, Encoding::DELTA_BINARY_PACKED),
        };
    }
    properties.build()
}

/// A column without a dictionary, and without bounds, which would tell nothing.
fn plain(
    properties: WriterPropertiesBuilder,
    path: ColumnPath,
    encoding: Encoding,
) -> WriterPropertiesBuilder {
    properties
        .set_column_dictionary_enabled(path.clone(), false)
        .set_column_statistics_enabled(path.clone(), EnabledStatistics::None)
        .set_column_encoding(path, encoding)
}

/// Where the values of a column lie in the schema of the file.
fn leaf_path(field: &Field) -> ColumnPath {
    let item = match field.data_type() {
        DataType::List(item) => ["list".to_owned(), item.name().clone()].to_vec(),
        _ => Vec::new(),
    };
    ColumnPath::new([vec![field.name().clone()], item].concat())
}

/// Cuts rows into groups of at most [`MAX_ROWS`], each ending where it reaches [`MAX_BYTES`].
fn row_groups(
    n_rows: usize,
    row_bytes: impl Fn(usize) -> usize,
) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let mut n_bytes = 0;
        let rows = (start..n_rows).take(MAX_ROWS).take_while(|&row| {
            let has_room = n_bytes < MAX_BYTES;
            n_bytes += row_bytes(row);
            has_room
        });
        let group = start..start + rows.count();
        start = group.end;
        (!group.is_empty()).then_some(group)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn row_groups_are_bounded_in_rows_and_bytes() {
        let of_empty = row_groups(0, |_| 0);
        assert_eq!(of_empty.count(), 0);
        let by_rows: Vec<_> = row_groups(MAX_ROWS + 1, |_| 0).collect();
        assert_eq!(by_rows, [0..MAX_ROWS, MAX_ROWS..MAX_ROWS + 1]);
        let by_bytes: Vec<_> =
            row_groups(5, |row| if row == 2 { 0 } else { MAX_BYTES / 2 }).collect();
        assert_eq!(by_bytes, [0..2, 2..5]);
        let huge_rows: Vec<_> = row_groups(2, |_| 10 * MAX_BYTES).collect();
        assert_eq!(huge_rows, [0..1, 1..2]);
    }
}
