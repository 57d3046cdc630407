//! Names of shards.

use std::fmt;
use std::str::FromStr;

/// A shard by its name.
///
/// # Example
///
/// ```
/// # use detlens_page::ShardName;
/// assert_eq!("masks_12".parse(), Ok(ShardName::Masks(12)));
/// assert_eq!(ShardName::GroundTruths.to_string(), "ground_truths");
/// assert!("masks_012".parse::<ShardName>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShardName {
    /// Everything that is no row of a table, as JSON.
    Meta,
    /// A row for each image.
    Images,
    /// A row for each ground truth.
    GroundTruths,
    /// A row for each detection, highest score first.
    Detections,
    /// Who matched whom, over which IoU thresholds.
    Matches,
    /// Where each ground truth is.
    GroundTruthsDetail,
    /// Where each detection is.
    DetectionsDetail,
    /// The masks of one chunk of images, by the index of the chunk.
    Masks(u32),
    /// The images themselves; only in a single file.
    Thumbs,
}

/// There is no shard of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no shard of that name")]
pub struct UnknownShard;

/// The shards that have one name.
const NAMED: [(ShardName, &str); 8] = [
    (ShardName::Meta, "meta"),
    (ShardName::Images, "images"),
    (ShardName::GroundTruths, "ground_truths"),
    (ShardName::Detections, "detections"),
    (ShardName::Matches, "matches"),
    (ShardName::GroundTruthsDetail, "ground_truths_detail"),
    (ShardName::DetectionsDetail, "detections_detail"),
    (ShardName::Thumbs, "thumbs"),
];

const MASKS: &str = "masks_";

impl fmt::Display for ShardName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Masks(chunk) = self {
            return write!(f, "{MASKS}{chunk}");
        }
        let name = NAMED.iter().find(|(shard, _)| shard == self).map_or("", |(_, name)| name);
        f.write_str(name)
    }
}

impl FromStr for ShardName {
    type Err = UnknownShard;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = NAMED.iter().find(|(_, name)| *name == text).map(|&(shard, _)| shard);
        let masks = || text.strip_prefix(MASKS)?.parse().ok().map(Self::Masks);
        let shard = named.or_else(masks).ok_or(UnknownShard)?;
        // A shard has one address, so that it is kept once: "masks_007" and "masks_+7" are none.
        if shard.to_string() == text { Ok(shard) } else { Err(UnknownShard) }
    }
}
