//! Instructions of a fixed small evaluation, against those on record.
//!
//! Unlike seconds they are the same on a busy machine, so a lost factor shows in every test run.
//! The programs are those of the other tests: a release build would take longer than all counts.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::command::{build_tested_programs, error_output, output};
use crate::workspace::Workspace;

/// What is on record: for each task a line with its name and its millions of instructions.
const RECORD: &str = "bench/instructions.txt";

/// How much more or less than on record is no fault, as a fraction: other processors get other
/// versions of what copies and searches memory, and hash maps are seeded at random.
const TOLERANCE: f64 = 0.1;

/// Each task: its name, and what `detlens eval` is told beside the files.
const TASKS: [(&str, &[&str]); 4] = [
    ("boxes, protocol coco", &["--iou-type=bbox", "--protocol=coco"]),
    ("masks, protocol coco", &["--iou-type=segm", "--protocol=coco"]),
    ("masks, both protocols", &["--iou-type=segm"]),
    ("masks, run written", &["--iou-type=segm", "--overwrite", "-o"]),
];

/// Counts every task and compares; says so and does nothing where there is no valgrind.
///
/// # Errors
///
/// If a task fails, or takes another number of instructions than on record.
pub(crate) fn check() -> Result {
    let Some(counted) = count_all()? else { return Ok(()) };
    let record = fs::read_to_string(RECORD)?;
    let apart: Vec<_> = counted.iter().filter_map(|task| task.difference(&record)).collect();
    if apart.is_empty() {
        return Ok(());
    }
    let hint = "if that is meant, run `cargo xtask instructions` and commit the record";
    Err(format!("{}\n{hint}", apart.join("\n")).into())
}

/// Counts every task and writes the record.
///
/// # Errors
///
/// If there is no valgrind, a task fails, or the record cannot be written.
pub(crate) fn record() -> Result {
    let counted = count_all()?.ok_or("valgrind is needed; Debian has it in valgrind")?;
    Ok(fs::write(RECORD, counted.iter().map(Task::line).collect::<String>())?)
}

/// What was counted of one task.
struct Task {
    name: &'static str,
    n_millions: f64,
}

impl Task {
    /// Its line of the record.
    fn line(&self) -> String {
        format!("{:>8.1}  {}\n", self.n_millions, self.name)
    }

    /// How it differs from the record, if it does.
    fn difference(&self, record: &str) -> Option<String> {
        let ends_with_name = |line: &&str| {
            line.trim_start().split_once("  ").is_some_and(|cells| cells.1 == self.name)
        };
        let line = record.lines().find(ends_with_name);
        let recorded = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        let Some(recorded) = recorded else { return Some(format!("{}: not on record", self.name)) };
        let ratio = self.n_millions / recorded;
        let differs = (ratio - 1.0).abs() > TOLERANCE;
        differs.then(|| {
            let Self { name, n_millions } = self;
            format!("{name}: {n_millions:.1} million instructions, {ratio:.2} of the {recorded:.1} on record")
        })
    }
}

fn count_all() -> Result<Option<Vec<Task>>> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("valgrind is not installed, so instructions are not counted");
        return Ok(None);
    }
    build_tested_programs()?;
    let target = Workspace::read()?.target;
    let (program, folder) = (target.join("debug/detlens"), target.join("instructions"));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    output(Command::new(&program).args(["demo", "--view=false", "-o"]).arg(folder.join("demo")))?;
    let count = |&(name, flags): &(&'static str, &[&str])| {
        let n_millions = count(&program, &folder, flags)?;
        let task = Task { name, n_millions };
        print!("{}", task.line());
        Ok(task)
    };
    TASKS.iter().map(count).collect::<Result<_>>().map(Some)
}

/// Millions of instructions of one evaluation of the demo's data on one thread.
fn count(program: &Path, folder: &Path, flags: &[&str]) -> Result<f64> {
    let dataset = folder.join("demo/dataset");
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
    valgrind.arg("eval").arg("--gt").arg(dataset.join("ground_truth.json"));
    valgrind
        .arg("--dt")
        .arg(dataset.join("detections.json"))
        .args(["--json", "--threads=1"])
        .args(flags);
    if flags.contains(&"-o") {
        valgrind.arg(folder.join("run"));
    }
    let report = error_output(&mut valgrind)?;
    let collected = report.lines().find_map(|line| line.split_once("Collected : "));
    let (_, n_instructions) = collected.ok_or("callgrind does not say what it collected")?;
    Ok(n_instructions.trim().parse::<f64>()? / 1e6)
}
