//! Reads shards as the page does; written from `docs/page-data.md`, sharing nothing with the writer.

#![expect(clippy::unwrap_used, reason = "a test may stop at what it does not expect")]
#![allow(dead_code, reason = "no test uses everything")]

use std::collections::BTreeMap;

use serde_json::Value;

/// A decoded shard; every number as a double, which holds each of them exactly.
pub(crate) struct Shard {
    pub(crate) length: usize,
    columns: BTreeMap<String, Vec<f64>>,
    texts: BTreeMap<String, Vec<String>>,
}

impl Shard {
    pub(crate) fn decode(bytes: &[u8]) -> Self {
        let header_length = u32::from_le_bytes(bytes[..4].try_into().unwrap()) as usize;
        let header: Value = serde_json::from_slice(&bytes[4..4 + header_length]).unwrap();
        assert_eq!((4 + header_length) % 8, 0);
        let data = &bytes[4 + header_length..];
        let length = usize::try_from(header["length"].as_u64().unwrap()).unwrap();
        let column = |column: &Value| {
            let offset = usize::try_from(column["offset"].as_u64().unwrap()).unwrap();
            assert_eq!(offset % 8, 0);
            let own = column["length"].as_u64().map(|own| usize::try_from(own).unwrap());
            let kind = column["type"].as_str().unwrap();
            let values = decode_column(&data[offset..], kind, own.unwrap_or(length));
            (column["name"].as_str().unwrap().to_owned(), values)
        };
        let columns = header["columns"].as_array().unwrap().iter().map(column).collect();
        Self { length, columns, texts: serde_json::from_value(header["texts"].clone()).unwrap() }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.columns.contains_key(name)
    }

    pub(crate) fn numbers(&self, name: &str) -> &[f64] {
        &self.columns[name]
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "integers")]
    pub(crate) fn integer(&self, name: &str, row: usize) -> usize {
        let value = self.numbers(name)[row];
        assert!(value >= 0.0 && value.fract() == 0.0);
        value as usize
    }

    pub(crate) fn integers(&self, name: &str) -> Vec<usize> {
        (0..self.numbers(name).len()).map(|row| self.integer(name, row)).collect()
    }

    pub(crate) fn texts(&self, name: &str) -> &[String] {
        &self.texts[name]
    }
}

fn decode_column(bytes: &[u8], kind: &str, length: usize) -> Vec<f64> {
    fn each<const N: usize>(bytes: &[u8], length: usize, value: fn([u8; N]) -> f64) -> Vec<f64> {
        bytes[..length * N].chunks_exact(N).map(|chunk| value(chunk.try_into().unwrap())).collect()
    }
    match kind {
        "u8" => each(bytes, length, |[byte]| f64::from(byte)),
        "u16" => each(bytes, length, |bytes| f64::from(u16::from_le_bytes(bytes))),
        "u32" => each(bytes, length, |bytes| f64::from(u32::from_le_bytes(bytes))),
        "f32" => each(bytes, length, |bytes| f64::from(f32::from_le_bytes(bytes))),
        "f64" => each(bytes, length, f64::from_le_bytes),
        _ => panic!("a column of {kind}"),
    }
}
