//! Masks as columns.

use detlens_geometry::PixelBox;

use crate::rows::CodedMask;

/// Masks of `N` objects as COCO's coded run lengths, each measured once when it was read.
///
/// The coded bytes of one piece of the file stay together in one chunk, so that nothing is copied
/// once it has been read.
#[derive(Clone, Debug, Default)]
pub struct Masks {
    chunks: Vec<Box<[u8]>>,
    spans: Vec<CodedSpan>,
    areas_px: Vec<u32>,
    boxes_px: Vec<PixelBox>,
}

/// Where one coded mask lies.
#[derive(Clone, Copy, Debug)]
struct CodedSpan {
    start: usize,
    len: u32,
    chunk: u32,
}

impl Masks {
    /// Number of masks, `N`.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is no mask.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The mask in COCO's coded form, the text that stands under `counts`.
    #[must_use]
    pub fn coded(&self, idx: usize) -> &[u8] {
        let CodedSpan { start, len, chunk } = self.spans[idx];
        &self.chunks[chunk as usize][start..start + len as usize]
    }

    /// Pixels of the mask.
    #[must_use]
    pub fn area_px(&self, idx: usize) -> u32 {
        self.areas_px[idx]
    }

    /// The smallest box that holds the mask; all zero if the mask is empty.
    #[must_use]
    pub fn bounding_box_px(&self, idx: usize) -> PixelBox {
        self.boxes_px[idx]
    }

    /// Adds a mask whose bytes lie in the chunk that [`Self::push_chunk`] will add next.
    pub(crate) fn push(&mut self, mask: &CodedMask) {
        let start = mask.coded.start;
        let len = u32::try_from(mask.coded.end - start).expect("coded in at most 256 MiB");
        let chunk = u32::try_from(self.chunks.len()).expect("fewer chunks than bytes of memory");
        self.spans.push(CodedSpan { start, len, chunk });
        self.areas_px.push(mask.measure.area_px);
        self.boxes_px.push(mask.measure.bounding_box_px);
    }

    /// Adds the coded bytes of the masks that were pushed since the last chunk.
    pub(crate) fn push_chunk(&mut self, chunk: Box<[u8]>) {
        self.chunks.push(chunk);
    }

    /// Moves the masks of `later` here.
    pub(crate) fn append(&mut self, later: &mut Self) {
        let n_chunks = u32::try_from(self.chunks.len()).expect("fewer chunks than bytes of memory");
        for span in &mut later.spans {
            span.chunk += n_chunks;
        }
        self.chunks.append(&mut later.chunks);
        self.spans.append(&mut later.spans);
        self.areas_px.append(&mut later.areas_px);
        self.boxes_px.append(&mut later.boxes_px);
    }

    /// Keeps the masks that `keep`, of length `N`, says to keep.
    pub(crate) fn retain(&mut self, keep: &[bool]) {
        retain(&mut self.spans, keep);
        retain(&mut self.areas_px, keep);
        retain(&mut self.boxes_px, keep);
    }
}

/// Keeps the values that `keep`, which is as long, says to keep.
pub(crate) fn retain<T>(values: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    values.retain(|_| *keep.next().expect("as long as the values"));
}
