//! Reading a ground truth and results into a data set.

use std::fmt;
use std::io::Read;
use std::sync::Arc;

use crate::coco::{
    GroundTruthFile, Refusal, first_character, first_shape, read_ground_truth, read_results,
};
use crate::json::Document;
use crate::resolve::{Catalog, DetectionPart};
use crate::rows::{Shape, Wanted};
use crate::{Dataset, Detections, IouType, Problems};

/// How much of a file stands in memory at a time.
const BLOCK_BYTES: usize = 4 << 20;

/// A file: its name for messages, and its bytes.
///
/// Whoever opens the file also decompresses it, and may count the bytes that are taken.
pub struct Source<'a> {
    /// The name that problems show.
    pub name: String,
    /// Where the bytes come from.
    pub reader: Box<dyn Read + Send + 'a>,
}

impl<'a> Source<'a> {
    /// A source of the bytes of `reader`.
    pub fn new(name: impl Into<String>, reader: impl Read + Send + 'a) -> Self {
        Self { name: name.into(), reader: Box::new(reader) }
    }
}

impl fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("name", &self.name).finish_non_exhaustive()
    }
}

/// How to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// What will be compared.
    ///
    /// If it is not given, the first result decides: masks if it has a `segmentation` that is not
    /// empty, else boxes. Without any result the first annotation decides.
    pub iou_type: Option<IouType>,
    /// Whether to leave out bad records instead of refusing the data set.
    pub lenient: bool,
}

/// What came of reading.
#[derive(Debug)]
pub struct Outcome {
    /// The data set; none if there is an error, or a fatal one when reading leniently.
    pub dataset: Option<Dataset>,
    /// Everything that is wrong with the files, and every default that was applied.
    pub problems: Problems,
    /// How many records were left out, or would be when reading leniently.
    pub dropped: DroppedRecords,
}

/// Numbers of records left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DroppedRecords {
    /// Of `images`.
    pub images: u64,
    /// Of `categories`.
    pub categories: u64,
    /// Of `annotations`.
    pub annotations: u64,
    /// Of all result files.
    pub results: u64,
}

impl DroppedRecords {
    /// The sum over all lists.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.images + self.categories + self.annotations + self.results
    }
}

/// Reads a ground truth and the results of one model, from any number of files.
///
/// Everything that is wrong with the files is found in one pass. The outcome is the same for any
/// number of threads.
///
/// # Example
///
/// ```
/// use detlens_data::{ReadOptions, Source, read};
///
/// let ground_truth = r#"{
///     "images": [{"id": 1, "file_name": "a.jpg", "height": 40, "width": 60}],
///     "categories": [{"id": 7, "name": "box"}],
///     "annotations": [{"id": 1, "image_id": 1, "category_id": 7, "bbox": [2, 3, 10, 20],
///                      "area": 200, "iscrowd": 0}]
/// }"#;
/// let results = r#"[{"image_id": 1, "category_id": 7, "bbox": [2, 3, 9, 20], "score": 0.5}]"#;
/// let outcome = read(
///     Source::new("gt.json", ground_truth.as_bytes()),
///     vec![Source::new("dt.json", results.as_bytes())],
///     &ReadOptions::default(),
/// );
/// let dataset = outcome.dataset.unwrap();
/// assert_eq!(dataset.detections().scores(), [0.5]);
/// ```
#[must_use]
pub fn read(
    ground_truth: Source<'_>,
    detections: Vec<Source<'_>>,
    options: &ReadOptions,
) -> Outcome {
    read_in_blocks(ground_truth, detections, *options, BLOCK_BYTES)
}

/// Reads with about `block_bytes` of each file in memory at a time.
fn read_in_blocks(
    ground_truth: Source<'_>,
    detections: Vec<Source<'_>>,
    options: ReadOptions,
    block_bytes: usize,
) -> Outcome {
    let open = |source| File::open(source, block_bytes);
    let mut result_files: Vec<_> = detections.into_iter().map(open).collect();
    let first = result_files.iter_mut().find_map(File::first_shape);
    let iou_type = options.iou_type.or_else(|| first.map(Shape::iou_type));

    let mut file = open(ground_truth);
    let ground_truth = read_ground_truth(&mut file.document, &file.name, iou_type);
    let gt_name = file.name;
    drop(file.document);
    let GroundTruthFile { iou_type, catalog, ground_truths, mut dropped, .. } = ground_truth;
    let mut problems = Problems::default();
    problems.append_file(ground_truth.problems);

    let known_catalog = (!problems.has_fatal()).then_some(&catalog);
    let first = first.unwrap_or_default();
    let wanted = |file: &File<'_>| Wanted::of_results(&file.name, iou_type, first);
    let mut detections = Detections::empty(&Wanted::of_results(&gt_name, iou_type, first));
    for mut file in result_files {
        let mut part = file.results(&wanted(&file), known_catalog);
        detections.append(&mut part.detections);
        problems.append_file(part.problems);
        dropped.results += part.n_dropped;
    }
    let is_refused = problems.has_fatal() || (problems.has_errors() && !options.lenient);
    let Catalog { images, categories, .. } = catalog;
    let dataset = Dataset { iou_type, images, categories, ground_truths, detections };
    Outcome { dataset: (!is_refused).then_some(dataset), problems, dropped }
}

/// A file that is being read.
struct File<'a> {
    name: Arc<str>,
    document: Document<'a>,
    /// Why it cannot be read, if that is known already.
    refusal: Option<Refusal>,
}

impl<'a> File<'a> {
    fn open(source: Source<'a>, block_bytes: usize) -> Self {
        let document = Document::new(source.reader, block_bytes);
        Self { name: source.name.into(), document, refusal: None }
    }

    /// The shape of the first record of a result file, if there is one.
    fn first_shape(&mut self) -> Option<Shape> {
        let first = first_character(&mut self.document);
        let shape = first.and_then(|_| Ok(first_shape(&mut self.document)?));
        shape.map_err(|refusal| self.refusal = Some(refusal)).ok().flatten()
    }

    /// The content of a result file.
    fn results(&mut self, wanted: &Wanted, catalog: Option<&Catalog>) -> DetectionPart {
        match self.refusal.take() {
            None => read_results(&mut self.document, wanted, catalog),
            Some(refusal) => DetectionPart::refused(refusal, wanted),
        }
    }
}

#[cfg(test)]
mod tests;
