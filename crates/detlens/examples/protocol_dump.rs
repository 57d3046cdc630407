//! Writes what the protocol `coco` computes as raw doubles, to be compared with pycocotools.
//!
//! `protocol_dump FOLDER` looks into each folder in FOLDER for `settings.json` and the two files
//! it names, and writes beside it:
//!
//! | file | holds |
//! | --- | --- |
//! | `precision.f64`, `recall.f64`, `scores.f64` | the arrays of `COCOeval.eval`, in C order |
//! | `statistics.f64` | the twelve numbers of `COCOeval.summarize` |
//! | `detection_areas.f64` | px², as pycocotools sees them, in file order |
//! | `overlaps.f64` | of each image in the order of ids, `D x G` in file order |
//! | `ground_truth_masks.txt`, `detection_masks.txt` | COCO's text of each mask, a line each |
//! | `refused.txt` | why the files were not evaluated; then there is nothing else |
//!
//! All doubles are little-endian. Many data sets in one process make the comparison quick.

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use detlens_data::{Dataset, IouType, Masks, ReadOptions, Regions, Source, read};
use detlens_engine::coco::{Coco, CocoSettings};
use detlens_engine::evaluate_coco;
use detlens_geometry::{
    Run, box_iou, box_overlap_of_crowd, foreground_runs, intersection_px, mask_iou,
    mask_overlap_of_crowd,
};
use rayon::prelude::*;
use serde::Deserialize;

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// `settings.json`.
#[derive(Debug, Deserialize)]
struct Settings {
    #[serde(default = "default_ground_truth")]
    ground_truth: PathBuf,
    #[serde(default = "default_results")]
    results: PathBuf,
    iou_type: String,
    iou_thresholds: Vec<f64>,
    recall_thresholds: Vec<f64>,
    max_detections: Vec<u32>,
    area_ranges: Vec<(String, f64, f64)>,
    use_categories: bool,
}

fn default_ground_truth() -> PathBuf {
    "gt.json".into()
}

fn default_results() -> PathBuf {
    "dt.json".into()
}

fn main() -> Result {
    let batch = std::env::args_os().nth(1).ok_or("usage: protocol_dump FOLDER")?;
    let folders: Vec<PathBuf> =
        fs::read_dir(batch)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    folders.par_iter().try_for_each(|folder| dump(folder))
}

fn dump(folder: &Path) -> Result {
    let settings: Settings = serde_json::from_slice(&fs::read(folder.join("settings.json"))?)?;
    match read_dataset(folder, &settings)? {
        Ok(dataset) => dump_dataset(folder, &dataset, settings),
        Err(problems) => Ok(fs::write(folder.join("refused.txt"), problems)?),
    }
}

/// The dataset, or the reader's words on why there is none.
fn read_dataset(
    folder: &Path,
    settings: &Settings,
) -> Result<std::result::Result<Dataset, String>> {
    let source = |path: &Path| -> Result<Source<'static>> {
        let reader = Box::new(File::open(folder.join(path))?);
        Ok(Source { name: path.display().to_string(), reader })
    };
    let iou_type = if settings.iou_type == "segm" { IouType::Segm } else { IouType::Bbox };
    let options = ReadOptions { iou_type: Some(iou_type), lenient: false };
    let outcome = read(source(&settings.ground_truth)?, vec![source(&settings.results)?], &options);
    Ok(outcome.dataset.ok_or_else(|| outcome.problems.to_string()))
}

fn dump_dataset(folder: &Path, dataset: &Dataset, settings: Settings) -> Result {
    let coco = evaluate_coco(dataset, coco_settings(settings))?;
    dump_arrays(folder, &coco)?;
    let detections = dataset.detections();
    let areas: Vec<f64> = (0..detections.len()).map(|dt| detections.coco_area_px2(dt)).collect();
    write_doubles(folder, "detection_areas", &areas)?;
    write_doubles(folder, "overlaps", &overlaps(dataset))?;
    write_masks(folder, "ground_truth_masks", dataset.ground_truths().regions())?;
    write_masks(folder, "detection_masks", detections.regions())
}

fn coco_settings(settings: Settings) -> CocoSettings {
    let ranges = settings.area_ranges.into_iter();
    CocoSettings {
        iou_thresholds: settings.iou_thresholds,
        recall_thresholds: settings.recall_thresholds,
        max_detections: settings.max_detections,
        area_ranges: ranges.map(|(name, low, high)| (name, [low, high])).collect(),
        use_categories: settings.use_categories,
    }
}

fn dump_arrays(folder: &Path, coco: &Coco) -> Result {
    let statistics: Vec<f64> = coco.statistics().iter().map(|statistic| statistic.value).collect();
    write_doubles(folder, "precision", &coco.precision)?;
    write_doubles(folder, "recall", &coco.recall)?;
    write_doubles(folder, "scores", &coco.scores)?;
    write_doubles(folder, "statistics", &statistics)
}

/// Overlaps of all pairs inside each image, `D x G` for one image after the other.
fn overlaps(dataset: &Dataset) -> Vec<f64> {
    let (dts, gts) = (dataset.detections(), dataset.ground_truths());
    let rows_of = |image_idx: &[u32], image: usize| -> Vec<usize> {
        (0..image_idx.len()).filter(|&row| image_idx[row] as usize == image).collect()
    };
    let mut overlaps = Vec::new();
    for image in 0..dataset.images().len() {
        let gt_rows = rows_of(gts.image_idx(), image);
        for dt in rows_of(dts.image_idx(), image) {
            overlaps.extend(
                gt_rows
                    .iter()
                    .map(|&gt| overlap(dts.regions(), dt, gts.regions(), gt, gts.is_crowd()[gt])),
            );
        }
    }
    overlaps
}

fn overlap(dts: &Regions, dt: usize, gts: &Regions, gt: usize, is_crowd: bool) -> f64 {
    if let (Some(dts), Some(gts)) = (dts.masks(), gts.masks()) {
        let shared_px = intersection_px(&runs(dts, dt), &runs(gts, gt));
        return if is_crowd {
            mask_overlap_of_crowd(shared_px, dts.area_px(dt))
        } else {
            mask_iou(shared_px, dts.area_px(dt), gts.area_px(gt))
        };
    }
    let (dt, gt) = (dts.bounding_box(dt), gts.bounding_box(gt));
    if is_crowd { box_overlap_of_crowd(&dt, &gt) } else { box_iou(&dt, &gt) }
}

fn runs(masks: &Masks, idx: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    foreground_runs(masks.coded(idx), &mut runs);
    runs
}

fn write_doubles(folder: &Path, name: &str, values: &[f64]) -> Result {
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    Ok(fs::write(folder.join(name).with_extension("f64"), bytes)?)
}

fn write_masks(folder: &Path, name: &str, regions: &Regions) -> Result {
    let lines = regions.masks().map_or_else(Vec::new, |masks| {
        let mut lines = Vec::new();
        for idx in 0..masks.len() {
            lines.extend_from_slice(masks.coded(idx));
            lines.push(b'\n');
        }
        lines
    });
    Ok(fs::write(folder.join(name).with_extension("txt"), lines)?)
}
