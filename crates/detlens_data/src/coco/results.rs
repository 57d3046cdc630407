//! Result files: a list of detections.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::records::RowReader;
use super::shape::{Refusal, first_character, keys};
use crate::json::{Document, read_list};
use crate::resolve::{Catalog, DetectionPart, DetectionSink, RasterBudget};
use crate::rows::{ResultRow, Wanted};

/// Reads the results of one file.
///
/// Without a catalog only what is wrong with each record in itself is found.
pub(crate) fn read_results(
    document: &mut Document<'_>,
    wanted: &Wanted,
    catalog: Option<&Catalog>,
) -> DetectionPart {
    let budget = RasterBudget::new();
    let sinks = SpareSinks::new(|| DetectionSink::new(wanted, catalog, &budget));
    let mut part = DetectionPart::empty(wanted);
    match read_records(document, wanted, &sinks, &mut part) {
        Ok(()) => part.add_summary(wanted, &budget),
        Err(refusal) => refusal.add_to(&mut part.problems, &wanted.file),
    }
    part
}

fn read_records<'c>(
    document: &mut Document<'_>,
    wanted: &Wanted,
    sinks: &SpareSinks<'c, impl Fn() -> DetectionSink<'c> + Sync>,
    part: &mut DetectionPart,
) -> Result<(), Refusal> {
    let reader = |n_bytes| RowReader::new(sinks.take(), wanted, n_bytes);
    let take = |readers: Vec<RowReader<'_, ResultRow, DetectionSink<'c>>>| {
        for mut sink in readers.into_iter().map(RowReader::into_sink) {
            sink.flush_into(part);
            sinks.give(sink);
        }
    };
    match first_character(document)? {
        b'[' => read_list(document, reader, take)?,
        b'{' => return Err(object_refusal(document.text())),
        _ => return Err(Refusal::of_shape("the file holds no list", LIST_HINT)),
    }
    Ok(document.expect_end()?)
}

/// Sinks of earlier blocks: memory that is touched for the first time takes a sixth of the time of
/// reading boxes.
struct SpareSinks<'c, F> {
    sinks: Mutex<Vec<DetectionSink<'c>>>,
    new: F,
}

impl<'c, F: Fn() -> DetectionSink<'c>> SpareSinks<'c, F> {
    fn new(new: F) -> Self {
        Self { sinks: Mutex::default(), new }
    }

    /// An empty sink.
    fn take(&self) -> DetectionSink<'c> {
        // The lock is free again before a new sink is made.
        let spare = self.lock().pop();
        spare.unwrap_or_else(&self.new)
    }

    /// Keeps a sink that was emptied.
    fn give(&self, sink: DetectionSink<'c>) {
        self.lock().push(sink);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<DetectionSink<'c>>> {
        // A list of sinks is whole after each step, so a panic elsewhere does no harm to it.
        self.sinks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why an object is no result file, judged by its keys.
fn object_refusal(text: &[u8]) -> Refusal {
    let keys = keys(text);
    let has = |key: &str| keys.iter().any(|known| known == key);
    let hint = if has("images") && has("categories") {
        "this looks like a ground-truth file; give the two files the other way round"
    } else if has("annotations") {
        "write only the list that stands under `annotations`"
    } else if has("image_id") {
        "put all results into one list, [{…}, {…}], in place of one on each line"
    } else {
        LIST_HINT
    };
    Refusal::of_shape("the file holds an object, not a list of results", hint)
}

const LIST_HINT: &str = "a result file is one list, [{\"image_id\": …, \"category_id\": …, \
                         \"bbox\": …, \"score\": …}, …]";
