//! The images and categories that ground truths and detections refer to.

use std::sync::OnceLock;

use super::ids::IdIndex;
use super::names::FileStems;
use crate::fault::Fault;
use crate::problem::ProblemKind;
use crate::rows::{CategoryRow, ImageRow, Pool, RawId};
use crate::{Category, Image};

/// Images and categories, each in the order of their ids.
#[derive(Debug)]
pub(crate) struct Catalog {
    pub(crate) images: Vec<Image>,
    pub(crate) categories: Vec<Category>,
    image_ids: IdIndex,
    category_ids: IdIndex,
    /// Made when the first id is met that no image has.
    stems: OnceLock<FileStems>,
}

/// The image that a result names, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamedImage {
    ById(u32),
    ByStem(u32),
}

impl Catalog {
    /// The catalog of images and categories, both sorted by their ids, which are unique.
    pub(crate) fn new(images: Vec<Image>, categories: Vec<Category>) -> Self {
        let image_ids = IdIndex::new(images.iter().map(|image| &image.id));
        let category_ids = IdIndex::new(categories.iter().map(|category| &category.id));
        Self { images, categories, image_ids, category_ids, stems: OnceLock::new() }
    }

    /// The image of an annotation, named by exactly its id.
    pub(super) fn annotated_image(&self, id: RawId, pool: &Pool) -> Result<u32, Fault> {
        exactly(&self.image_ids, id, pool).ok_or_else(|| unknown_image_fault(id, pool))
    }

    /// The category of an annotation, named by exactly its id.
    pub(super) fn annotated_category(&self, id: RawId, pool: &Pool) -> Result<u32, Fault> {
        exactly(&self.category_ids, id, pool).ok_or_else(|| unknown_category_fault(id, pool))
    }

    /// The image of a result, named by its id, by that id's other spelling (`7` for `"7"`), or by
    /// the stem of its file name.
    pub(super) fn detected_image(&self, id: RawId, pool: &Pool) -> Result<NamedImage, Fault> {
        let by_id = either_spelling(&self.image_ids, id, pool).map(NamedImage::ById);
        let by_stem = || self.image_of_stem(id, pool).map(NamedImage::ByStem);
        by_id.or_else(by_stem).ok_or_else(|| unknown_image_fault(id, pool))
    }

    fn image_of_stem(&self, id: RawId, pool: &Pool) -> Option<u32> {
        let stems = self.stems.get_or_init(|| FileStems::new(&self.images));
        match id {
            RawId::Number(number) => stems.of_number(number),
            RawId::Text(text) => stems.of_text(pool.text(text)),
        }
    }

    /// The category of a result, named by its id or by that id's other spelling.
    pub(super) fn detected_category(&self, id: RawId, pool: &Pool) -> Result<u32, Fault> {
        let category_idx = either_spelling(&self.category_ids, id, pool);
        category_idx.ok_or_else(|| unknown_category_fault(id, pool))
    }
}

fn exactly(index: &IdIndex, id: RawId, pool: &Pool) -> Option<u32> {
    match id {
        RawId::Number(number) => index.of_number(number),
        RawId::Text(text) => index.of_text(pool.text(text)),
    }
}

fn either_spelling(index: &IdIndex, id: RawId, pool: &Pool) -> Option<u32> {
    match id {
        RawId::Number(number) => index.of_number_or_its_text(number),
        RawId::Text(text) => index.of_text_or_its_number(pool.text(text)),
    }
}

#[cold]
fn unknown_image_fault(id: RawId, pool: &Pool) -> Fault {
    let what = "the ground truth has no image with this id";
    let fault = Fault::new(ProblemKind::UnknownImage, what).in_field("image_id");
    let hint = "check that both files are of the same images; ids must be written alike in both";
    fault.with_value(shown(id, pool).as_bytes()).with_hint(hint)
}

#[cold]
fn unknown_category_fault(id: RawId, pool: &Pool) -> Fault {
    let what = "the ground truth has no category with this id";
    let fault = Fault::new(ProblemKind::UnknownCategory, what).in_field("category_id");
    let hint = "check that ids start at the same number in both files; add the category if it is \
                missing";
    fault.with_value(shown(id, pool).as_bytes()).with_hint(hint)
}

/// The id as JSON writes it, so that a number and a text are told apart.
fn shown(id: RawId, pool: &Pool) -> String {
    match id {
        RawId::Number(number) => number.to_string(),
        RawId::Text(text) => format!("\"{}\"", pool.text(text)),
    }
}

impl ImageRow {
    /// The image, if its id was readable.
    pub(super) fn image(&self, pool: &Pool) -> Option<Image> {
        let file_name = self.file_name.map(|name| pool.text(name).to_owned()).unwrap_or_default();
        Some(Image { id: pool.id(self.id?), file_name, size: self.size() })
    }
}

impl CategoryRow {
    /// The category, if its id was readable; a category without a name is named by its id.
    pub(super) fn category(&self, pool: &Pool) -> Option<Category> {
        let id = pool.id(self.id?);
        let name = self.name.map_or_else(|| id.to_string(), |name| pool.text(name).to_owned());
        Some(Category { id, name })
    }
}
