//! Rows of a dataset grouped by image, and inside an image by category.
//!
//! Only cells that exist are ever visited: a cell is one image and one category.

use std::ops::Range;

/// Indices of rows in the order image, category, file.
#[derive(Debug)]
pub(crate) struct Rows {
    rows: Vec<u32>,
    /// Where the rows of each image begin, length `I + 1`.
    image_starts: Vec<u32>,
}

impl Rows {
    /// Groups rows by two counting sorts; both are stable, so file order is kept inside a cell.
    pub(crate) fn group(
        image_idx: &[u32],
        category_idx: &[u32],
        n_images: usize,
        n_categories: usize,
    ) -> Self {
        let n_rows = u32::try_from(image_idx.len()).expect("a dataset has fewer than 2^32 rows");
        let (by_category, _) = counting_sort(0..n_rows, category_idx, n_categories);
        let (rows, image_starts) = counting_sort(by_category.into_iter(), image_idx, n_images);
        Self { rows, image_starts }
    }

    /// The rows of one image, ordered by category.
    pub(crate) fn of_image(&self, image_idx: usize) -> &[u32] {
        let [start, end] = [image_idx, image_idx + 1].map(|i| self.image_starts[i] as usize);
        &self.rows[start..end]
    }

    /// All rows.
    pub(crate) fn all(&self) -> &[u32] {
        &self.rows
    }
}

/// Sorts `rows` by `key[row]`, keeping the order of equal keys; gives where each key begins.
pub(crate) fn counting_sort(
    rows: impl Iterator<Item = u32> + Clone,
    key: &[u32],
    n_keys: usize,
) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; n_keys + 1];
    for row in rows.clone() {
        starts[key[row as usize] as usize + 1] += 1;
    }
    for i in 0..n_keys {
        starts[i + 1] += starts[i];
    }
    let mut next = starts.clone();
    let mut sorted = vec![0_u32; starts[n_keys] as usize];
    for row in rows {
        let slot = &mut next[key[row as usize] as usize];
        sorted[*slot as usize] = row;
        *slot += 1;
    }
    (sorted, starts)
}

/// One category of one image, as positions in the rows of the image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) dts: Range<usize>,
    pub(crate) gts: Range<usize>,
}

/// The cells of one image that have a detection, in the order of categories.
///
/// Both row lists must be ordered by category.
pub(crate) fn cells_with_detections(
    dt_rows: &[u32],
    gt_rows: &[u32],
    dt_category: &[u32],
    gt_category: &[u32],
    cells: &mut Vec<Cell>,
) {
    cells.clear();
    let mut gt_start = 0;
    let mut dt_start = 0;
    for run in dt_rows.chunk_by(|&a, &b| dt_category[a as usize] == dt_category[b as usize]) {
        let category = dt_category[run[0] as usize];
        let gt_at = |pos: usize| gt_rows.get(pos).map(|&row| gt_category[row as usize]);
        while gt_at(gt_start).is_some_and(|other| other < category) {
            gt_start += 1;
        }
        let mut gt_end = gt_start;
        while gt_at(gt_end) == Some(category) {
            gt_end += 1;
        }
        let dt_end = dt_start + run.len();
        cells.push(Cell { dts: dt_start..dt_end, gts: gt_start..gt_end });
        (dt_start, gt_start) = (dt_end, gt_end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_by_image_then_category_then_file() {
        let rows = Rows::group(&[1, 0, 1, 1, 0], &[0, 1, 1, 0, 0], 3, 2);
        assert_eq!(rows.of_image(0), [4, 1]);
        assert_eq!(rows.of_image(1), [0, 3, 2]);
        assert_eq!(rows.of_image(2), [0_u32; 0]);
    }

    #[test]
    fn cells_pair_the_same_category() {
        let mut cells = Vec::new();
        cells_with_detections(&[0, 1, 2], &[0, 1, 2], &[1, 1, 4], &[0, 1, 3], &mut cells);
        assert_eq!(cells, [Cell { dts: 0..2, gts: 1..2 }, Cell { dts: 2..3, gts: 3..3 }]);
    }
}
