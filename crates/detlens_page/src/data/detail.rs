//! The shards `ground_truths_detail` and `detections_detail`: what the examples need of an object.

use detlens_run::{Rows, Table};

use super::columns::{indices, numbers};
use super::{PageData, finish};
use crate::shard::BinaryShard;
use crate::{PageError, ShardName};

/// The box around a region, the same in the run and on the page.
const BOX: [&str; 4] = ["x", "y", "width", "height"];

impl PageData {
    /// Where each ground truth is, and the detection that overlaps it most.
    pub(super) fn ground_truths_detail_shard(&self) -> Result<Vec<u8>, PageError> {
        let rows = self.read_detail(Table::GroundTruths, &["id", "best_iou", "best_row"])?;
        let ids = rows.ids("id")?.into_iter();
        let ids: Vec<String> =
            ids.map(|id| id.map(|id| id.to_string()).unwrap_or_default()).collect();
        let shard = boxes(&rows)?
            .texts("id", ids.iter().map(String::as_str).collect())
            .numbers("best_iou", &numbers(&rows, "best_iou")?)
            .integers("best", &indices(&rows, "best_row")?);
        finish(ShardName::GroundTruthsDetail, shard)
    }

    /// Where each detection is, and the ground truths that it overlaps most.
    pub(super) fn detections_detail_shard(&self) -> Result<Vec<u8>, PageError> {
        let best = ["best_same_iou", "best_same_row", "best_other_iou", "best_other_row"];
        let rows = self.read_detail(Table::Detections, &best)?;
        let shard = boxes(&rows)?
            .numbers("best_same_iou", &numbers(&rows, "best_same_iou")?)
            .integers("best_same", &indices(&rows, "best_same_row")?)
            .numbers("best_other_iou", &numbers(&rows, "best_other_iou")?)
            .integers("best_other", &indices(&rows, "best_other_row")?);
        finish(ShardName::DetectionsDetail, shard)
    }

    fn read_detail(&self, table: Table, more: &[&str]) -> Result<Rows, PageError> {
        let columns: Vec<&str> = BOX.iter().chain(more).copied().collect();
        Ok(self.run.read(table, &columns)?)
    }
}

fn boxes<'a>(rows: &Rows) -> Result<BinaryShard<'a>, PageError> {
    BOX.iter().try_fold(BinaryShard::new(rows.len()), |shard, name| {
        Ok(shard.numbers(name, &numbers(rows, name)?))
    })
}
