//! Files in every form: compressed, split, from a pipe.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::Value;
use tempfile::tempdir;

use super::support::{cases, detlens, text};

fn record(gt: &Path, dt: &[&Path]) -> Value {
    let mut args = vec!["eval", "--json", "--gt", text(gt)];
    args.extend(dt.iter().flat_map(|dt| ["--dt", text(dt)]));
    serde_json::from_str(&detlens(args).done().stdout).unwrap()
}

/// The numbers, without what is said of the files.
fn numbers(mut record: Value) -> Value {
    for key in ["inputs", "configuration", "problems"] {
        record.as_object_mut().unwrap().remove(key);
    }
    record
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn compressed_files_hold_what_they_held() {
    let folder = tempdir().unwrap();
    let (gt, dt) = (cases().join("parcels.gt.json"), cases().join("parcels.dt.json"));
    let results = fs::read(&dt).unwrap();
    let (first, rest) = results.split_at(results.len() / 3);
    let zstd = |bytes: &[u8]| compress_to_vec(bytes, CompressionLevel::Fastest);
    // A frame that decoders skip, as `pzstd` writes between its frames.
    let skippable = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3].to_vec();
    let forms = [
        ("one.json.gz", gzipped(&results)),
        ("two.json.gz", [gzipped(first), gzipped(rest)].concat()),
        ("one.json.zst", zstd(&results)),
        ("two.json.zst", [zstd(first), skippable, zstd(rest)].concat()),
    ];
    let expected = numbers(record(&gt, &[&dt]));
    for (name, bytes) in forms {
        let path = folder.path().join(name);
        fs::write(&path, &bytes).unwrap();
        let record = record(&gt, &[&path]);
        assert_eq!(record["inputs"][1]["size_bytes"], bytes.len(), "{name}");
        assert_eq!(numbers(record), expected, "{name}");
    }
}

#[test]
fn a_damaged_archive_is_wrong_input() {
    let folder = tempdir().unwrap();
    let results = fs::read(cases().join("parcels.dt.json")).unwrap();
    let zstd = compress_to_vec(&results[..], CompressionLevel::Fastest);
    let gzip = gzipped(&results);
    let damaged = [
        ("cut.json.gz", gzip[..gzip.len() / 2].to_vec()),
        ("cut.json.zst", zstd[..zstd.len() / 2].to_vec()),
        ("plain.json.gz", results.clone()),
        ("plain.json.zst", results),
    ];
    for (name, bytes) in damaged {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let answer = detlens(["eval", "--gt", "parcels.gt.json", "--dt", text(&path)]);
        assert_eq!(answer.code, 1, "{name}: {}", answer.stderr);
        assert!(answer.stderr.contains(name), "{}", answer.stderr);
    }
}

#[test]
fn several_result_files_are_one_models_results() {
    let folder = tempdir().unwrap();
    let (gt, dt) = (cases().join("parcels.gt.json"), cases().join("parcels.dt.json"));
    let results: Vec<Value> = serde_json::from_slice(&fs::read(&dt).unwrap()).unwrap();
    let (first, rest) = results.split_at(7);
    let part = |name: &str, rows: &[Value]| {
        let path = folder.path().join(name);
        fs::write(&path, serde_json::to_vec(rows).unwrap()).unwrap();
        path
    };
    let (first, rest) = (part("1.json", first), part("2.json", rest));
    let whole = record(&gt, &[&dt]);
    let parts = record(&gt, &[&first, &rest]);
    assert_eq!(whole["inputs"][1]["n_records"], 39);
    assert_eq!(parts["inputs"][1]["n_records"], 7);
    assert_eq!(parts["inputs"][2]["n_records"], 32);
    assert_eq!(numbers(whole), numbers(parts));
}

#[test]
fn the_checksum_is_that_of_the_file() {
    let path = cases().join("parcels.dt.json");
    let expected = xxhash_rust::xxh3::xxh3_128(&fs::read(&path).unwrap());
    let record = record(&cases().join("parcels.gt.json"), &[&path]);
    assert_eq!(record["inputs"][1]["xxh3_128"], format!("{expected:032x}"));
}
