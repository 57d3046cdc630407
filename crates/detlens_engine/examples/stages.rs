//! Times each stage of an evaluation of masks beside its limit: `stages GT.json DT.json`.
//!
//! A limit is the least that any program could do: one look at every byte, run or box that the
//! stage works on. Times are CPU times of one thread, which other work on the machine hardly
//! changes. Build for release, and take real data.
#![allow(clippy::print_stdout, reason = "an example talks to the person who runs it")]

use std::error::Error;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::Read;
use std::time::UNIX_EPOCH;

use detlens_data::{Dataset, IouType, Masks, ReadOptions, Source, read};
use detlens_engine::{Config, Protocols, evaluate};
use detlens_geometry::{
    BoundingBox, PixelBox, Run, box_iou, foreground_runs, intersection_px, measure,
};

/// A stage is repeated until it has taken so long, as the system counts hundredths.
const LEAST_SECS: f64 = 0.4;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [gt, dt] = paths.as_slice() else { return Err("give a ground truth and results".into()) };
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global()?;
    let options = ReadOptions { iou_type: Some(IouType::Segm), ..ReadOptions::default() };
    let open = |path: &str| -> Result<Source<'static>, std::io::Error> {
        Ok(Source::new(path, File::open(path)?))
    };
    let dataset = || -> Result<Dataset, Box<dyn Error>> {
        let outcome = read(open(gt)?, vec![open(dt)?], &options);
        outcome.dataset.ok_or_else(|| "the files have problems; see `detlens check`".into())
    };
    let scanned = secs(|| scan(gt).unwrap_or(0) + scan(dt).unwrap_or(0));
    show("reading", secs(|| dataset().map_or(0, |d| d.detections().len())), scanned);
    let dataset = dataset()?;
    let masks = dataset.detections().regions().masks().ok_or("these are no masks")?;
    masks_alone(&dataset, masks);
    pairs(&dataset, masks)?;
    evaluations(&dataset);
    Ok(())
}

/// Measuring and decoding, beside a sum over the bytes.
fn masks_alone(dataset: &Dataset, masks: &Masks) {
    let image = |idx: usize| &dataset.images()[dataset.detections().image_idx()[idx] as usize];
    let measured = |idx| image(idx).size.and_then(|size| measure(masks.coded(idx), size).ok());
    let mut runs = Vec::new();
    let bytes = secs(|| (0..masks.len()).map(|idx| sum(masks.coded(idx))).sum());
    let area = |idx| measured(idx).map_or(0, |measure| measure.area_px as usize);
    show("measuring masks", secs(|| (0..masks.len()).map(area).sum()), bytes);
    let mut decode = |idx| {
        runs.clear();
        foreground_runs(masks.coded(idx), &mut runs);
        runs.len()
    };
    show("decoding masks", secs(|| (0..masks.len()).map(&mut decode).sum()), bytes);
}

/// Overlaps of masks and of boxes, beside a sum over the runs and the boxes they compare.
fn pairs(dataset: &Dataset, dts: &Masks) -> Result<(), Box<dyn Error>> {
    let gts = dataset.ground_truths().regions().masks().ok_or("these are no masks")?;
    let mut gts_of_image = vec![Vec::new(); dataset.images().len()];
    for (gt, &image) in dataset.ground_truths().image_idx().iter().enumerate() {
        gts_of_image[image as usize].push(gt);
    }
    let images = dataset.detections().image_idx().iter().enumerate();
    let all: Vec<(usize, usize)> = images
        .flat_map(|(dt, &image)| gts_of_image[image as usize].iter().map(move |&gt| (dt, gt)))
        .collect();
    let (dt_boxes, gt_boxes) = (boxes(dts), boxes(gts));
    let iou = |&(dt, gt): &(usize, usize)| box_iou(&dt_boxes[dt], &gt_boxes[gt]);
    let touch = |&(dt, gt): &(usize, usize)| dt_boxes[dt].x + gt_boxes[gt].x;
    let n_over = |value: f64| usize::from(value > 0.5);
    let limit = secs(|| all.iter().map(touch).map(n_over).sum());
    show("overlaps of boxes", secs(|| all.iter().map(iou).map(n_over).sum()), limit);

    // As many pairs as fit the memory, each a chance to overlap.
    let meeting = all.iter().filter(|pair| iou(pair) > 0.0).take(100_000);
    let runs = |masks: &Masks, idx| {
        let mut runs = Vec::new();
        foreground_runs(masks.coded(idx), &mut runs);
        runs
    };
    let meeting: Vec<(Vec<Run>, Vec<Run>)> =
        meeting.map(|&(dt, gt)| (runs(dts, dt), runs(gts, gt))).collect();
    let lengths =
        |runs: &[Run]| -> usize { runs.iter().map(|run| (run.end - run.start) as usize).sum() };
    let pass = |(a, b): &(Vec<Run>, Vec<Run>)| -> usize { lengths(a) + lengths(b) };
    let shared = |(a, b): &(Vec<Run>, Vec<Run>)| intersection_px(a, b);
    let limit = secs(|| meeting.iter().map(pass).sum());
    let walked = secs(|| usize::try_from(meeting.iter().map(shared).sum::<u64>()).unwrap_or(0));
    show("overlaps of masks", walked, limit);
    Ok(())
}

/// Whole evaluations of what has been read; they have no limit of their own.
fn evaluations(dataset: &Dataset) {
    let time = |protocols, best_overlaps| {
        let config = Config { protocols, best_overlaps, ..Config::default() };
        secs(|| evaluate(dataset, &config).map_or(0, |result| result.area_ranges.len()))
    };
    for (name, protocols, best_overlaps) in [
        ("protocol coco", Protocols::Coco, false),
        ("protocol exact", Protocols::Exact, false),
        ("both", Protocols::Both, false),
        ("both, best overlaps", Protocols::Both, true),
    ] {
        println!("{name:20} {:9.1} ms", time(protocols, best_overlaps) * 1e3);
    }
}

fn boxes(masks: &Masks) -> Vec<BoundingBox> {
    let pixels = |idx| -> PixelBox { masks.bounding_box_px(idx) };
    (0..masks.len()).map(|idx| pixels(idx).into()).collect()
}

/// Reads a file in blocks and looks at each byte.
fn scan(path: &str) -> Result<usize, std::io::Error> {
    let (mut file, mut block, mut total) = (File::open(path)?, vec![0; 1 << 20], 0);
    loop {
        match file.read(&mut block)? {
            0 => return Ok(total),
            n_bytes => total += sum(&block[..n_bytes]),
        }
    }
}

fn sum(bytes: &[u8]) -> usize {
    bytes.iter().map(|&byte| usize::from(byte)).sum()
}

/// CPU seconds of a stage, the mean over as many rounds as it takes to measure it.
fn secs(mut work: impl FnMut() -> usize) -> f64 {
    black_box(work());
    let start = cpu_secs();
    for n_rounds in 1_u32.. {
        black_box(work());
        let spent = cpu_secs() - start;
        if spent >= LEAST_SECS {
            return spent / f64::from(n_rounds);
        }
    }
    f64::NAN
}

/// CPU time of this process; where the system does not tell it in a file, the time of day.
fn cpu_secs() -> f64 {
    let ticks = fs::read_to_string("/proc/self/stat").ok().and_then(|stat| {
        let fields: Vec<&str> = stat.split(' ').collect();
        Some(fields.get(13)?.parse::<u32>().ok()? + fields.get(14)?.parse::<u32>().ok()?)
    });
    let of_day = || UNIX_EPOCH.elapsed().map_or(0.0, |time| time.as_secs_f64());
    ticks.map_or_else(of_day, |ticks| f64::from(ticks) / 100.0)
}

fn show(stage: &str, secs: f64, limit_secs: f64) {
    let (ms, limit_ms, factor) = (secs * 1e3, limit_secs * 1e3, secs / limit_secs);
    println!("{stage:20} {ms:9.1} ms   limit {limit_ms:7.1} ms   {factor:6.1} times");
}
