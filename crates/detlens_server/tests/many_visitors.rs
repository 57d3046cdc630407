//! Two hundred visitors at once: every answer is right, and memory stays what it was.

mod client;
#[path = "../../detlens_page/tests/scene/mod.rs"]
mod scene;

use std::sync::Barrier;

use client::Running;
use detlens_data::IouType;
use detlens_engine::Config;
use detlens_server::ServeOptions;
use scene::Scene;

const N_VISITORS: usize = 200;
const N_ROUNDS: usize = 4;
/// What a visitor looks at.
const TARGETS: [&str; 6] = [
    "/",
    "/data/my-run/detections",
    "/data/my-run/masks_0",
    "/images/my-run/7",
    "/thumbs/my-run/8",
    "/thumbs/my-run/9",
];

#[test]
fn two_hundred_visitors_are_served() {
    let scene = Scene::new(IouType::Segm, &Config::default());
    // A cache that holds less than what is asked for has to drop and make again all the time.
    let options = ServeOptions {
        thumbnail_cache_bytes: 1500,
        data_cache_bytes: 40_000,
        ..ServeOptions::default()
    };
    let server = Running::new(&[&scene.run()], options);
    let expected: Vec<Vec<u8>> = TARGETS.iter().map(|target| server.get(target).body).collect();
    visit(&server, &expected);
    let before = resident_bytes();
    for _ in 1..N_ROUNDS {
        visit(&server, &expected);
    }
    if let (Some(before), Some(after)) = (before, resident_bytes()) {
        assert!(after < before + (32 << 20), "grew from {before} to {after} bytes");
    }
}

/// All visitors look at everything, at the same time.
fn visit(server: &Running, expected: &[Vec<u8>]) {
    let start = Barrier::new(N_VISITORS);
    std::thread::scope(|scope| {
        for visitor in 0..N_VISITORS {
            let start = &start;
            scope.spawn(move || {
                start.wait();
                for step in 0..TARGETS.len() {
                    let idx = (visitor + step) % TARGETS.len();
                    let answer = server.get(TARGETS[idx]);
                    assert!(
                        answer.status == 200 && answer.body == expected[idx],
                        "{}",
                        TARGETS[idx]
                    );
                }
            });
        }
    });
}

/// Memory of this process, visitors and server; only Linux tells.
fn resident_bytes() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse::<usize>().ok().map(|kib| kib * 1024)
}
