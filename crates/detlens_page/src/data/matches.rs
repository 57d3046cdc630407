//! The shard `matches`: who matched whom, over which IoU thresholds.

use detlens_run::{Rows, Table};

use super::columns::{NONE, indices, numbers};
use super::{PageData, finish};
use crate::shard::BinaryShard;
use crate::{PageError, ShardName};

/// The matches, a row for each stretch of IoU thresholds over which two objects matched.
#[derive(Debug, Default)]
struct Stretches {
    detection: Vec<u32>,
    ground_truth: Vec<u32>,
    iou_first: Vec<u32>,
    iou_end: Vec<u32>,
    iou: Vec<f64>,
}

/// What a run says of the overlap of a detection with a ground truth.
#[derive(Debug)]
struct KnownOverlaps {
    /// Pairs of columns: a ground truth for each detection, and its overlap with it.
    of_detection: Vec<(Vec<u32>, Vec<f64>)>,
    /// A detection for each ground truth, and its overlap with it.
    best_detection: (Vec<u32>, Vec<f64>),
    iou_thresholds: Vec<f64>,
}

impl PageData {
    /// A row for each stretch of IoU thresholds, sorted by detection.
    pub(super) fn matches_shard(&self) -> Result<Vec<u8>, PageError> {
        let names = self.at_each_iou("match");
        let mut columns: Vec<&str> = names.iter().map(String::as_str).collect();
        columns.extend(KnownOverlaps::COLUMNS);
        let rows = self.run.read(Table::Detections, &columns)?;
        let read = |name: &String| indices(&rows, name);
        let matches = names.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let overlaps = KnownOverlaps::read(self, &rows, &matches)?;

        let stretches = Stretches::collect(&matches, &overlaps);
        let shard = BinaryShard::new(stretches.detection.len())
            .integers("detection", &stretches.detection)
            .integers("ground_truth", &stretches.ground_truth)
            .integers("iou_first", &stretches.iou_first)
            .integers("iou_end", &stretches.iou_end)
            .numbers("iou", &stretches.iou);
        finish(ShardName::Matches, shard)
    }
}

impl Stretches {
    /// Joins equal matches at neighboring IoU thresholds; `matches` is `T x D`.
    fn collect(matches: &[Vec<u32>], overlaps: &KnownOverlaps) -> Self {
        let mut stretches = Self::default();
        let n_detections = matches.first().map_or(0, Vec::len);
        for detection in (0_u32..).take(n_detections) {
            let mut before = NONE;
            for (iou_idx, matched) in (0_u32..).zip(matches) {
                let ground_truth = matched[detection as usize];
                if ground_truth != NONE {
                    if ground_truth != before {
                        stretches.begin(detection, ground_truth, iou_idx);
                    }
                    stretches.end_at(iou_idx, overlaps);
                }
                before = ground_truth;
            }
        }
        stretches
    }

    /// Begins a stretch that has no end yet.
    fn begin(&mut self, detection: u32, ground_truth: u32, iou_idx: u32) {
        self.detection.push(detection);
        self.ground_truth.push(ground_truth);
        self.iou_first.push(iou_idx);
        self.iou_end.push(iou_idx);
        self.iou.push(0.0);
    }

    /// Lets the last stretch end with an IoU threshold.
    fn end_at(&mut self, iou_idx: u32, overlaps: &KnownOverlaps) {
        let Some(last) = self.iou_end.len().checked_sub(1) else { return };
        self.iou_end[last] = iou_idx + 1;
        self.iou[last] = overlaps.of(self.detection[last], self.ground_truth[last], iou_idx);
    }
}

impl KnownOverlaps {
    /// The columns of the table of detections that hold overlaps.
    const COLUMNS: [&str; 5] =
        ["iou", "best_same_iou", "best_same_row", "best_other_iou", "best_other_row"];

    /// Reads what the run says; `matches` is `T x D`.
    fn read(data: &PageData, rows: &Rows, matches: &[Vec<u32>]) -> Result<Self, PageError> {
        let record = data.run.record();
        let reference = data.exact()?.operating_point.reference_iou_threshold;
        let reference = record.iou_thresholds.iter().position(|&iou| iou == reference);
        let matched = reference.and_then(|iou_idx| matches.get(iou_idx)).cloned();
        let gt_rows = data.run.read(Table::GroundTruths, &["best_iou", "best_row"])?;
        Ok(Self {
            of_detection: vec![
                (matched.unwrap_or_default(), numbers(rows, "iou")?),
                (indices(rows, "best_same_row")?, numbers(rows, "best_same_iou")?),
                (indices(rows, "best_other_row")?, numbers(rows, "best_other_iou")?),
            ],
            best_detection: (indices(&gt_rows, "best_row")?, numbers(&gt_rows, "best_iou")?),
            iou_thresholds: record.iou_thresholds.clone(),
        })
    }

    /// The overlap of a pair that matched at an IoU threshold.
    ///
    /// A run holds it for the match at the reference IoU threshold and for the best partners of
    /// both. Of a pair that is none of these it is known that it reaches the threshold; that is
    /// what stands for it.
    fn of(&self, detection: u32, ground_truth: u32, iou_idx: u32) -> f64 {
        let known = |columns: &(Vec<u32>, Vec<f64>), row: u32, partner: u32| {
            let is_partner = columns.0.get(row as usize) == Some(&partner);
            is_partner.then(|| columns.1.get(row as usize).copied()).flatten()
        };
        let mut of_detection = self.of_detection.iter();
        of_detection
            .find_map(|columns| known(columns, detection, ground_truth))
            .or_else(|| known(&self.best_detection, ground_truth, detection))
            .unwrap_or_else(|| self.iou_thresholds.get(iou_idx as usize).copied().unwrap_or(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_matches_at_neighboring_thresholds_are_one_stretch() {
        let matches = [vec![4, NONE, 1], vec![4, 2, 1], vec![5, NONE, NONE], vec![4, NONE, NONE]];
        let overlaps = KnownOverlaps {
            of_detection: vec![(vec![4, NONE, NONE], vec![0.9, 0.0, 0.0])],
            best_detection: (vec![NONE, 2, NONE], vec![0.0, 0.75, 0.0]),
            iou_thresholds: vec![0.5, 0.6, 0.7, 0.8],
        };
        let stretches = Stretches::collect(&matches, &overlaps);
        assert_eq!(stretches.detection, [0, 0, 0, 1, 2]);
        assert_eq!(stretches.ground_truth, [4, 5, 4, 2, 1]);
        assert_eq!(stretches.iou_first, [0, 2, 3, 1, 0]);
        assert_eq!(stretches.iou_end, [2, 3, 4, 2, 2]);
        assert_eq!(stretches.iou, [0.9, 0.7, 0.9, 0.6, 0.75]);
    }
}
