//! `detlens demo`: makes a small dataset with images, evaluates it, and shows the report.

use std::fs;
use std::io::{self, BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};

use detlens_demo::{CocoDocuments, DemoOptions, Scene, scene};
use detlens_run::{RunFile, check_destination};
use rayon::prelude::*;

use crate::args::DemoArgs;
use crate::configuration::{Configuration, Settings};
use crate::evaluation::run_failure;
use crate::failure::Failure;
use crate::progress;
use crate::serving;
use crate::summary::{self, count};
use crate::telling;
use crate::terminal::{self, QUIET};

/// What the ground truth of the sample data says about itself, near its beginning.
const MARK: &str = "sample data of Detlens";
/// Lines of a ground truth in which the mark must stand.
const N_MARKED_LINES: usize = 4;

pub(super) fn run(args: &DemoArgs) -> Result<(), Failure> {
    let places = Places::new(&args.output);
    places.check()?;
    places.fill(DemoOptions { seed: args.seed, ..DemoOptions::default() })?;
    let record = places.evaluate()?;
    let summary = summary::render(&record, terminal::width());
    terminal::print(&(summary + &places.closing(&record)))?;
    if args.view.unwrap_or_else(serving::is_watched) {
        serving::serve([places.run.as_path()], None, &args.serve)?;
    }
    Ok(())
}

/// Where everything goes.
struct Places {
    dataset: PathBuf,
    ground_truth: PathBuf,
    detections: PathBuf,
    run: PathBuf,
}

impl Places {
    fn new(dir: &Path) -> Self {
        let dataset = dir.join("dataset");
        Self {
            ground_truth: dataset.join("ground_truth.json"),
            detections: dataset.join("detections.json"),
            dataset,
            run: dir.join("run"),
        }
    }

    /// Sees that only an earlier demo is replaced.
    fn check(&self) -> Result<(), Failure> {
        check_destination(&self.run, true).map_err(|error| run_failure(&error))?;
        let is_free = match fs::read_dir(&self.dataset) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) => error.kind() == ErrorKind::NotFound,
        };
        if is_free || is_marked(&self.ground_truth) {
            return Ok(());
        }
        let shown = self.dataset.display();
        Err(Failure::usage(format!("{shown} is not sample data, so it is not replaced"))
            .with_hint("name another folder with -o"))
    }

    /// Makes the dataset.
    ///
    /// Everything is made before anything is written, and the marked file is written first, so
    /// that whatever interrupts this leaves a folder that the next time may replace.
    fn fill(&self, options: DemoOptions) -> Result<(), Failure> {
        let bar = progress::items("rendering", options.n_images.into());
        let render = |image_idx| {
            let scene = scene(options, image_idx);
            let picture = scene.jpeg();
            bar.inc(1);
            (Scene { rgb: Vec::new(), ..scene }, picture)
        };
        let scenes: Vec<_> = (0..options.n_images).into_par_iter().map(render).collect();
        bar.finish_and_clear();
        let mut documents = CocoDocuments::default();
        for (scene, _) in &scenes {
            documents.add(scene);
        }
        save(&self.ground_truth, &documents.ground_truth_json())?;
        save(&self.detections, &documents.detections_json())?;
        scenes
            .iter()
            .try_for_each(|(scene, picture)| save(&self.dataset.join(&scene.file_name), picture))
    }

    fn evaluate(&self) -> Result<RunFile, Failure> {
        let settings = Settings {
            gt: Some(self.ground_truth.clone()),
            dt: Some(vec![self.detections.clone()]),
            images: Some(self.dataset.clone()),
            ..Settings::default()
        };
        let configuration = Configuration::new(&settings, None)?;
        let config = configuration.engine_config(None)?;
        telling::write(&telling::evaluate(&configuration, config)?, &self.run, true)
    }

    /// What was made, and what to try with it.
    fn closing(&self, record: &RunFile) -> String {
        let (dataset, run) = (self.dataset.display(), self.run.display());
        let (gt, dt) = (self.ground_truth.display(), self.detections.display());
        format!(
            "\n{QUIET}Made {} images in{QUIET:#} {dataset}{QUIET}, and this run in{QUIET:#} {run}\n\
             {QUIET}See every error:{QUIET:#}\n  \
             detlens view {run}\n\
             {QUIET}Try next, at another score:{QUIET:#}\n  \
             detlens eval --gt {gt} --dt {dt} --images {dataset} --score-threshold 0.8 --view\n",
            count(record.dataset.n_images),
        )
    }
}

/// Whether a file is the ground truth of an earlier demo.
fn is_marked(ground_truth: &Path) -> bool {
    let Ok(file) = fs::File::open(ground_truth) else { return false };
    let lines = BufReader::new(file).lines().take(N_MARKED_LINES).map_while(io::Result::ok);
    lines.into_iter().any(|line| line.contains(MARK))
}

/// Writes a file, and the folders above it.
fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let saved = fs::create_dir_all(folder).and_then(|()| fs::write(path, bytes));
    saved.map_err(|error| Failure::machine(format!("cannot write {}: {error}", path.display())))
}
