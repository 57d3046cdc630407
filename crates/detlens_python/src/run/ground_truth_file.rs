//! A ground-truth file beside detections in memory.

use std::fs::File;
use std::path::Path;

use detlens_data::{
    Dataset, DatasetBuilder, GroundTruthInput, IouType, Problems, ReadOptions, RegionInput,
    Regions, Source, read,
};
use pyo3::prelude::*;

use crate::error::{MachineError, input_error};
use crate::problems::problems_error;

/// Reads a file without the interpreter's lock, and adds what is in it to a builder.
///
/// Gives what is to be told of the file.
pub(super) fn add_ground_truth_file(
    py: Python<'_>,
    path: &Path,
    builder: &mut DatasetBuilder,
    iou_type: IouType,
) -> PyResult<Problems> {
    py.detach(|| {
        let name = path.display().to_string();
        let file = File::open(path)
            .map_err(|error| MachineError::new_err(format!("cannot read {name}: {error}")))?;
        let options = ReadOptions { iou_type: Some(iou_type), lenient: false };
        let outcome = read(Source::new(name, file), Vec::new(), &options);
        let dataset = outcome.dataset.ok_or_else(|| problems_error(&outcome.problems))?;
        add(&dataset, builder)?;
        Ok(outcome.problems)
    })
}

fn add(dataset: &Dataset, builder: &mut DatasetBuilder) -> PyResult<()> {
    for category in dataset.categories() {
        builder.category(category);
    }
    for image in dataset.images() {
        builder.image(image);
    }
    let gts = dataset.ground_truths();
    for row in 0..gts.len() {
        let image = &dataset.images()[gts.image_idx()[row] as usize];
        let category = &dataset.categories()[gts.category_idx()[row] as usize];
        let region = match gts.regions() {
            Regions::Boxes(boxes) => RegionInput::Box(boxes[row]),
            Regions::Masks(masks) => {
                let size = image.size.ok_or_else(|| {
                    input_error(format!("image {} has masks and no size", image.id))
                })?;
                RegionInput::Coded { size, counts: masks.coded(row) }
            }
        };
        let (image_id, category_id) = (image.id.clone(), category.id.clone());
        builder.ground_truth(&GroundTruthInput {
            is_crowd: gts.is_crowd()[row],
            is_ignored: gts.is_ignored()[row],
            file_area_px2: Some(gts.file_area_px2()[row]),
            ..GroundTruthInput::new(gts.ids()[row].clone(), image_id, category_id, region)
        });
    }
    Ok(())
}
