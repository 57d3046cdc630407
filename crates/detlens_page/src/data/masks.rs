//! The shards `masks_…`: coded masks, image by image.

use detlens_run::Table;
use detlens_run::arrow_array::LargeStringArray;
use detlens_run::arrow_array::cast::AsArray;
use detlens_run::schema::IouType;

use super::columns::indices_into;
use super::{IMAGE_CHUNK, PageData, finish};
use crate::shard::BinaryShard;
use crate::{PageError, ShardName};

/// All coded masks of a run, ready to be given out by chunks of images.
///
/// Rows of detections are sorted by score, so the masks of a few images lie all over the table;
/// it is read once for all chunks.
#[derive(Debug)]
pub struct MaskShards {
    ground_truths: Coded,
    detections: Coded,
    n_chunks: usize,
}

/// The coded masks of one table.
#[derive(Debug)]
struct Coded {
    counts: LargeStringArray,
    /// Rows by chunk, inside a chunk rising; length of `counts`.
    by_chunk: Vec<u32>,
    /// Where the rows of each chunk begin in `by_chunk`, one entry more than there are chunks.
    starts: Vec<usize>,
}

impl PageData {
    /// The masks of the run; none if it compared boxes.
    ///
    /// # Errors
    ///
    /// [`PageError::Run`] and [`PageError::Inconsistent`] for a run that is damaged.
    pub fn masks(&self) -> Result<Option<MaskShards>, PageError> {
        if self.run.record().iou_type == IouType::Bbox {
            return Ok(None);
        }
        let n_chunks = self.images.len().div_ceil(IMAGE_CHUNK);
        Ok(Some(MaskShards {
            ground_truths: Coded::read(self, Table::GroundTruths, n_chunks)?,
            detections: Coded::read(self, Table::Detections, n_chunks)?,
            n_chunks,
        }))
    }
}

impl MaskShards {
    /// The names of the shards.
    pub fn names(&self) -> impl Iterator<Item = ShardName> + use<> {
        (0_u32..).take(self.n_chunks).map(ShardName::Masks)
    }

    /// The masks of one chunk of images; none beyond the last chunk.
    #[must_use]
    pub fn shard(&self, chunk: u32) -> Option<Result<Vec<u8>, PageError>> {
        ((chunk as usize) < self.n_chunks).then(|| self.chunk(chunk))
    }

    fn chunk(&self, chunk: u32) -> Result<Vec<u8>, PageError> {
        let (gt_rows, gt_texts) = self.ground_truths.of_chunk(chunk as usize);
        let (dt_rows, dt_texts) = self.detections.of_chunk(chunk as usize);
        let shard = BinaryShard::new(gt_rows.len().max(dt_rows.len()))
            .texts("ground_truth", gt_texts)
            .texts("detection", dt_texts)
            .integers("ground_truth", gt_rows)
            .integers("detection", dt_rows);
        finish(ShardName::Masks(chunk), shard)
    }
}

impl Coded {
    fn read(data: &PageData, table: Table, n_chunks: usize) -> Result<Self, PageError> {
        let rows = data.run.read(table, &["image_row", "rle_counts"])?;
        let images = indices_into(&rows, "image_row", data.images.len())?;
        let counts = rows.batch().column_by_name("rle_counts");
        let counts = counts.and_then(|column| column.as_string_opt().cloned());
        let counts =
            counts.ok_or_else(|| PageError::inconsistent(format!("{table} has no masks")))?;
        let (by_chunk, starts) = group_by_chunk(&images, n_chunks);
        Ok(Self { counts, by_chunk, starts })
    }

    /// The rows of a chunk, and their masks.
    fn of_chunk(&self, chunk: usize) -> (&[u32], Vec<&str>) {
        let rows = &self.by_chunk[self.starts[chunk]..self.starts[chunk + 1]];
        (rows, rows.iter().map(|&row| self.counts.value(row as usize)).collect())
    }
}

/// Sorts rows by the chunk of their image; gives them, and where each chunk begins.
///
/// `images` has the image of each row; all lie in the first `n_chunks` chunks.
fn group_by_chunk(images: &[u32], n_chunks: usize) -> (Vec<u32>, Vec<usize>) {
    let chunk_of = |image: u32| image as usize / IMAGE_CHUNK;
    let mut starts = vec![0; n_chunks + 1];
    for &image in images {
        starts[chunk_of(image) + 1] += 1;
    }
    for chunk in 0..n_chunks {
        starts[chunk + 1] += starts[chunk];
    }
    let (mut next, mut by_chunk) = (starts.clone(), vec![0; images.len()]);
    for (row, &image) in (0_u32..).zip(images) {
        let place = &mut next[chunk_of(image)];
        by_chunk[*place] = row;
        *place += 1;
    }
    (by_chunk, starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_grouped_by_chunk() {
        let (by_chunk, starts) = group_by_chunk(&[64, 3, 200, 63, 64], 4);
        assert_eq!(by_chunk, [1, 3, 0, 4, 2]);
        assert_eq!(starts, [0, 2, 4, 4, 5]);
    }
}
