//! What all requests share.

use detlens_page::ShardName;

use crate::cache::Cache;
use crate::workers::Workers;
use crate::{ServeOptions, Site};

/// What all requests share.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) site: Site,
    /// Shards by run and name.
    pub(crate) shards: Cache<(usize, ShardName)>,
    /// Thumbnails by run and image.
    pub(crate) thumbnails: Cache<(usize, usize)>,
    pub(crate) workers: Workers,
}

impl App {
    pub(crate) fn new(site: Site, options: &ServeOptions) -> Self {
        Self {
            site,
            shards: Cache::new(options.data_cache_bytes),
            thumbnails: Cache::new(options.thumbnail_cache_bytes),
            workers: Workers::new(),
        }
    }
}
