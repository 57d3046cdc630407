//! Result files: a list of detections.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::records::RowReader;
use super::shape::{Refusal, first_character, keys};
use crate::json::{Document, read_list};
use crate::resolve::{Catalog, DetectionPart, RasterBudget};
use crate::rows::{Chunk, ResultRow, Wanted};

/// Reads the results of one file.
///
/// Without a catalog only what is wrong with each record in itself is found.
pub(crate) fn read_results(
    document: &mut Document<'_>,
    wanted: &Wanted,
    catalog: Option<&Catalog>,
) -> DetectionPart {
    let budget = RasterBudget::new();
    let mut part = DetectionPart::empty(wanted);
    let end = read_records(document, wanted, |chunks| match catalog {
        Some(catalog) => part.resolve(chunks, wanted, catalog, &budget),
        None => part.add_unresolved(chunks),
    });
    match end {
        Ok(()) => part.add_summary(wanted, &budget),
        Err(refusal) => refusal.add_to(&mut part.problems, &wanted.file),
    }
    part
}

/// Reads all records; `take` gets those of one block after the other.
fn read_records(
    document: &mut Document<'_>,
    wanted: &Wanted,
    mut take: impl FnMut(&mut [Chunk<ResultRow>]),
) -> Result<(), Refusal> {
    let spare = SpareChunks::default();
    let reader = |n_bytes| RowReader::reusing(spare.take(), wanted, n_bytes);
    let take = |readers: Vec<RowReader<'_, _>>| {
        let mut chunks: Vec<_> = readers.into_iter().map(RowReader::into_chunk).collect();
        take(&mut chunks);
        spare.give(chunks);
    };
    match first_character(document)? {
        b'[' => read_list(document, reader, take)?,
        b'{' => return Err(object_refusal(document.text())),
        _ => return Err(Refusal::of_shape("the file holds no list", LIST_HINT)),
    }
    Ok(document.expect_end()?)
}

/// Chunks of earlier blocks: rows of a short record are as large as its text, and memory that is
/// touched for the first time costs a quarter of reading boxes.
#[derive(Debug, Default)]
struct SpareChunks {
    chunks: Mutex<Vec<Chunk<ResultRow>>>,
}

impl SpareChunks {
    /// An empty chunk.
    fn take(&self) -> Chunk<ResultRow> {
        self.lock().pop().unwrap_or_default()
    }

    /// Keeps chunks whose rows are no longer needed.
    fn give(&self, mut chunks: Vec<Chunk<ResultRow>>) {
        chunks.iter_mut().for_each(Chunk::clear);
        self.lock().append(&mut chunks);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Chunk<ResultRow>>> {
        // A list of chunks is whole after each step, so a panic elsewhere does no harm to it.
        self.chunks.lock().unwrap_or_else(PoisonError::into_inner)
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
