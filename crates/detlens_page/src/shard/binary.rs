//! The binary form of a shard: a JSON header and typed columns behind it.

use serde::Serialize;

/// Columns begin at multiples of this, so that the page can view them where they lie.
const ALIGNMENT: usize = 8;

/// A binary shard while it is put together.
///
/// Each column is kept in the smallest type that holds all its values exactly.
#[derive(Debug)]
pub(crate) struct BinaryShard<'a> {
    header: Header<'a>,
    data: Vec<u8>,
}

/// What stands before the columns.
#[derive(Debug, Serialize)]
struct Header<'a> {
    length: usize,
    columns: Vec<ColumnHeader<'a>>,
    texts: Texts<'a>,
}

#[derive(Debug, Serialize)]
struct ColumnHeader<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    offset: usize,
    length: usize,
}

/// Lists of texts, written as an object in the order in which they were added.
#[derive(Debug, Default)]
struct Texts<'a>(Vec<(&'a str, Vec<&'a str>)>);

impl Serialize for Texts<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, texts)| (name, texts)))
    }
}

impl<'a> BinaryShard<'a> {
    /// An empty shard whose table has `length` rows.
    pub(crate) fn new(length: usize) -> Self {
        let header = Header { length, columns: Vec::new(), texts: Texts::default() };
        Self { header, data: Vec::new() }
    }

    /// Adds a list of texts.
    pub(crate) fn texts(mut self, name: &'a str, texts: Vec<&'a str>) -> Self {
        self.header.texts.0.push((name, texts));
        self
    }

    /// Adds a column of whole numbers.
    pub(crate) fn integers(self, name: &'a str, values: &[u32]) -> Self {
        match values.iter().max() {
            Some(&max) if max > 0xffff => {
                self.column(name, "u32", values.iter(), |v| v.to_le_bytes())
            }
            Some(&max) if max > 0xff =>
            {
                #[expect(clippy::cast_possible_truncation, reason = "no value is larger")]
                self.column(name, "u16", values.iter(), |v| (*v as u16).to_le_bytes())
            }
            _ =>
            {
                #[expect(clippy::cast_possible_truncation, reason = "no value is larger")]
                self.column(name, "u8", values.iter(), |v| [*v as u8])
            }
        }
    }

    /// Adds a column of finite numbers.
    pub(crate) fn numbers(self, name: &'a str, values: &[f64]) -> Self {
        if let Some(integers) = values.iter().map(|&value| whole(value)).collect::<Option<Vec<_>>>()
        {
            return self.integers(name, &integers);
        }
        #[expect(clippy::cast_possible_truncation, reason = "whether it is exact is looked at")]
        let narrow = |value: &f64| *value as f32;
        if values.iter().all(|value| f64::from(narrow(value)) == *value) {
            return self.column(name, "f32", values.iter(), |v| narrow(v).to_le_bytes());
        }
        self.column(name, "f64", values.iter(), |v| v.to_le_bytes())
    }

    fn column<T, const N: usize>(
        mut self,
        name: &'a str,
        kind: &'static str,
        values: impl ExactSizeIterator<Item = T>,
        bytes: impl Fn(T) -> [u8; N],
    ) -> Self {
        let (offset, length) = (self.data.len(), values.len());
        self.header.columns.push(ColumnHeader { name, kind, offset, length });
        self.data.reserve(length * N + ALIGNMENT);
        values.for_each(|value| self.data.extend_from_slice(&bytes(value)));
        self.data.resize(self.data.len().next_multiple_of(ALIGNMENT), 0);
        self
    }

    /// The bytes of the shard.
    ///
    /// # Errors
    ///
    /// If the header would be larger than a `u32` can say.
    pub(crate) fn finish(self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = vec![0; size_of::<u32>()];
        serde_json::to_writer(&mut bytes, &self.header)?;
        bytes.resize(bytes.len().next_multiple_of(ALIGNMENT), b' ');
        let header_length = u32::try_from(bytes.len() - size_of::<u32>())
            .map_err(|_| serde::ser::Error::custom("more texts than a shard can hold"))?;
        bytes[..size_of::<u32>()].copy_from_slice(&header_length.to_le_bytes());
        bytes.extend_from_slice(&self.data);
        Ok(bytes)
    }
}

/// The number as a whole one, if it is one that fits.
fn whole(value: f64) -> Option<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whether it is exact is looked at"
    )]
    let integer = value as u32;
    (f64::from(integer) == value).then_some(integer)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// The header, and where the columns begin.
    fn header(bytes: &[u8]) -> (Value, usize) {
        let length = u32::from_le_bytes(bytes[..4].try_into().unwrap()) as usize;
        (serde_json::from_slice(&bytes[4..4 + length]).unwrap(), 4 + length)
    }

    fn kinds(shard: BinaryShard<'_>) -> Vec<String> {
        let (header, _) = header(&shard.finish().unwrap());
        let kind = |column: &Value| column["type"].as_str().unwrap().to_owned();
        header["columns"].as_array().unwrap().iter().map(kind).collect()
    }

    #[test]
    fn columns_begin_at_multiples_of_eight() {
        let shard = BinaryShard::new(3)
            .texts("name", vec!["ä", "b\"c", ""])
            .integers("image", &[1, 2, 300])
            .numbers("score", &[0.1, 0.2, 0.3]);
        let bytes = shard.finish().unwrap();
        let (header, start) = header(&bytes);
        let expected = json!({
            "length": 3,
            "columns": [
                {"name": "image", "type": "u16", "offset": 0, "length": 3},
                {"name": "score", "type": "f64", "offset": 8, "length": 3},
            ],
            "texts": {"name": ["ä", "b\"c", ""]},
        });
        assert_eq!(header, expected);
        assert_eq!(start % 8, 0);
        let data = &bytes[start..];
        assert_eq!(data[..6], [1, 0, 2, 0, 44, 1]);
        assert_eq!(data[8..16], 0.1_f64.to_le_bytes());
        assert_eq!(data.len(), 8 + 24);
    }

    #[test]
    fn the_smallest_exact_type_is_taken() {
        let largest = f64::from(u32::MAX);
        let shard = BinaryShard::new(1)
            .integers("a", &[255])
            .integers("b", &[256])
            .integers("c", &[65_536])
            .numbers("d", &[7.0])
            .numbers("e", &[largest])
            .numbers("f", &[largest + 1.0])
            .numbers("g", &[-1.0])
            .numbers("h", &[0.5])
            .numbers("i", &[0.1])
            .integers("j", &[]);
        let expected = ["u8", "u16", "u32", "u8", "u32", "f32", "f32", "f32", "f64", "u8"];
        assert_eq!(kinds(shard), expected);
    }
}
