//! Shards: the named pieces in which data reach the page.
//!
//! `docs/page-data.md` describes each of them.

mod binary;
mod name;
mod script;

pub(crate) use binary::BinaryShard;
pub use name::{ShardName, UnknownShard};
pub(crate) use script::script;
