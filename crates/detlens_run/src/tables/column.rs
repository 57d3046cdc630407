//! A column of a table: its name, its type, and how to make a stretch of its rows.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, PrimitiveBuilder};
use arrow_array::types::{ArrowPrimitiveType, Float64Type, Int64Type, UInt32Type};
use arrow_array::{
    ArrayRef, BooleanArray, DictionaryArray, LargeStringArray, ListArray, PrimitiveArray,
};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Field};
use detlens_engine::Measure;

use super::Word;
use super::layout::Ids;

/// The columns of one table.
pub(crate) struct TableColumns<'a> {
    /// Number of rows.
    pub(crate) n_rows: usize,
    /// The columns, from left to right.
    pub(crate) columns: Vec<Column<'a>>,
    /// Bytes of a row in what has no fixed width, by its index.
    pub(crate) row_bytes: Box<dyn Fn(usize) -> usize + Send + Sync + 'a>,
}

/// One column.
pub(crate) struct Column<'a> {
    /// Name and type.
    pub(crate) field: Field,
    /// What its values are like, which decides how they are best encoded.
    pub(crate) likeness: Likeness,
    /// Makes the values of a range of rows.
    pub(crate) make: Box<dyn Fn(Range<usize>) -> Result<ArrayRef, ArrowError> + Send + Sync + 'a>,
}

/// What the values of a column are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// Some may be alike.
    Repeating,
    /// Some may be alike, and any may be long.
    RepeatingText,
    /// Hardly any two are.
    Unique,
    /// Each is a little above the one before.
    Rising,
}

/// A function from the index of a row to what stands in it.
pub(crate) trait OfRow<T>: Fn(usize) -> T + Send + Sync {}

impl<T, F: Fn(usize) -> T + Send + Sync> OfRow<T> for F {}

impl<'a> Column<'a> {
    fn new(
        name: impl Into<String>,
        data_type: DataType,
        is_nullable: bool,
        make: impl Fn(Range<usize>) -> Result<ArrayRef, ArrowError> + Send + Sync + 'a,
    ) -> Self {
        let field = Field::new(name, data_type, is_nullable);
        Self { field, likeness: Likeness::Repeating, make: Box::new(make) }
    }

    /// The column, with values that are like that.
    pub(crate) fn with(self, likeness: Likeness) -> Self {
        Self { likeness, ..self }
    }

    /// Numbers.
    pub(crate) fn numbers<T: ArrowPrimitiveType>(
        name: impl Into<String>,
        number: impl OfRow<T::Native> + 'a,
    ) -> Self {
        Self::new(name, T::DATA_TYPE, false, move |rows| {
            Ok(Arc::new(PrimitiveArray::<T>::from_iter_values(rows.map(&number))))
        })
    }

    /// Numbers that may be missing.
    pub(crate) fn optional_numbers<T: ArrowPrimitiveType>(
        name: impl Into<String>,
        number: impl OfRow<Option<T::Native>> + 'a,
    ) -> Self {
        Self::new(name, T::DATA_TYPE, true, move |rows| {
            Ok(Arc::new(rows.map(&number).collect::<PrimitiveArray<T>>()))
        })
    }

    /// Numbers of which "not defined" is `null`; the reason follows from the counts beside it.
    pub(crate) fn measures(name: impl Into<String>, measure: impl OfRow<Measure> + 'a) -> Self {
        Self::optional_numbers::<Float64Type>(name, move |row| measure(row).ok())
    }

    /// Counts of objects, signed so that their differences are what a reader expects.
    pub(crate) fn counts(name: impl Into<String>, count: impl OfRow<u64> + 'a) -> Self {
        // Objects are numbered by `u32`, so a count that does not fit cannot be.
        Self::numbers::<Int64Type>(name, move |row| i64::try_from(count(row)).unwrap_or(i64::MAX))
    }

    /// Yes or no.
    pub(crate) fn flags(name: impl Into<String>, flag: impl OfRow<bool> + 'a) -> Self {
        Self::new(name, DataType::Boolean, false, move |rows| {
            let flags: Vec<bool> = rows.map(&flag).collect();
            Ok(Arc::new(BooleanArray::from(flags)))
        })
    }

    /// Words of a small set.
    pub(crate) fn words<W: Word>(name: impl Into<String>, word: impl OfRow<W> + 'a) -> Self {
        let words: LargeStringArray = W::ALL.iter().map(|word| Some(word.word())).collect();
        Self::dictionary(name, words, false, move |row| Some(word(row).key()))
    }

    /// Names out of a list, by their index in it.
    pub(crate) fn names<'n>(
        name: impl Into<String>,
        names: impl Iterator<Item = &'n str>,
        index: impl OfRow<u32> + 'a,
    ) -> Self {
        Self::dictionary(name, names.map(Some).collect(), false, move |row| Some(index(row)))
    }

    /// Names out of a list, by their index in it, that may be missing.
    pub(crate) fn optional_names<'n>(
        name: impl Into<String>,
        names: impl Iterator<Item = &'n str>,
        index: impl OfRow<Option<u32>> + 'a,
    ) -> Self {
        Self::dictionary(name, names.map(Some).collect(), true, index)
    }

    fn dictionary(
        name: impl Into<String>,
        values: LargeStringArray,
        is_nullable: bool,
        key: impl OfRow<Option<u32>> + 'a,
    ) -> Self {
        let data_type =
            DataType::Dictionary(Box::new(DataType::UInt32), Box::new(DataType::LargeUtf8));
        let values: ArrayRef = Arc::new(values);
        Self::new(name, data_type, is_nullable, move |rows| {
            let keys: PrimitiveArray<UInt32Type> = rows.map(&key).collect();
            Ok(Arc::new(DictionaryArray::try_new(keys, Arc::clone(&values))?))
        })
        .with(Likeness::RepeatingText)
    }

    /// Texts.
    pub(crate) fn texts(name: impl Into<String>, text: impl OfRow<&'a str> + 'a) -> Self {
        Self::new(name, DataType::LargeUtf8, false, move |rows| {
            Ok(Arc::new(LargeStringArray::from_iter_values(rows.map(&text))))
        })
        .with(Likeness::RepeatingText)
    }

    /// Texts as bytes in UTF-8.
    pub(crate) fn coded_texts(name: impl Into<String>, text: impl OfRow<&'a [u8]> + 'a) -> Self {
        Self::new(name, DataType::LargeUtf8, false, move |rows| {
            let lens: Vec<usize> = rows.clone().map(|row| text(row).len()).collect();
            let mut bytes = Vec::with_capacity(lens.iter().sum());
            rows.for_each(|row| bytes.extend_from_slice(text(row)));
            let offsets = OffsetBuffer::from_lengths(lens);
            Ok(Arc::new(LargeStringArray::try_new(offsets, bytes.into(), None)?))
        })
    }

    /// Ids out of a list, by their index in it.
    pub(crate) fn ids(
        name: impl Into<String>,
        ids: &'a Ids,
        index: impl OfRow<usize> + 'a,
    ) -> Self {
        Self::ids_or_none(name, false, ids, move |row| Some(index(row)))
    }

    /// Ids out of a list, by their index in it, that may be missing.
    pub(crate) fn optional_ids(
        name: impl Into<String>,
        ids: &'a Ids,
        index: impl OfRow<Option<usize>> + 'a,
    ) -> Self {
        Self::ids_or_none(name, true, ids, index)
    }

    fn ids_or_none(
        name: impl Into<String>,
        is_nullable: bool,
        ids: &'a Ids,
        index: impl OfRow<Option<usize>> + 'a,
    ) -> Self {
        match ids {
            Ids::Numbers(ids) => Self::new(name, DataType::Int64, is_nullable, move |rows| {
                let ids = rows.map(|row| index(row).map(|idx| ids[idx]));
                Ok(Arc::new(ids.collect::<PrimitiveArray<Int64Type>>()))
            }),
            Ids::Texts(ids) => Self::new(name, DataType::LargeUtf8, is_nullable, move |rows| {
                let ids = rows.map(|row| index(row).map(|idx| &ids[idx]));
                Ok(Arc::new(ids.collect::<LargeStringArray>()))
            })
            .with(Likeness::RepeatingText),
        }
    }

    /// Lists of numbers, of any length each.
    pub(crate) fn whole_lists<T: ArrowPrimitiveType, L: ExactSizeIterator<Item = T::Native>>(
        name: impl Into<String>,
        list: impl OfRow<L> + 'a,
    ) -> Self {
        let item = Arc::new(Field::new_list_field(T::DATA_TYPE, true));
        Self::new(name, DataType::List(Arc::clone(&item)), false, move |rows| {
            let offsets = OffsetBuffer::from_lengths(rows.clone().map(|row| list(row).len()));
            let numbers = PrimitiveArray::<T>::from_iter_values(rows.flat_map(&list));
            Ok(Arc::new(ListArray::try_new(Arc::clone(&item), offsets, Arc::new(numbers), None)?))
        })
    }

    /// Lists of numbers that may be missing, of any length each.
    pub(crate) fn lists<T: ArrowPrimitiveType, L: Iterator<Item = Option<T::Native>>>(
        name: impl Into<String>,
        list: impl OfRow<L> + 'a,
    ) -> Self {
        let item = Field::new_list_field(T::DATA_TYPE, true);
        Self::new(name, DataType::List(Arc::new(item)), false, move |rows| {
            let mut array = ListBuilder::new(PrimitiveBuilder::<T>::new());
            for row in rows {
                list(row).for_each(|number| array.values().append_option(number));
                array.append(true);
            }
            Ok(Arc::new(array.finish()))
        })
    }
}
