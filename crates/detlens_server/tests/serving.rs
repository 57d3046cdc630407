//! What is served: the page, the runs, their shards and their images.

mod client;
#[path = "../../detlens_page/tests/scene/mod.rs"]
mod scene;

use std::io::Read;

use client::Running;
use detlens_data::IouType;
use detlens_engine::Config;
use detlens_page::{PageData, REPORT_JS, ShardName};
use detlens_run::Run;
use detlens_server::{ServeError, ServeOptions, Server, Site};
use scene::{Scene, png};

fn scene() -> Scene {
    Scene::new(IouType::Segm, &Config::default())
}

#[test]
fn the_page_is_served_with_its_policies() {
    let scene = scene();
    let server = Running::new(&[&scene.run()], ServeOptions::default());
    let answer = server.get("/");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), Some(value));
        assert_eq!(server.get("/nothing").header(name), Some(value));
    }
    assert_eq!(server.get("/report.js").body, REPORT_JS.as_bytes());
    assert_eq!(server.get("/report.css").status, 200);
}

#[test]
fn shards_are_those_of_the_run() {
    let scene = scene();
    let server = Running::new(&[&scene.run()], ServeOptions::default());
    let data = PageData::new(Run::open(&scene.run()).unwrap(), None).unwrap();
    for name in ["meta", "images", "detections", "ground_truths", "matches", "masks_0", "masks_1"] {
        let answer = server.get(&format!("/data/my-run/{name}"));
        let expected = data.shard(name.parse::<ShardName>().unwrap()).unwrap();
        assert!(answer.status == 200 && answer.body == expected, "{name}");
    }
    for name in ["masks_2", "masks_00", "thumbs", "nothing", "meta/"] {
        assert_eq!(server.get(&format!("/data/my-run/{name}")).status, 404, "{name}");
    }
}

#[test]
fn answers_are_compressed_and_not_sent_twice() {
    let scene = scene();
    let server = Running::new(&[&scene.run()], ServeOptions::default());
    let plain = server.get("/data/my-run/detections");
    let packed = server.get_with("/data/my-run/detections", "Accept-Encoding: gzip\r\n");
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&packed.body[..]).read_to_end(&mut unpacked).unwrap();
    assert!(packed.body.len() < plain.body.len() && unpacked == plain.body);
    let etag = plain.header("etag").unwrap();
    assert_eq!(packed.header("etag"), Some(etag));
    for known in [etag.to_owned(), format!("\"other\", {etag}")] {
        let headers = format!("If-None-Match: {known}\r\n");
        let again = server.get_with("/data/my-run/detections", &headers);
        assert_eq!((again.status, again.body.len()), (304, 0));
    }
    let other = server.get_with("/data/my-run/detections", "If-None-Match: \"other\"\r\n");
    assert_eq!(other.status, 200);
}

#[test]
fn images_are_served_by_index() {
    let scene = scene();
    let server = Running::new(&[&scene.run()], ServeOptions::default());
    for idx in [0, 2, 69] {
        let answer = server.get(&format!("/images/my-run/{idx}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("image/png")));
        assert_eq!(answer.body, png(idx));
        let small = server.get(&format!("/thumbs/my-run/{idx}"));
        assert_eq!((small.status, small.header("content-type")), (200, Some("image/jpeg")));
        assert_eq!(small.body, server.get(&format!("/thumbs/my-run/{idx}")).body);
    }
    let missing = server.get("/images/my-run/70");
    assert_eq!(missing.status, 404);
    assert!(String::from_utf8(missing.body).unwrap().contains("missing.png is missing"));
}

#[test]
fn several_runs_are_listed() {
    let (first, second) = (scene(), Scene::new(IouType::Bbox, &Config::default()));
    let newer = scene();
    let record = newer.run().join("run.json");
    let text = std::fs::read_to_string(&record).unwrap();
    std::fs::write(&record, text.replace("\"schema_version\": 1", "\"schema_version\": 99"))
        .unwrap();
    let dirs = [first.run(), second.run(), newer.run()];
    let dirs: Vec<_> = dirs.iter().map(std::path::PathBuf::as_path).collect();
    let server = Running::new(&dirs, ServeOptions::default());
    let list: serde_json::Value = serde_json::from_slice(&server.get("/data/runs").body).unwrap();
    assert_eq!(list[0]["key"], "my-run");
    assert_eq!(list[1]["key"], "my-run-2");
    assert_eq!((&list[1]["iou_type"], &list[1]["n_images"]), (&"bbox".into(), &71.into()));
    let run = Run::open(&first.run()).unwrap();
    let exact = run.record().exact.as_ref().unwrap();
    let expected = exact.averages[0].averages.ap.value().unwrap();
    assert_eq!(list[0]["mean_average_precision"], expected);
    assert_eq!(list[0]["score_threshold"], exact.operating_point.score_threshold);
    let problem = list[2]["problem"].as_str().unwrap();
    assert!(problem.contains("made by a newer Detlens"), "{problem}");
    assert_eq!(server.get("/data/my-run-3/meta").status, 404);
    assert_eq!(server.get("/data/my-run-2/meta").status, 200);
}

#[test]
fn a_taken_port_is_named() {
    let scene = scene();
    let server = Running::new(&[&scene.run()], ServeOptions::default());
    let options = ServeOptions { address: server.address, ..ServeOptions::default() };
    let error = Server::bind(Site::new(), options).unwrap_err();
    assert!(matches!(error, ServeError::PortTaken { .. }));
    let port = server.address.port();
    assert_eq!(error.to_string(), format!("port {port} is taken by another program"));
    assert!(error.hint().unwrap().contains("--port"));
}

#[test]
fn a_server_that_was_told_to_stop_gives_its_port_back() {
    let scene = scene();
    let mut server = Running::new(&[&scene.run()], ServeOptions::default());
    assert_eq!(server.get("/").status, 200);
    // A visitor who says nothing does not hold it up.
    let silent = std::net::TcpStream::connect(server.address).unwrap();
    server.stop();
    drop(silent);
    assert!(std::net::TcpStream::connect(server.address).is_err());
}
