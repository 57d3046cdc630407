//! Result files: a list of detections.

use super::records::RowReader;
use super::shape::{Refusal, first_character, keys};
use crate::json::{Document, read_list};
use crate::resolve::{Catalog, DetectionPart, RasterBudget, resolve_detections};
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
    let end = read_records(document, wanted, |chunks| {
        part.append(match catalog {
            Some(catalog) => resolve_detections(chunks, wanted, catalog, &budget),
            None => DetectionPart::unresolved(chunks, wanted),
        });
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
    mut take: impl FnMut(Vec<Chunk<ResultRow>>),
) -> Result<(), Refusal> {
    let reader = |n_bytes| RowReader::new(wanted, n_bytes);
    let take = |readers: Vec<RowReader<'_, _>>| {
        take(readers.into_iter().map(RowReader::into_chunk).collect());
    };
    match first_character(document)? {
        b'[' => read_list(document, reader, take)?,
        b'{' => return Err(object_refusal(document.text())),
        _ => return Err(Refusal::of_shape("the file holds no list", LIST_HINT)),
    }
    Ok(document.expect_end()?)
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
