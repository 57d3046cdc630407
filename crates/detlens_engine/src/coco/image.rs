//! One image after the other: `COCOeval.evaluateImg` of pycocotools 2.0.11.

use detlens_data::{Dataset, Id};

use super::CocoSettings;
use super::matching::{Outcome, RangeMatcher};
use crate::pairs::Pairs;
use crate::rows::{Cell, Rows};
use crate::sorting::by_falling_score;

/// In which area ranges each ground truth counts.
#[derive(Debug)]
pub(crate) struct RangesOfGroundTruths {
    /// One bit for each area range, length `G`; no bit for a crowd.
    counts_in: Vec<u32>,
    has_id_zero: Vec<bool>,
}

impl RangesOfGroundTruths {
    /// COCO rule: `ignore` is overwritten by `iscrowd`, and the area is the file's `area`.
    pub(crate) fn new(dataset: &Dataset, settings: &CocoSettings) -> Self {
        let gts = dataset.ground_truths();
        let areas = gts.is_crowd().iter().zip(gts.file_area_px2());
        let counts_in = areas
            .map(|(&is_crowd, &area)| if is_crowd { 0 } else { settings.ranges_of(area) })
            .collect();
        Self { counts_in, has_id_zero: gts.ids().iter().map(is_zero).collect() }
    }

    pub(super) fn counts_in(&self, gt_idx: usize, area_idx: usize) -> bool {
        self.counts_in[gt_idx] >> area_idx & 1 == 1
    }
}

/// Whether numpy stores an id as 0; a text is converted to a number.
fn is_zero(id: &Id) -> bool {
    match id {
        Id::Number(number) => *number == 0,
        Id::Text(text) => text.trim().parse::<f64>() == Ok(0.0),
    }
}

/// The outcomes of the detections of some images; rows without a partner have none.
#[derive(Debug, Default)]
pub(crate) struct CocoImages {
    /// Detections in the order image, category (if used), file.
    pub(super) rows: Vec<u32>,
    /// For each detection where its outcomes begin, `u32::MAX` if it has none; length `D`.
    starts: Vec<u32>,
    /// One outcome for each area range, detection after detection.
    pub(super) outcomes: Vec<Outcome>,
}

impl CocoImages {
    /// Joins what the images gave; `parts` may come in any order.
    pub(crate) fn join(
        rows: &Rows,
        parts: impl Iterator<Item = CocoImage>,
        n_area_ranges: usize,
    ) -> Self {
        let rows = rows.all().to_vec();
        let mut starts = vec![u32::MAX; rows.len()];
        let mut outcomes = Vec::new();
        for part in parts {
            let first = u32::try_from(outcomes.len()).expect("fewer than 2^32 outcomes");
            for (place, &row) in (0_u32..).zip(&part.rows) {
                let offset = place * u32::try_from(n_area_ranges).expect("at most 32 ranges");
                starts[row as usize] = first + offset;
            }
            outcomes.extend_from_slice(&part.outcomes);
        }
        Self { rows, starts, outcomes }
    }

    pub(super) fn outcomes_of(&self, row: usize) -> Option<u32> {
        Some(self.starts[row]).filter(|&start| start != u32::MAX)
    }
}

/// The outcomes of one image.
#[derive(Debug, Default)]
pub(crate) struct CocoImage {
    /// Detections that have a partner.
    rows: Vec<u32>,
    /// One outcome for each area range, detection after detection.
    outcomes: Vec<Outcome>,
}

/// Buffers that are used again for each image.
#[derive(Debug, Default)]
pub(crate) struct CocoScratch {
    is_ignored: Vec<bool>,
    has_id_zero: Vec<bool>,
    taken: Vec<u64>,
    positions: Vec<u32>,
    /// By position, of the whole image.
    scores: Vec<f64>,
}

impl CocoScratch {
    /// Matches the detections of one image, cell by cell and range by range.
    ///
    /// `dt_rows` and `gt_rows` are the rows of the image that positions refer to.
    pub(crate) fn match_image(
        &mut self,
        dataset: &Dataset,
        settings: &CocoSettings,
        ranges: &RangesOfGroundTruths,
        image: ImageView<'_>,
    ) -> CocoImage {
        let mut result = CocoImage::default();
        self.enter_image(dataset, ranges, &image);
        for cell in image.cells {
            let order = self.looked_at(settings, cell, &image);
            if order.is_empty() {
                continue;
            }
            let n_areas = settings.area_ranges.len();
            let first = result.outcomes.len();
            result.rows.extend(order.iter().map(|&dt| image.dt_rows[dt as usize]));
            result.outcomes.resize(first + order.len() * n_areas, Outcome::default());
            for area_idx in 0..n_areas {
                self.enter_range(ranges, area_idx, cell, &image);
                let mut matcher = RangeMatcher {
                    is_crowd: image.gt_is_crowd,
                    is_ignored: &self.is_ignored,
                    has_id_zero: &self.has_id_zero,
                    taken: &mut self.taken,
                };
                for (place, &dt) in order.iter().enumerate() {
                    let pairs = image.pairs.of(dt as usize);
                    let outcome = matcher.match_next(pairs, &settings.iou_thresholds);
                    result.outcomes[first + place * n_areas + area_idx] = outcome;
                }
            }
        }
        result
    }

    /// The detections of a cell that have a partner, from the highest score down.
    ///
    /// COCO rule: only the highest scores up to the largest limit are matched at all; of equal
    /// scores the earlier row.
    fn looked_at(
        &mut self,
        settings: &CocoSettings,
        cell: &Cell,
        image: &ImageView<'_>,
    ) -> Vec<u32> {
        if cell.dts.clone().all(|dt| image.pairs.of(dt).is_empty()) {
            return Vec::new();
        }
        let position = |dt: usize| u32::try_from(dt).expect("an image has fewer than 2^32 rows");
        self.positions.clear();
        self.positions.extend(cell.dts.clone().map(position));
        let mut order = by_falling_score(&self.positions, &self.scores);
        order.truncate(settings.largest_limit() as usize);
        order.retain(|&dt| !image.pairs.of(dt as usize).is_empty());
        order
    }

    fn enter_image(
        &mut self,
        dataset: &Dataset,
        ranges: &RangesOfGroundTruths,
        image: &ImageView<'_>,
    ) {
        let zero = |&row: &u32| ranges.has_id_zero[row as usize];
        self.has_id_zero.clear();
        self.has_id_zero.extend(image.gt_rows.iter().map(zero));
        let score = |&row: &u32| dataset.detections().scores()[row as usize];
        self.scores.clear();
        self.scores.extend(image.dt_rows.iter().map(score));
        self.is_ignored.resize(image.gt_rows.len(), false);
        self.taken.resize(image.gt_rows.len(), 0);
    }

    /// Starts with an area range; the ground truths of other cells are not looked at.
    fn enter_range(
        &mut self,
        ranges: &RangesOfGroundTruths,
        area_idx: usize,
        cell: &Cell,
        image: &ImageView<'_>,
    ) {
        for gt in cell.gts.clone() {
            self.is_ignored[gt] = !ranges.counts_in(image.gt_rows[gt] as usize, area_idx);
            self.taken[gt] = 0;
        }
    }
}

/// One image as matching sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ImageView<'a> {
    pub(crate) dt_rows: &'a [u32],
    pub(crate) gt_rows: &'a [u32],
    pub(crate) gt_is_crowd: &'a [bool],
    pub(crate) cells: &'a [Cell],
    pub(crate) pairs: &'a Pairs,
}
