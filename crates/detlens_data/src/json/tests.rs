//! The grammar against `serde_json`, on random texts.

use proptest::prelude::*;
use serde::de::IgnoredAny;

use super::{Cursor, Document, Failure, RecordReader, Stop, Value, read_list};

/// How `text` ends for us: as a whole value, or not.
fn is_one_value(text: &[u8]) -> bool {
    // A number may go on in the next block, so something must follow it.
    let text = [text, b" "].concat();
    let mut cursor = Cursor::new(&text, 0);
    cursor.skip_value().is_ok() && cursor.peek().is_err()
}

/// JSON with its tokens in any order: sometimes valid, mostly nearly so.
fn tokens() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"a\":", "\"\\\\\"", "\"\\\"\"", "0", "-0", "1.5",
        "01", "-", ".5", "1.", "2e3", "2E-3", "2e", "true", "false", "null", "tru", " ", "\n",
        "[]", "{}", "\"",
    ]);
    prop::collection::vec(token, 1..12).prop_map(|tokens| tokens.concat())
}

/// A list of numbers as it stands in polygons, now and then with a mistake.
fn numbers() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        12 => "-?(0|[1-9][0-9]{0,10})(\\.[0-9]{1,10})?",
        1 => "-?[0-9]{0,3}(\\.[0-9]{0,2})?(e-?[0-9])?",
    ];
    let comma = prop_oneof![12 => ", ", 6 => ",", 1 => " {0,2}\n?", 1 => ",,", 1 => ", \n"];
    prop::collection::vec((number, comma), 0..12).prop_map(|parts| {
        let text = parts.into_iter().map(|(number, comma)| number + &comma).collect::<String>();
        format!("[{}]", text.trim_end_matches([',', ' ']))
    })
}

/// A valid JSON value.
fn value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::hash_map(any::<String>(), inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn the_grammar_is_that_of_serde_json(text in tokens()) {
        let expected = serde_json::from_str::<IgnoredAny>(&text).is_ok();
        prop_assert_eq!(is_one_value(text.as_bytes()), expected, "{}", text);
    }

    #[test]
    fn lists_of_numbers_are_those_of_serde_json(text in numbers()) {
        let expected = serde_json::from_str::<IgnoredAny>(&text).is_ok();
        prop_assert_eq!(is_one_value(text.as_bytes()), expected, "{}", text);
    }

    #[test]
    fn every_valid_value_is_read(value in value()) {
        prop_assert!(is_one_value(value.to_string().as_bytes()));
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        prop_assert!(is_one_value(pretty.as_bytes()));
    }

    #[test]
    fn a_cut_value_is_incomplete(value in value(), cut in any::<prop::sample::Index>()) {
        let text = value.to_string();
        let cut = &text.as_bytes()[..cut.index(text.len())];
        let stop = Cursor::new(cut, 0).skip_value();
        prop_assert!(matches!(stop, Err(Stop::Incomplete)), "{stop:?}");
    }

    #[test]
    fn texts_are_decoded(text in any::<String>(), escaped in any::<bool>()) {
        let json = if escaped { escape_all(&text) } else { serde_json::to_string(&text).unwrap() };
        let value = Cursor::new(json.as_bytes(), 0).value();
        let Ok(Value::Text(found)) = value else { panic!("{value:?}") };
        prop_assert_eq!(found.decode().unwrap(), text);
    }

    #[test]
    fn numbers_are_the_nearest(
        digits in "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,24})?([eE][+-]?[0-9]{1,3})?"
    ) {
        let text = format!("{digits} ");
        let value = Cursor::new(text.as_bytes(), 0).value();
        let Ok(Value::Number(number)) = value else { panic!("{value:?}") };
        let expected: f64 = digits.parse().unwrap();
        prop_assert_eq!(number.to_f64().to_bits(), expected.to_bits());
        if let Some(integer) = number.to_i64() {
            prop_assert_eq!(integer.to_string().parse(), Ok(expected));
        }
    }

    #[test]
    fn integers_are_exact(integer in any::<i64>(), point in any::<bool>()) {
        let text = format!("{integer}{} ", if point { ".000" } else { "" });
        let value = Cursor::new(text.as_bytes(), 0).value();
        let Ok(Value::Number(number)) = value else { panic!("{value:?}") };
        // With the decimals, more digits than fit are not taken for an integer.
        if !point || integer.unsigned_abs() < 10_u64.pow(16) {
            prop_assert_eq!(number.to_i64(), Some(integer));
        }
    }

    #[test]
    fn records_do_not_depend_on_blocks(
        values in prop::collection::vec(value(), 0..40),
        block_bytes in 1_usize..200,
        is_pretty in any::<bool>(),
    ) {
        let records = values.into_iter().map(|value| serde_json::json!({ "id": value }));
        let list: serde_json::Value = records.collect();
        let text = if is_pretty { format!("{list:#}") } else { list.to_string() };
        let read = serde_json::Value::from(read_records(&text, block_bytes).unwrap());
        prop_assert_eq!(read, list);
    }
}

/// Spells every character of a text as `\u` escapes.
fn escape_all(text: &str) -> String {
    let escapes = text.encode_utf16().map(|unit| format!("\\u{unit:04X}"));
    format!("\"{}\"", escapes.collect::<String>())
}

/// Keeps the text of each record.
#[derive(Default)]
struct Keeper {
    record: Vec<u8>,
    records: Vec<serde_json::Value>,
}

impl RecordReader for Keeper {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        cursor.peek()?;
        let start = cursor.pos();
        cursor.skip_value()?;
        self.record = cursor.text_since(start).to_vec();
        Ok(())
    }

    fn commit(&mut self) {
        self.records.push(serde_json::from_slice(&self.record).unwrap());
    }
}

/// The records of a list that is read in blocks.
fn read_records(text: &str, block_bytes: usize) -> Result<Vec<serde_json::Value>, Failure> {
    let mut document = Document::new(Box::new(text.as_bytes()), block_bytes);
    let mut records = Vec::new();
    read_list(
        &mut document,
        |_| Keeper::default(),
        |keepers| {
            records.extend(keepers.into_iter().flat_map(|keeper| keeper.records));
        },
    )?;
    document.expect_end()?;
    Ok(records)
}

#[test]
fn text_that_looks_like_a_record_starts_none() {
    // The beginning of the first record stands in texts and inside of other records too.
    let tricky = r#"{"id": "},{\"id\": 1},", "list": [{"x": 1},{"id": 2},{"id": 3}]}"#;
    let text = format!("[{}]", vec![tricky; 30].join(","));
    for block_bytes in [1, 16, 64, 200, 1000, 10_000] {
        let records = read_records(&text, block_bytes).unwrap();
        assert_eq!(records.len(), 30);
        assert!(records.iter().all(|record| record["list"][1]["id"] == 2));
    }
}

#[test]
fn a_fault_is_found_at_its_place() {
    let text = "[{\"id\": 1},\n {\"id\": 2},\n {\"id\" 3}]";
    for block_bytes in [1, 8, 1000] {
        let Err(Failure::Broken { position, .. }) = read_records(text, block_bytes) else {
            panic!("the colon is missing");
        };
        assert_eq!((position.line, position.column), (3, 8));
    }
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(is_one_value(nested(128).as_bytes()));
    assert!(!is_one_value(nested(129).as_bytes()));
    assert!(!is_one_value("[".repeat(1 << 20).as_bytes()));
}
