//! The bytes of a run depend on its input alone.

use std::collections::BTreeMap;
use std::path::Path;

use detlens_data::IouType;
use detlens_engine::Config;
use rayon::ThreadPoolBuilder;

use crate::scene::Scene;

/// Every file of a directory with its bytes.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(dir).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn files_with_threads(n_threads: usize, dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let pool = ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap();
    let scene = pool.install(|| Scene::new(IouType::Segm, Config::default()));
    pool.install(|| scene.write(dir)).unwrap();
    files(dir)
}

#[test]
fn one_thread_and_four_write_the_same_bytes() {
    let parent = tempfile::tempdir().unwrap();
    let one = files_with_threads(1, &parent.path().join("one"));
    let four = files_with_threads(4, &parent.path().join("four"));
    assert_eq!(one.len(), 8);
    assert!(one == four, "the files differ");
}
