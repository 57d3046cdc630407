//! Exports: whole, the same each time, and with the run's own shards in them.

#![expect(clippy::unwrap_used, reason = "a test may stop at what it does not expect")]

mod scene;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use detlens_data::IouType;
use detlens_engine::Config;
use detlens_page::{
    ExportOptions, Exported, ImageChoice, ImageError, PageData, PageError, Progress, Stage, export,
};
use detlens_run::Run;
use scene::{Scene, files_in, image_names, png};
use serde_json::Value;

fn data(scene: &Scene, images: Option<&Path>) -> PageData {
    PageData::new(Run::open(&scene.run()).unwrap(), images).unwrap()
}

fn export_to(scene: &Scene, dest: &str, images: ImageChoice) -> Exported {
    let options = ExportOptions { images, overwrite: false };
    export(&data(scene, None), &scene.path(dest), options, &()).unwrap()
}

/// The shards that a text of scripts hands over.
fn shards(text: &str) -> BTreeMap<String, Vec<u8>> {
    let calls = text.split("__detlens.shard(\"").skip(1);
    let shard = |call: &str| {
        let (name, rest) = call.split_once("\",\"")?;
        let (base64, _) = rest.split_once("\");")?;
        let mut bytes = Vec::new();
        let packed = STANDARD.decode(base64).ok()?;
        flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut bytes).ok()?;
        Some((name.to_owned(), bytes))
    };
    calls.filter_map(shard).collect()
}

fn meta(shards: &BTreeMap<String, Vec<u8>>) -> Value {
    serde_json::from_slice(&shards["meta"]).unwrap()
}

const SHARDS: [&str; 9] = [
    "detections",
    "detections_detail",
    "ground_truths",
    "ground_truths_detail",
    "images",
    "masks_0",
    "masks_1",
    "matches",
    "meta",
];

#[test]
fn a_folder_holds_everything() {
    let scene = Scene::new(IouType::Segm, &Config::default());
    let exported = export_to(&scene, "report", ImageChoice::Thumbnails);
    let files = files_in(&scene.path("report"));
    assert_eq!(exported.size_bytes, files.iter().map(|(_, bytes)| bytes.len() as u64).sum::<u64>());
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    for name in ["index.html", "report.js", "report.css", "thumbs/0.jpg", "thumbs/69.jpg"] {
        assert!(names.contains(&name), "{name}");
    }
    // Two images cannot be shown: one lies outside the image folder, one is missing.
    assert_eq!(names.iter().filter(|name| name.starts_with("thumbs/")).count(), 69);
    assert_eq!((exported.images.n_written, exported.images.n_missing), (69, 2));
    assert!(matches!(exported.images.first_missing, Some(ImageError::Outside { .. })));

    let page = data(&scene, None);
    for name in SHARDS {
        let text =
            fs::read_to_string(scene.path("report/data").join(format!("{name}.js"))).unwrap();
        let shards = shards(&text);
        assert_eq!(shards.keys().collect::<Vec<_>>(), [name]);
        if name != "meta" {
            assert_eq!(shards[name], page.shard(name.parse().unwrap()).unwrap(), "{name}");
        }
    }
    let text = fs::read_to_string(scene.path("report/data/meta.js")).unwrap();
    let images = meta(&shards(&text))["images"].clone();
    assert_eq!((&images["full"], &images["thumbnails"]), (&false.into(), &true.into()));
}

#[test]
fn full_images_go_along_on_request() {
    let scene = Scene::new(IouType::Bbox, &Config::default());
    export_to(&scene, "report", ImageChoice::Full);
    let text = fs::read_to_string(scene.path("report/data/meta.js")).unwrap();
    let names = meta(&shards(&text))["images"]["names"].clone();
    assert_eq!(names.as_array().unwrap().len(), image_names().len());
    assert_eq!((&names[1], &names[70]), (&Value::Null, &Value::Null));
    for idx in [0, 2, 69] {
        let name = names[idx].as_str().unwrap();
        assert_eq!(fs::read(scene.path("report/images").join(name)).unwrap(), png(idx));
    }
}

#[test]
fn a_single_file_holds_everything() {
    let scene = Scene::new(IouType::Segm, &Config::default());
    let exported = export_to(&scene, "report.HTML", ImageChoice::Full);
    let text = fs::read_to_string(scene.path("report.HTML")).unwrap();
    assert_eq!(exported.size_bytes, text.len() as u64);
    assert!(text.contains("<title>my run</title>") && text.contains("data-mode=\"single\""));
    let shards = shards(&text);
    let expected: Vec<&str> = SHARDS.into_iter().chain(["thumbs"]).collect();
    assert_eq!(shards.keys().collect::<Vec<_>>(), expected);
    let page = data(&scene, None);
    for name in SHARDS.into_iter().filter(|&name| name != "meta") {
        assert_eq!(shards[name], page.shard(name.parse().unwrap()).unwrap(), "{name}");
    }
    let thumbs = String::from_utf8_lossy(&shards["thumbs"]);
    assert_eq!(thumbs.matches("data:image/jpeg;base64,").count(), 69);
    let images = &meta(&shards)["images"];
    assert_eq!((&images["full"], &images["thumbnails"]), (&false.into(), &true.into()));
}

#[test]
fn the_bytes_are_the_same_each_time() {
    let scene = Scene::new(IouType::Segm, &Config::default());
    for (first, second) in [("a", "b"), ("a.html", "b.html")] {
        for dest in [first, second] {
            export_to(&scene, dest, ImageChoice::Full);
        }
        let bytes = |dest: &str| {
            let path = scene.path(dest);
            if path.is_dir() {
                files_in(&path)
            } else {
                vec![(String::new(), fs::read(path).unwrap())]
            }
        };
        assert!(bytes(first) == bytes(second), "{first}");
    }
}

#[test]
fn without_images_the_page_says_so() {
    let scene = Scene::new(IouType::Bbox, &Config::default());
    let nowhere = scene.path("nowhere");
    for (dest, root, choice) in
        [("a", None, ImageChoice::None), ("b", Some(nowhere.as_path()), ImageChoice::Full)]
    {
        let options = ExportOptions { images: choice, overwrite: false };
        let exported = export(&data(&scene, root), &scene.path(dest), options, &()).unwrap();
        assert_eq!(exported.images.n_written, 0);
        let text = fs::read_to_string(scene.path(dest).join("data/meta.js")).unwrap();
        let images = meta(&shards(&text))["images"].clone();
        let expected = root.map_or(scene.images(), Path::to_owned);
        assert_eq!(images["root"], expected.to_str().unwrap());
        assert_eq!((&images["full"], &images["thumbnails"]), (&false.into(), &false.into()));
    }
}

#[test]
fn a_broken_run_leaves_nothing() {
    let scene = Scene::new(IouType::Segm, &Config::default());
    let page = data(&scene, None);
    fs::write(scene.run().join("ground_truths.parquet"), "PAR1").unwrap();
    let before = fs::read_dir(scene.dir.path()).unwrap().count();
    for dest in ["report", "report.html"] {
        let error = export(&page, &scene.path(dest), ExportOptions::default(), &()).unwrap_err();
        assert!(matches!(error, PageError::Run(_)), "{error}");
    }
    assert_eq!(fs::read_dir(scene.dir.path()).unwrap().count(), before);
}

#[test]
fn progress_comes_to_its_end() {
    #[derive(Default)]
    struct Counter {
        expected: AtomicUsize,
        done: AtomicUsize,
    }
    impl Progress for Counter {
        fn begin(&self, _stage: Stage, n_items: usize) {
            self.expected.fetch_add(n_items, Ordering::Relaxed);
        }
        fn advance(&self) {
            self.done.fetch_add(1, Ordering::Relaxed);
        }
    }
    let scene = Scene::new(IouType::Segm, &Config::default());
    let counter = Counter::default();
    export(&data(&scene, None), &scene.path("report"), ExportOptions::default(), &counter).unwrap();
    assert_eq!(counter.expected.load(Ordering::Relaxed), 71 + SHARDS.len());
    assert_eq!(counter.done.into_inner(), 71 + SHARDS.len());
}
