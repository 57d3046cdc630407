//! The shard `images`.

use detlens_run::Table;
use detlens_run::arrow_array::types::Int64Type;

use super::{PageData, finish};
use crate::shard::BinaryShard;
use crate::{PageError, ShardName};

impl PageData {
    /// A row for each image.
    pub(super) fn images_shard(&self) -> Result<Vec<u8>, PageError> {
        let rows = self.run.read(Table::Images, &["image_id", "file_name", "width", "height"])?;
        let file_names = rows.texts("file_name")?.into_iter().map(Option::unwrap_or_default);
        let ids = rows.ids("image_id")?.into_iter();
        let ids: Vec<String> =
            ids.map(|id| id.map(|id| id.to_string()).unwrap_or_default()).collect();
        let px = |name: &str| {
            let side = |px: Option<i64>| px.and_then(|px| u32::try_from(px).ok()).unwrap_or(0);
            let sides = rows.numbers::<Int64Type>(name)?.iter().map(side);
            Ok::<_, PageError>(sides.collect::<Vec<_>>())
        };
        let shard = BinaryShard::new(rows.len())
            .texts("file_name", file_names.collect())
            .texts("id", ids.iter().map(String::as_str).collect())
            .integers("width", &px("width")?)
            .integers("height", &px("height")?);
        finish(ShardName::Images, shard)
    }
}
