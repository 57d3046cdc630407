//! Columns of a table that were read back.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Int64Type, UInt32Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, DictionaryArray, LargeStringArray, PrimitiveArray, RecordBatch,
    RecordBatchReader, TypedDictionaryArray,
};
use arrow_schema::DataType;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;

use crate::schema::Id;
use crate::{RunError, Word};

/// Columns of a table, all rows of them.
#[derive(Clone, Debug)]
pub struct Rows {
    path: PathBuf,
    batch: RecordBatch,
}

impl Rows {
    pub(super) fn read(path: PathBuf, columns: &[&str]) -> Result<Self, RunError> {
        let file = File::open(&path).map_err(RunError::io("open", &path))?;
        let batch = read_batch(file, columns).map_err(|error| RunError::broken(&path, &error))?;
        Ok(Self { path, batch })
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.batch.num_rows()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The columns as Arrow arrays, in the order of the table.
    #[must_use]
    pub fn batch(&self) -> &RecordBatch {
        &self.batch
    }

    /// A column of numbers, some of which may be missing.
    ///
    /// # Errors
    ///
    /// [`RunError::Broken`] if there is no such column or it has another type.
    pub fn numbers<T: ArrowPrimitiveType>(
        &self,
        name: &str,
    ) -> Result<&PrimitiveArray<T>, RunError> {
        self.column(name)?.as_primitive_opt().ok_or_else(|| self.wrong_type(name))
    }

    /// A column of yes and no.
    ///
    /// # Errors
    ///
    /// As [`Rows::numbers`].
    pub fn flags(&self, name: &str) -> Result<&BooleanArray, RunError> {
        self.column(name)?.as_boolean_opt().ok_or_else(|| self.wrong_type(name))
    }

    /// A column of words of a small set.
    ///
    /// # Errors
    ///
    /// As [`Rows::numbers`], and for a word that is not in the set.
    pub fn words<W: Word>(&self, name: &str) -> Result<Vec<W>, RunError> {
        let dictionary = self.dictionary(name)?;
        let of_text = |text: &str| W::ALL.iter().copied().find(|word| word.word() == text);
        let words: Vec<Option<W>> =
            dictionary.values().iter().map(|text| of_text(text.unwrap_or(""))).collect();
        let keys = dictionary.keys().iter();
        keys.map(|key| words.get(key? as usize).copied().flatten())
            .collect::<Option<_>>()
            .ok_or_else(|| self.broken(&format!("the column {name:?} holds an unknown word")))
    }

    /// A column of texts or names, some of which may be missing.
    ///
    /// # Errors
    ///
    /// As [`Rows::numbers`].
    pub fn texts(&self, name: &str) -> Result<Vec<Option<&str>>, RunError> {
        if let Some(texts) = self.column(name)?.as_string_opt::<i64>() {
            return Ok(texts.iter().collect());
        }
        Ok(self.dictionary(name)?.into_iter().collect())
    }

    /// A column of ids, some of which may be missing.
    ///
    /// # Errors
    ///
    /// As [`Rows::numbers`].
    pub fn ids(&self, name: &str) -> Result<Vec<Option<Id>>, RunError> {
        if self.column(name)?.data_type() == &DataType::Int64 {
            let numbers = self.numbers::<Int64Type>(name)?;
            return Ok(numbers.iter().map(|id| id.map(Id::Number)).collect());
        }
        let texts = self.texts(name)?.into_iter();
        Ok(texts.map(|id| id.map(|text| Id::Text(text.to_owned()))).collect())
    }

    fn dictionary(
        &self,
        name: &str,
    ) -> Result<TypedDictionaryArray<'_, UInt32Type, LargeStringArray>, RunError> {
        self.column(name)?
            .as_dictionary_opt()
            .and_then(DictionaryArray::downcast_dict)
            .ok_or_else(|| self.wrong_type(name))
    }

    fn column(&self, name: &str) -> Result<&ArrayRef, RunError> {
        let missing = || self.broken(&format!("there is no column {name:?}"));
        self.batch.column_by_name(name).ok_or_else(missing)
    }

    fn wrong_type(&self, name: &str) -> RunError {
        self.broken(&format!("the column {name:?} has an unexpected type"))
    }

    fn broken(&self, reason: &str) -> RunError {
        RunError::broken(&self.path, &reason)
    }
}

/// All rows of some columns in one batch.
/// Every column of a table, a part of the rows at a time.
pub(super) fn batches(path: &Path) -> Result<ParquetRecordBatchReader, RunError> {
    let file = File::open(path).map_err(RunError::io("open", path))?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(ParquetRecordBatchReaderBuilder::build);
    reader.map_err(|error| RunError::broken(path, &error))
}

fn read_batch(file: File, columns: &[&str]) -> Result<RecordBatch, ParquetError> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let n_rows = usize::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(0);
    let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
    let mut reader = builder.with_projection(mask).with_batch_size(n_rows.max(1)).build()?;
    let schema = reader.schema();
    match reader.next() {
        Some(batch) => Ok(batch?),
        None => Ok(RecordBatch::new_empty(schema)),
    }
}
