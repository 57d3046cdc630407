//! Masks of rows, made if they are polygons and compared with their image.

use std::sync::atomic::{AtomicU64, Ordering};

use detlens_geometry::{MaskSize, PolygonError, RasterScratch, rasterize};

use crate::fault::Fault;
use crate::problem::ProblemKind;
use crate::rows::{CodedMask, Pool, RawMask, Rings};

/// The most bytes that the masks of all polygons of one file may take.
///
/// A few numbers can outline an image of any width, so the text does not bound the masks.
const MAX_RASTER_BYTES: u64 = 4 << 30;

/// What is left for the masks of a file's polygons; those of text that is read twice count twice.
#[derive(Debug)]
pub(crate) struct RasterBudget {
    n_bytes_used: AtomicU64,
}

impl RasterBudget {
    pub(crate) fn new() -> Self {
        Self { n_bytes_used: AtomicU64::new(0) }
    }

    fn spend(&self, n_bytes: usize) {
        self.n_bytes_used.fetch_add(n_bytes as u64, Ordering::Relaxed);
    }

    fn is_spent(&self) -> bool {
        self.n_bytes_used.load(Ordering::Relaxed) > MAX_RASTER_BYTES
    }

    /// What is wrong with the file if its polygons took too much.
    pub(crate) fn fault(&self) -> Option<Fault> {
        self.is_spent().then(|| {
            let what = "the masks of all polygons take more than 4 GiB";
            Fault::new(ProblemKind::TooLarge, what).with_hint("evaluate the data set in parts")
        })
    }
}

/// Makes and compares masks.
#[derive(Debug)]
pub(super) struct MaskMaker<'b> {
    budget: &'b RasterBudget,
    scratch: RasterScratch,
    counts: Vec<u32>,
}

impl<'b> MaskMaker<'b> {
    pub(super) fn new(budget: &'b RasterBudget) -> Self {
        Self { budget, scratch: RasterScratch::default(), counts: Vec::new() }
    }

    /// The mask in an image of size `size`, which must be known for a polygon.
    pub(super) fn make(
        &mut self,
        mask: RawMask,
        size: Option<MaskSize>,
        pool: &mut Pool,
    ) -> Result<CodedMask, Fault> {
        match mask {
            RawMask::Coded(mask) => match size.filter(|&size| size != mask.size) {
                None => Ok(mask),
                Some(size) => Err(size_fault(mask.size, size)),
            },
            RawMask::Polygon(polygon) => {
                self.rasterize(polygon, size.ok_or_else(unknown_size_fault)?, pool)
            }
        }
    }

    fn rasterize(
        &mut self,
        polygon: Rings,
        size: MaskSize,
        pool: &mut Pool,
    ) -> Result<CodedMask, Fault> {
        self.counts.clear();
        if self.budget.is_spent() {
            // The file is refused as a whole then, so any mask will do.
            self.counts.push(u32::try_from(size.n_pixels()).unwrap_or(u32::MAX));
        } else {
            rasterize(pool.rings(polygon), size, &mut self.scratch, &mut self.counts)
                .map_err(polygon_fault)?;
        }
        let mask = pool.add_counts(&self.counts, size)?;
        self.budget.spend(mask.coded.end - mask.coded.start);
        Ok(mask)
    }
}

fn polygon_fault(error: PolygonError) -> Fault {
    let fault = Fault::new(ProblemKind::BadPolygon, error.to_string());
    fault.in_field("segmentation").with_hint("correct the polygon or leave the record out")
}

fn size_fault(mask_size: MaskSize, size: MaskSize) -> Fault {
    let what = format!("the mask is {mask_size} px, but the image is {size} px");
    let fault = Fault::new(ProblemKind::WrongMaskSize, what).in_field("segmentation");
    fault.with_hint("make the mask in the image's own size, as [height, width]")
}

fn unknown_size_fault() -> Fault {
    let what = "the image of this mask has no `height` and `width`";
    let fault = Fault::new(ProblemKind::UnknownImageSize, what).in_field("segmentation");
    fault.with_hint("add `height` and `width` in px to the image's record in `images`")
}
