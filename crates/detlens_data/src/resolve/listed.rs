//! The images or the categories of a file, in the order of their ids.

use std::sync::Arc;

use super::ids::{duplicate_fault, duplicates};
use crate::problem::List;
use crate::rows::{CategoryRow, Chunk, ImageRow, Pool, Row};
use crate::{Category, Id, Image, Problems};

/// The good records of a list.
#[derive(Debug)]
pub(crate) struct Listed<T> {
    /// In the order of their ids, each id once.
    pub(crate) items: Vec<T>,
    pub(crate) problems: Problems,
    pub(crate) n_dropped: u64,
}

/// The images of a file.
pub(crate) fn list_images(chunks: Vec<Chunk<ImageRow>>, file: &Arc<str>) -> Listed<Image> {
    list(chunks, file, ImageRow::image, |image| &image.id)
}

/// The categories of a file.
pub(crate) fn list_categories(
    chunks: Vec<Chunk<CategoryRow>>,
    file: &Arc<str>,
) -> Listed<Category> {
    list(chunks, file, CategoryRow::category, |category| &category.id)
}

fn list<R: Row, T>(
    chunks: Vec<Chunk<R>>,
    file: &Arc<str>,
    item: impl Fn(&R, &Pool) -> Option<T>,
    id: impl Fn(&T) -> &Id,
) -> Listed<T> {
    let mut problems = Problems::default();
    let mut items = Vec::new();
    let mut n_records = 0;
    for chunk in chunks {
        let records = chunk.rows.iter().zip(&chunk.is_good).zip(n_records..);
        let good = records.filter(|((_, is_good), _)| **is_good);
        items.extend(good.filter_map(|((row, _), record)| Some((item(row, &chunk.pool)?, record))));
        problems.append(chunk.problems, n_records);
        n_records += chunk.rows.len() as u64;
    }
    let items = unique(items, R::LIST, file, &mut problems, id);
    let n_dropped = n_records - items.len() as u64;
    Listed { items, problems, n_dropped }
}

/// Sorts records by their ids; of those with one id only the first stays.
fn unique<T>(
    mut items: Vec<(T, u64)>,
    list: List,
    file: &Arc<str>,
    problems: &mut Problems,
    id: impl Fn(&T) -> &Id,
) -> Vec<T> {
    let ids: Vec<&Id> = items.iter().map(|(item, _)| id(item)).collect();
    for (position, first) in duplicates(&ids) {
        let fault = duplicate_fault(list, items[first].1);
        let shown_id = || Some(ids[position].clone());
        fault.add_for_record(problems, file, (list, items[position].1), shown_id);
    }
    // The sort is stable, so the first of each id comes first.
    items.sort_by(|(a, _), (b, _)| id(a).cmp(id(b)));
    items.dedup_by(|(later, _), (first, _)| id(later) == id(first));
    items.into_iter().map(|(item, _)| item).collect()
}
