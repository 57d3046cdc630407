//! Shards as scripts, for a page without a server.

use super::{MaskShards, PageData, finish};
use crate::meta::ImageSources;
use crate::shard::{BinaryShard, script};
use crate::{PageError, ShardName};

/// The shards of an export, as scripts.
#[derive(Debug)]
pub(crate) struct DataScripts<'a> {
    data: &'a PageData,
    images: ImageSources,
    masks: Option<MaskShards>,
}

/// The shards that every run has.
const SHARDS: [ShardName; 7] = [
    ShardName::Meta,
    ShardName::Images,
    ShardName::GroundTruths,
    ShardName::Detections,
    ShardName::Matches,
    ShardName::GroundTruthsDetail,
    ShardName::DetectionsDetail,
];

impl<'a> DataScripts<'a> {
    /// Prepares the shards of a run; `images` are the ones that are exported with them.
    pub(crate) fn new(data: &'a PageData, images: ImageSources) -> Result<Self, PageError> {
        Ok(Self { data, images, masks: data.masks()? })
    }

    /// Names of the shards, without that of the images.
    pub(crate) fn names(&self) -> Vec<ShardName> {
        let masks = self.masks.iter().flat_map(MaskShards::names);
        SHARDS.into_iter().chain(masks).collect()
    }

    /// The script of one shard.
    pub(crate) fn script(&self, name: ShardName) -> Result<String, PageError> {
        let bytes = match (name, &self.masks) {
            (ShardName::Meta, _) => self.data.meta(self.images.clone()),
            (ShardName::Masks(chunk), Some(masks)) => {
                let no_shard = || PageError::NoShard { name: name.to_string() };
                masks.shard(chunk).ok_or_else(no_shard)?
            }
            _ => self.data.shard(name),
        };
        pack(name, &bytes?)
    }

    /// The script of the images themselves, a data address each.
    pub(crate) fn thumbs(addresses: &[String]) -> Result<String, PageError> {
        let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
        let shard = BinaryShard::new(addresses.len()).texts("thumb", addresses);
        pack(ShardName::Thumbs, &finish(ShardName::Thumbs, shard)?)
    }
}

fn pack(name: ShardName, bytes: &[u8]) -> Result<String, PageError> {
    script(name, bytes).map_err(|source| PageError::Encode { name: name.to_string(), source })
}
