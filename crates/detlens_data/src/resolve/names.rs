//! Images named by their file name without folder and extension, as Ultralytics writes results.
//!
//! Its `image_id` is that name, the stem, as a number if it has only digits. Nothing is guessed: a
//! stem that two images share names neither, and a file whose results name some images by id and
//! others by stem is refused, since the ids may then be stems that happen to be ids as well.

use crate::Image;
use crate::fault::Fault;
use crate::problem::ProblemKind;

/// The stems of all images.
#[derive(Debug)]
pub(crate) struct FileStems {
    /// Each stem once, in order, with its image; none if several share it.
    texts: Vec<(Box<str>, Option<u32>)>,
    /// The same for the values of the stems that have only digits.
    numbers: Vec<(i64, Option<u32>)>,
}

/// How many results of a file name their image in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct NameCounts {
    pub(crate) by_id: u64,
    pub(crate) by_stem: u64,
}

impl NameCounts {
    pub(crate) fn add(&mut self, other: Self) {
        self.by_id += other.by_id;
        self.by_stem += other.by_stem;
    }
}

impl NameCounts {
    /// What to say about results that name their image by its file.
    pub(super) fn fault(self) -> Option<Fault> {
        let Self { by_id, by_stem } = self;
        match (by_id, by_stem) {
            (_, 0) => None,
            (0, _) => {
                let what = format!("{by_stem} results name their image by its file, not its id");
                Some(Fault::new(ProblemKind::NamedByFile, what).in_field("image_id"))
            }
            (_, _) => {
                let what = format!(
                    "{by_id} results name their image by its id and {by_stem} by its file, so the \
                     ids may be names of files too"
                );
                let fault = Fault::new(ProblemKind::MixedNames, what).in_field("image_id");
                Some(fault.with_hint("name all images by id, as the ground truth does"))
            }
        }
    }
}

impl FileStems {
    pub(super) fn new(images: &[Image]) -> Self {
        let named = (0..).zip(images).filter(|(_, image)| !image.file_name.is_empty());
        let texts: Vec<_> = named.map(|(idx, image)| (stem(&image.file_name), idx)).collect();
        let numbers = texts.iter().filter_map(|&(stem, idx)| Some((digits_value(stem)?, idx)));
        Self {
            numbers: unique(numbers.collect()),
            texts: unique(texts).into_iter().map(|(stem, idx)| (stem.into(), idx)).collect(),
        }
    }

    /// The one image whose stem is `text`.
    pub(super) fn of_text(&self, text: &str) -> Option<u32> {
        let position = self.texts.binary_search_by(|(stem, _)| (**stem).cmp(text)).ok()?;
        self.texts[position].1
    }

    /// The one image whose stem has only digits, which mean `number`.
    pub(super) fn of_number(&self, number: i64) -> Option<u32> {
        let position = self.numbers.binary_search_by_key(&number, |&(value, _)| value).ok()?;
        self.numbers[position].1
    }
}

/// Sorts names and joins those that are equal, which then belong to nobody.
fn unique<K: Ord + Copy>(mut names: Vec<(K, u32)>) -> Vec<(K, Option<u32>)> {
    names.sort_unstable();
    let groups = names.chunk_by(|a, b| a.0 == b.0);
    groups.map(|group| (group[0].0, (group.len() == 1).then_some(group[0].1))).collect()
}

/// The name of a file without folders and the last extension; both kinds of slashes count.
fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

fn digits_value(stem: &str) -> Option<i64> {
    stem.bytes().all(|byte| byte.is_ascii_digit()).then(|| stem.parse().ok())?
}
