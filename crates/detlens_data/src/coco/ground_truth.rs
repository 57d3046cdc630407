//! Ground-truth files: an object with the lists `images`, `annotations` and `categories`.
//!
//! The lists may come in any order. Annotations wait as rows until images and categories are known.

use std::borrow::Cow;
use std::mem;
use std::sync::Arc;

use super::records::{ChunkSink, JsonRow, RowReader};
use super::shape::{Refusal, first_character, first_shape, keys};
use crate::fault::Fault;
use crate::json::{Cursor, Document, Failure, RecordReader, Separator, Stop, read_list};
use crate::problem::{List, Place, ProblemKind};
use crate::resolve::{
    Catalog, GroundTruthPart, Listed, RasterBudget, list_categories, list_images,
};
use crate::rows::{AnnotationRow, Chunk, Wanted};
use crate::{Category, DroppedRecords, GroundTruths, Image, IouType, Problems};

/// What a ground-truth file holds.
#[derive(Debug)]
pub(crate) struct GroundTruthFile {
    /// What was asked for, or else what the first annotation has.
    pub(crate) iou_type: IouType,
    pub(crate) catalog: Catalog,
    pub(crate) ground_truths: GroundTruths,
    pub(crate) problems: Problems,
    pub(crate) dropped: DroppedRecords,
}

/// Reads a ground-truth file; without `iou_type` the first annotation decides.
///
/// If a problem is fatal, what is given apart from the problems is not the whole file.
pub(crate) fn read_ground_truth(
    document: &mut Document<'_>,
    file: &Arc<str>,
    iou_type: Option<IouType>,
) -> GroundTruthFile {
    let mut lists = Lists::new(file, iou_type);
    let end = lists.read(document);
    lists.finish(end)
}

/// The lists of a file, as far as they have been read.
struct Lists {
    wanted: Wanted,
    is_iou_type_known: bool,
    seen: Vec<List>,
    images: Option<Vec<Image>>,
    categories: Option<Vec<Category>>,
    /// Made of images and categories once both have been read.
    catalog: Option<Catalog>,
    /// Annotations that were read before there was a catalog.
    waiting: Vec<Chunk<AnnotationRow>>,
    ground_truths: Option<GroundTruthPart>,
    budget: RasterBudget,
    problems: Problems,
    dropped: DroppedRecords,
}

impl Lists {
    fn new(file: &Arc<str>, iou_type: Option<IouType>) -> Self {
        Self {
            wanted: Wanted::of_ground_truth(file, iou_type.unwrap_or(IouType::Bbox)),
            is_iou_type_known: iou_type.is_some(),
            seen: Vec::new(),
            images: None,
            categories: None,
            catalog: None,
            waiting: Vec::new(),
            ground_truths: None,
            budget: RasterBudget::new(),
            problems: Problems::default(),
            dropped: DroppedRecords::default(),
        }
    }

    fn read(&mut self, document: &mut Document<'_>) -> Result<(), Refusal> {
        match first_character(document)? {
            b'{' => document.step(|cursor| cursor.value().map(drop))?,
            b'[' => return Err(list_refusal(document.text())),
            _ => return Err(Refusal::of_shape("the file holds no object", LISTS_HINT)),
        }
        let mut separator = Separator::default();
        while let Some(key) = next_key(document, &mut separator)? {
            self.read_value(&key, document)?;
        }
        Ok(document.expect_end()?)
    }

    fn read_value(&mut self, key: &[u8], document: &mut Document<'_>) -> Result<(), Failure> {
        let list = match key {
            b"images" => List::Images,
            b"annotations" => List::Annotations,
            b"categories" => List::Categories,
            _ => return skip_value(document),
        };
        let fault = if self.seen.contains(&list) {
            Some(("the key stands twice", "join the two lists"))
        } else if document.look(peek)? != b'[' {
            Some(("it must be a list", LISTS_HINT))
        } else {
            None
        };
        self.seen.push(list);
        if let Some((what, hint)) = fault {
            self.add_shape_fault(list, what, hint);
            return skip_value(document);
        }
        match list {
            List::Images => self.read_images(document),
            List::Categories => self.read_categories(document),
            List::Annotations | List::Results => self.read_annotations(document),
        }
    }

    fn read_images(&mut self, document: &mut Document<'_>) -> Result<(), Failure> {
        let (chunks, end) = read_chunks(document, &self.wanted);
        let Listed { items, problems, n_dropped } = list_images(chunks, &self.wanted.file);
        self.add_empty_note(List::Images, items.is_empty());
        self.images = Some(items);
        self.problems.append(problems, 0);
        self.dropped.images = n_dropped;
        self.resolve_waiting();
        end
    }

    fn read_categories(&mut self, document: &mut Document<'_>) -> Result<(), Failure> {
        let (chunks, end) = read_chunks(document, &self.wanted);
        let Listed { items, problems, n_dropped } = list_categories(chunks, &self.wanted.file);
        self.add_empty_note(List::Categories, items.is_empty());
        self.categories = Some(items);
        self.problems.append(problems, 0);
        self.dropped.categories = n_dropped;
        self.resolve_waiting();
        end
    }

    fn read_annotations(&mut self, document: &mut Document<'_>) -> Result<(), Failure> {
        if !self.is_iou_type_known {
            let first = first_shape(document)?.unwrap_or_default();
            self.wanted = Wanted::of_ground_truth(&self.wanted.file, first.iou_type());
        }
        let wanted = self.wanted.clone();
        let reader = |n_bytes| RowReader::new(ChunkSink::default(), &wanted, n_bytes);
        read_list(document, reader, |readers| {
            self.waiting.extend(readers.into_iter().map(|reader| reader.into_sink().into_chunk()));
            self.resolve_waiting();
        })?;
        let is_empty = self.waiting.is_empty() && self.ground_truths.is_none();
        self.add_empty_note(List::Annotations, is_empty);
        Ok(())
    }

    /// Resolves the annotations that wait, if images and categories have been read.
    fn resolve_waiting(&mut self) {
        if let (Some(images), Some(categories)) = (&mut self.images, &mut self.categories)
            && self.catalog.is_none()
        {
            self.catalog = Some(Catalog::new(mem::take(images), mem::take(categories)));
        }
        let Some(catalog) = &self.catalog else { return };
        // What is compared may be known only with the first annotation.
        if self.waiting.is_empty() {
            return;
        }
        let (wanted, budget) = (&self.wanted, &self.budget);
        let waiting = mem::take(&mut self.waiting);
        let iou_type = wanted.iou_type;
        let part = self.ground_truths.get_or_insert_with(|| GroundTruthPart::empty(iou_type));
        part.resolve(waiting, wanted, catalog, budget);
    }

    /// Sums up what was read up to `end`.
    fn finish(mut self, end: Result<(), Refusal>) -> GroundTruthFile {
        match end {
            Err(refusal) => refusal.add_to(&mut self.problems, &self.wanted.file),
            Ok(()) => self.add_missing_lists(),
        }
        if let Some(fault) = self.budget.fault() {
            self.add_fault(fault, Place::List(List::Annotations));
        }
        let iou_type = self.wanted.iou_type;
        let mut part = self.ground_truths.unwrap_or_else(|| GroundTruthPart::empty(iou_type));
        // Without images or categories there is still to say what is wrong with each annotation.
        self.waiting.into_iter().for_each(|chunk| part.append_unresolved(chunk));
        part.drop_duplicates(&self.wanted.file);
        self.dropped.annotations = part.n_dropped();
        self.problems.append(part.problems, 0);
        let catalog = self.catalog.unwrap_or_else(|| Catalog::new(Vec::new(), Vec::new()));
        let Self { problems, dropped, .. } = self;
        GroundTruthFile { iou_type, catalog, ground_truths: part.ground_truths, problems, dropped }
    }

    fn add_missing_lists(&mut self) {
        for list in [List::Images, List::Annotations, List::Categories] {
            if !self.seen.contains(&list) {
                let hint = match list {
                    List::Annotations => NO_ANNOTATIONS_HINT,
                    _ => LISTS_HINT,
                };
                self.add_shape_fault(list, "the list is missing", hint);
            }
        }
    }

    fn add_shape_fault(&mut self, list: List, what: &'static str, hint: &'static str) {
        let fault = Fault::new(ProblemKind::WrongShape, what).in_field(list.name());
        self.add_fault(fault.with_hint(hint), Place::File);
    }

    fn add_empty_note(&mut self, list: List, is_empty: bool) {
        if is_empty {
            let fault = Fault::new(ProblemKind::EmptyList, "the list is empty");
            self.add_fault(fault, Place::List(list));
        }
    }

    fn add_fault(&mut self, fault: Fault, place: Place) {
        fault.add(&mut self.problems, &self.wanted.file, place);
    }
}

const LISTS_HINT: &str = "a ground-truth file is one object with the lists `images`, \
                          `annotations` and `categories`";
const NO_ANNOTATIONS_HINT: &str = "a test set without annotations cannot be evaluated; write an \
                                   empty list if no image has an object";

/// Why a list is no ground-truth file, judged by the keys of its first record.
fn list_refusal(text: &[u8]) -> Refusal {
    let is_result = keys(text).iter().any(|key| key == "score");
    let hint = if is_result {
        "this looks like a result file; give the two files the other way round"
    } else {
        LISTS_HINT
    };
    Refusal::of_shape("the file holds a list, not an object", hint)
}

/// Steps to the next key of the object that the document is in.
fn next_key(
    document: &mut Document<'_>,
    separator: &mut Separator,
) -> Result<Option<Vec<u8>>, Failure> {
    let (key, next) = document.step(|cursor| {
        // A step is taken again if the text ends in it.
        let mut next = *separator;
        let key = cursor.next_key(&mut next)?;
        Ok((key.map(Cow::into_owned), next))
    })?;
    *separator = next;
    Ok(key)
}

/// Steps over a value; a list is taken record by record, so it may be of any length.
fn skip_value(document: &mut Document<'_>) -> Result<(), Failure> {
    if document.look(peek)? == b'[' {
        read_list(document, |_| Skipper, drop)
    } else {
        document.step(skip)
    }
}

// As functions, since a method of a borrowing type cannot be passed for every lifetime.
fn peek(cursor: &mut Cursor<'_>) -> Result<u8, Stop> {
    cursor.peek()
}

fn skip(cursor: &mut Cursor<'_>) -> Result<(), Stop> {
    cursor.skip_value()
}

/// Reads records that nobody wants.
struct Skipper;

impl RecordReader for Skipper {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        cursor.skip_value()
    }

    fn commit(&mut self) {}
}

/// Reads a list as far as it can be read.
fn read_chunks<R: JsonRow>(
    document: &mut Document<'_>,
    wanted: &Wanted,
) -> (Vec<Chunk<R>>, Result<(), Failure>) {
    let mut chunks = Vec::new();
    let reader = |n_bytes| RowReader::new(ChunkSink::default(), wanted, n_bytes);
    let take = |readers: Vec<RowReader<'_, R, ChunkSink<R>>>| {
        chunks.extend(readers.into_iter().map(|reader| reader.into_sink().into_chunk()));
    };
    let end = read_list(document, reader, take);
    (chunks, end)
}
