//! The shard `matches`: who matched whom, over which IoU thresholds.

use detlens_run::Table;
use detlens_run::arrow_array::types::Float64Type;

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

/// The overlap of each detection with what it matched.
#[derive(Debug)]
struct Overlaps {
    /// At the reference IoU threshold, length `D`.
    at_reference: Vec<f64>,
    /// At each IoU threshold where the match is another one, `T x D`; nothing for the reference.
    others: Vec<Option<Vec<Option<f64>>>>,
}

impl PageData {
    /// A row for each stretch of IoU thresholds, sorted by detection.
    pub(super) fn matches_shard(&self) -> Result<Vec<u8>, PageError> {
        let names = self.at_each_iou("match");
        let overlaps = self.overlaps()?;
        let columns: Vec<&str> = names.iter().map(String::as_str).collect();
        let rows = self.run.read(Table::Detections, &columns)?;
        let read = |name: &String| indices(&rows, name);
        let matches = names.iter().map(read).collect::<Result<Vec<_>, _>>()?;

        let stretches = Stretches::collect(&matches, &overlaps);
        let shard = BinaryShard::new(stretches.detection.len())
            .integers("detection", &stretches.detection)
            .integers("ground_truth", &stretches.ground_truth)
            .integers("iou_first", &stretches.iou_first)
            .integers("iou_end", &stretches.iou_end)
            .numbers("iou", &stretches.iou);
        finish(ShardName::Matches, shard)
    }

    fn overlaps(&self) -> Result<Overlaps, PageError> {
        let reference = self.exact()?.operating_point.reference_iou_threshold;
        let names = self.at_each_iou("iou");
        let names = names.iter().zip(&self.run.record().iou_thresholds);
        let others: Vec<Option<&str>> =
            names.map(|(name, &iou)| (iou != reference).then_some(name.as_str())).collect();
        let columns: Vec<&str> = others.iter().flatten().copied().chain(["iou"]).collect();
        let rows = self.run.read(Table::Detections, &columns)?;
        let read = |name: Option<&str>| {
            let column = name.map(|name| rows.numbers::<Float64Type>(name)).transpose()?;
            Ok::<_, PageError>(column.map(|column| column.iter().collect()))
        };
        Ok(Overlaps {
            at_reference: numbers(&rows, "iou")?,
            others: others.into_iter().map(read).collect::<Result<_, _>>()?,
        })
    }
}

impl Stretches {
    /// Joins equal matches at neighboring IoU thresholds; `matches` is `T x D`.
    fn collect(matches: &[Vec<u32>], overlaps: &Overlaps) -> Self {
        let mut stretches = Self::default();
        let n_detections = matches.first().map_or(0, Vec::len);
        for detection in (0_u32..).take(n_detections) {
            let mut before = NONE;
            for (iou_idx, matched) in (0_u32..).zip(matches) {
                let ground_truth = matched[detection as usize];
                if ground_truth != NONE {
                    if ground_truth != before {
                        let iou = overlaps.of(detection, iou_idx);
                        stretches.begin(detection, ground_truth, iou_idx, iou);
                    }
                    stretches.end_at(iou_idx + 1);
                }
                before = ground_truth;
            }
        }
        stretches
    }

    /// Begins a stretch that has no end yet.
    fn begin(&mut self, detection: u32, ground_truth: u32, iou_idx: u32, iou: f64) {
        self.detection.push(detection);
        self.ground_truth.push(ground_truth);
        self.iou_first.push(iou_idx);
        self.iou_end.push(iou_idx);
        self.iou.push(iou);
    }

    /// Sets the end of the last stretch.
    fn end_at(&mut self, iou_end: u32) {
        if let Some(last) = self.iou_end.last_mut() {
            *last = iou_end;
        }
    }
}

impl Overlaps {
    /// The overlap of a detection with its match at an IoU threshold.
    fn of(&self, detection: u32, iou_idx: u32) -> f64 {
        let row = detection as usize;
        let other = self.others.get(iou_idx as usize).and_then(Option::as_ref);
        other.and_then(|ious| ious[row]).unwrap_or_else(|| self.at_reference[row])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_matches_at_neighboring_thresholds_are_one_stretch() {
        let matches = [vec![4, NONE, 1], vec![4, 2, 1], vec![5, NONE, NONE], vec![4, NONE, NONE]];
        let overlaps = Overlaps {
            at_reference: vec![0.9, 0.0, 0.75],
            others: vec![
                None,
                Some(vec![None, Some(0.65), None]),
                Some(vec![Some(0.8), None, None]),
                Some(vec![None; 3]),
            ],
        };
        let stretches = Stretches::collect(&matches, &overlaps);
        assert_eq!(stretches.detection, [0, 0, 0, 1, 2]);
        assert_eq!(stretches.ground_truth, [4, 5, 4, 2, 1]);
        assert_eq!(stretches.iou_first, [0, 2, 3, 1, 0]);
        assert_eq!(stretches.iou_end, [2, 3, 4, 2, 2]);
        assert_eq!(stretches.iou, [0.9, 0.8, 0.9, 0.65, 0.75]);
    }
}
