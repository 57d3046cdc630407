//! The reader against a slow and obvious twin, for any block size and any number of threads.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{Outcome, ReadOptions, Source, read_in_blocks};
use crate::IouType;

const N_IMAGES: i64 = 4;

/// A result as it stands in a file, with its members in the order they are written.
type Record = Vec<(&'static str, Value)>;

fn ground_truth() -> String {
    let images: Vec<Value> = (0..N_IMAGES)
        .map(|id| json!({"id": id, "file_name": format!("{id}.jpg"), "height": 9, "width": 11}))
        .collect();
    json!({"images": images, "categories": [{"id": 3, "name": "box"}], "annotations": []})
        .to_string()
}

/// Numbers in the many spellings that JSON has.
fn numbers() -> impl Strategy<Value = f64> {
    prop_oneof![
        (0..1000_u32).prop_map(f64::from),
        (1..10_000_u32).prop_map(|n| f64::from(n) / 100.0),
        (1.0e-9..1.0e9_f64),
        Just(f64::MIN_POSITIVE),
        Just(123_456_789.123_456_79),
    ]
}

/// Values of keys that nobody asks for; they hold what could be taken for a record's end.
fn strangers() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        Just(json!({"a": [1, {"b": "},{"}], "score": 7})),
        Just(json!("},{\"image_id\":0,\"score\":1")),
        "[ -~]{0,12}".prop_map(Value::from),
        Just(json!([[], {}, [[1.5e-3]]])),
    ]
}

fn records() -> impl Strategy<Value = Record> {
    let bbox = prop::collection::vec(numbers(), 4);
    let members =
        (0..N_IMAGES, bbox, numbers(), strangers()).prop_map(|(image, bbox, score, stranger)| {
            vec![
                ("image_id", json!(image)),
                ("category_id", json!(3)),
                ("bbox", json!(bbox.iter().map(|x| x + 0.001).collect::<Vec<_>>())),
                ("score", json!(score)),
                ("x", stranger),
            ]
        });
    members.prop_shuffle()
}

fn text(records: &[Record], space: &str) -> String {
    let record = |record: &Record| {
        let member = |(key, value): &(&str, Value)| format!("{space}{key:?}{space}:{space}{value}");
        let members: Vec<String> = record.iter().map(member).collect();
        format!("{space}{{{}{space}}}", members.join(","))
    };
    let records: Vec<String> = records.iter().map(record).collect();
    format!("[{}{space}]{space}", records.join(","))
}

fn read_with(results: &str, block_bytes: usize, n_threads: usize) -> Outcome {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap();
    let ground_truth = ground_truth();
    let options = ReadOptions { iou_type: Some(IouType::Bbox), lenient: false };
    let gt = Source::new("gt.json", ground_truth.as_bytes());
    let dt = vec![Source::new("dt.json", results.as_bytes())];
    pool.install(|| read_in_blocks(gt, dt, options, block_bytes))
}

/// What the twin reads: image, box and score of each result.
fn rows_of_twin(results: &str) -> Vec<(u32, Vec<u64>, u64)> {
    let rows: Vec<Map<String, Value>> = serde_json::from_str(results).unwrap();
    let bits = |value: &Value| value.as_f64().unwrap().to_bits();
    rows.iter()
        .map(|row| {
            let image = u32::try_from(row["image_id"].as_u64().unwrap()).unwrap();
            (image, row["bbox"].as_array().unwrap().iter().map(bits).collect(), bits(&row["score"]))
        })
        .collect()
}

fn rows_of(outcome: &Outcome) -> Vec<(u32, Vec<u64>, u64)> {
    let dataset = outcome.dataset.as_ref().expect("every document is good");
    let dts = dataset.detections();
    (0..dts.len())
        .map(|idx| {
            let bbox = dts.regions().bounding_box(idx);
            let sides = [bbox.x, bbox.y, bbox.width, bbox.height];
            (dts.image_idx()[idx], sides.map(f64::to_bits).to_vec(), dts.scores()[idx].to_bits())
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Same rows as a reader that builds a tree, to the last bit of every number.
    #[test]
    fn reads_what_a_tree_reader_reads(
        records in prop::collection::vec(records(), 0..40),
        space in prop_oneof![Just(""), Just(" "), Just("\n\t ")],
        block_bytes in prop_oneof![Just(1_usize), 16..400_usize, Just(1 << 20)],
        n_threads in 1..4_usize,
    ) {
        let text = text(&records, space);
        let outcome = read_with(&text, block_bytes, n_threads);
        prop_assert_eq!(rows_of(&outcome), rows_of_twin(&text));
    }

    /// A damaged document is described alike, whatever the blocks and the threads.
    #[test]
    fn damage_is_described_alike(
        records in prop::collection::vec(records(), 1..30),
        at in any::<prop::sample::Index>(),
        byte in prop_oneof![Just(b'}'), Just(b','), Just(b'"'), Just(b'\\'), Just(b'x'), Just(b'[')],
        block_bytes in 1..300_usize,
    ) {
        let mut bytes = text(&records, "").into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let damaged = String::from_utf8(bytes).unwrap();
        let whole = read_with(&damaged, 1 << 20, 1);
        let pieces = read_with(&damaged, block_bytes, 3);
        // How much of the text is shown around the place depends on what is in memory.
        let place = |outcome: &Outcome| {
            outcome.problems.to_string().split(", near `").next().map(str::to_owned)
        };
        prop_assert_eq!(place(&whole), place(&pieces));
        prop_assert_eq!(whole.dropped, pieces.dropped);
        prop_assert_eq!(whole.dataset.is_some(), pieces.dataset.is_some());
        let is_json = serde_json::from_str::<Value>(&damaged).is_ok();
        prop_assert!(is_json || whole.dataset.is_none(), "broken JSON was accepted");
    }
}
