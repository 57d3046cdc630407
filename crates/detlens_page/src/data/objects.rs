//! The shards `ground_truths` and `detections`: what every count needs of an object.

use detlens_run::{DetectionOutcome, Role, Rows, Table};

use super::columns::{indices_into, membership, membership_columns, numbers};
use super::{PageData, finish};
use crate::shard::BinaryShard;
use crate::{PageError, ShardName};

/// The columns that both tables have.
const COMMON: [&str; 3] = ["image_row", "category_row", "area_px2"];

impl PageData {
    /// A row for each ground truth.
    pub(super) fn ground_truths_shard(&self) -> Result<Vec<u8>, PageError> {
        let rows = self.read_objects(Table::GroundTruths, &["role"])?;
        let role = |role: Role| match role {
            Role::Counted => 0,
            Role::Ignored => 1,
            Role::Crowd => 2,
        };
        let roles: Vec<u32> = rows.words("role")?.into_iter().map(role).collect();
        let shard = self.common(&rows)?.integers("role", &roles);
        finish(ShardName::GroundTruths, shard)
    }

    /// A row for each detection, highest score first.
    pub(super) fn detections_shard(&self) -> Result<Vec<u8>, PageError> {
        // A detection beyond the limit is so at every IoU threshold.
        let outcome = self.at_each_iou("outcome").into_iter().next();
        let outcome =
            outcome.ok_or_else(|| PageError::inconsistent("there is no IoU threshold"))?;
        let rows = self.read_objects(Table::Detections, &["score", &outcome])?;
        let is_beyond =
            |outcome: DetectionOutcome| u32::from(outcome == DetectionOutcome::BeyondLimit);
        let beyond: Vec<u32> = rows.words(&outcome)?.into_iter().map(is_beyond).collect();
        let mut shard = self.common(&rows)?.numbers("score", &numbers(&rows, "score")?);
        if beyond.contains(&1) {
            shard = shard.integers("beyond_limit", &beyond);
        }
        finish(ShardName::Detections, shard)
    }

    fn read_objects(&self, table: Table, more: &[&str]) -> Result<Rows, PageError> {
        let ranges = membership_columns(&self.run.record().area_ranges);
        let ranges = ranges.iter().map(String::as_str);
        let columns: Vec<&str> =
            COMMON.into_iter().chain(more.iter().copied()).chain(ranges).collect();
        Ok(self.run.read(table, &columns)?)
    }

    /// Where each object is, and how large.
    fn common(&self, rows: &Rows) -> Result<BinaryShard<'static>, PageError> {
        let record = self.run.record();
        let n_categories = record.dataset.categories.len();
        Ok(BinaryShard::new(rows.len())
            .integers("image", &indices_into(rows, "image_row", self.images.len())?)
            .integers("category", &indices_into(rows, "category_row", n_categories)?)
            .numbers("area", &numbers(rows, "area_px2")?)
            .integers("ranges", &membership(rows, &record.area_ranges)?))
    }
}
