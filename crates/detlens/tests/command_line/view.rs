//! `detlens view`, and what `--view` adds to other commands.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};

use serde_json::Value;
use tempfile::{TempDir, tempdir};

use super::support::{PARCELS, command, detlens, eval, text};

/// A run in a folder that is deleted with it.
fn run() -> (TempDir, PathBuf) {
    let folder = tempdir().unwrap();
    let run = folder.path().join("my run");
    eval(["-o", text(&run)]).done();
    (folder, run)
}

/// A program that serves, until it is interrupted.
struct Serving {
    child: Child,
    /// What it prints, gathered so that it need not wait for a reader.
    printed: Option<JoinHandle<String>>,
    /// The address that it told.
    url: String,
}

impl Serving {
    fn start(mut command: Command) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let printed = thread::spawn(move || {
            let mut printed = String::new();
            stdout.read_to_string(&mut printed).unwrap();
            printed
        });
        let told = BufReader::new(child.stderr.as_mut().unwrap()).lines().map(Result::unwrap);
        let url = told
            .into_iter()
            .find_map(|line| line.strip_prefix("The report is at ").map(ToOwned::to_owned));
        Self { child, printed: Some(printed), url: url.unwrap() }
    }

    /// The answer to a path on this server, header and body.
    fn get(&self, path: &str) -> String {
        let host = self.url.split('/').nth(2).unwrap();
        let port = host.rsplit_once(':').unwrap().1;
        let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Presses Ctrl-C; gives the exit code and what was printed.
    fn interrupt(mut self) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let code = self.child.wait().unwrap().code();
        (code, self.printed.take().unwrap().join().unwrap())
    }
}

impl Drop for Serving {
    /// Leaves nothing running, whatever a test has found.
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn view(args: &[&str]) -> Serving {
    Serving::start(command([&["view", "--no-open"], args].concat()))
}

#[test]
fn several_runs_are_served_until_ctrl_c() {
    let (_folder, run) = run();
    let serving = view(&[text(&run), text(&run), "--port", "0"]);
    assert!(serving.get("/").contains("<!doctype html>"));
    let answer = serving.get("/data/runs");
    let runs: Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    let keys: Vec<_> = runs.as_array().unwrap().iter().map(|run| &run["key"]).collect();
    assert_eq!(keys, ["my-run", "my-run-2"]);
    assert_eq!(serving.interrupt(), (Some(0), String::new()));
}

#[test]
fn others_need_the_token_that_is_told() {
    let (_folder, run) = run();
    let serving = view(&[text(&run), "--port", "0", "--host", "0.0.0.0"]);
    let (_, query) = serving.url.split_once('?').unwrap();
    assert!(query.starts_with("token=") && query.len() > 30, "{query}");
    assert!(serving.get("/").starts_with("HTTP/1.1 401"));
    assert!(serving.get(&format!("/?{query}")).starts_with("HTTP/1.1 200"));
    serving.interrupt();
}

#[test]
fn a_taken_port_is_an_error_only_if_it_was_asked_for() {
    let (_folder, run) = run();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let answer = detlens(["view", text(&run), "--no-open", "--port", &port]);
    assert_eq!(answer.code, 3);
    assert!(answer.stderr.contains("is taken by another program"), "{}", answer.stderr);
    assert!(answer.stderr.contains("--port 0"), "{}", answer.stderr);

    // Two at once: one of them cannot have the usual port.
    let both = [view(&[text(&run)]), view(&[text(&run)])];
    assert_ne!(both[0].url, both[1].url);
    for serving in both {
        assert_eq!(serving.interrupt().0, Some(0));
    }
}

#[test]
fn a_run_that_cannot_be_shown_is_told() {
    let (folder, run) = run();
    let nothing = folder.path().join("nothing");
    let answer = detlens(["view", text(&nothing), "--no-open"]);
    assert_eq!(answer.code, 1);
    assert!(answer.stderr.contains("is not a run"), "{}", answer.stderr);
    let coco = folder.path().join("coco");
    eval(["--protocol", "coco", "-o", text(&coco)]).done();
    let answer = detlens(["view", text(&coco), "--no-open"]);
    assert_eq!(answer.code, 1);
    assert!(answer.stderr.contains("--protocol both"), "{}", answer.stderr);

    // Among others it is a line in the list.
    let serving = view(&[text(&coco), text(&run), "--port", "0"]);
    assert!(serving.get("/data/runs").contains("protocol exact"));
    serving.interrupt();
}

#[test]
fn a_run_that_is_only_looked_at_is_not_kept() {
    let temporary = tempdir().unwrap();
    let mut eval = command(PARCELS);
    eval.args(["--view", "--json"]).env("TMPDIR", temporary.path());
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"] {
        eval.env_remove(name);
    }
    let serving = Serving::start(eval);
    assert!(serving.get("/data/run/meta").starts_with("HTTP/1.1 200"));
    assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 1);
    let (code, printed) = serving.interrupt();
    assert_eq!(code, Some(0));
    let record: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(record["dataset"]["n_ground_truths"], 33);
    assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 0);
}

#[test]
fn what_cannot_be_shown_is_refused_before_the_work() {
    let answer = eval(["--view", "--protocol", "coco"]);
    assert_eq!((answer.code, answer.stdout.as_str()), (2, ""));
    assert!(answer.stderr.contains("leave out --protocol"), "{}", answer.stderr);
}
