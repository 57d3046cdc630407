//! How far an export is.

/// What an export is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Shards are written; counted in shards.
    Data,
    /// Images are written; counted in images.
    Images,
}

/// Hears how far an export is; called from several threads.
pub trait Progress: Sync {
    /// A stage of `n_items` begins; the one before it is over.
    fn begin(&self, stage: Stage, n_items: usize);

    /// One more item of the stage is done.
    fn advance(&self);
}

/// Nobody listens.
impl Progress for () {
    fn begin(&self, _stage: Stage, _n_items: usize) {}

    fn advance(&self) {}
}
