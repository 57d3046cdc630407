//! The report page: its data from a run, and its export to a folder or a single file.
//!
//! [`PageData`] is a run with its images, ready to be shown. A server gives out its shards and
//! pictures one by one; [`export`] writes them all, as a folder or a file that opens by double
//! click. All three bring the same built page, which is embedded here, and the same numbers: each
//! stands in the run, and here it only changes its form. `docs/page-data.md` describes that form.
//!
//! Nothing is printed, and nothing is read but the run and the images in its image folder.

mod bundle;
mod data;
mod error;
mod export;
mod images;
mod meta;
mod progress;
mod shard;
mod summary;

pub use bundle::{REPORT_CSS, REPORT_JS, SERVED_POLICY, served_document};
pub use data::{MaskShards, PageData};
pub use error::PageError;
pub use export::{
    ExportOptions, Exported, ImageChoice, ImageTally, export, export_folder, export_single,
};
pub use images::{ImageError, ImageFolder, MediaType, Picture};
pub use progress::{Progress, Stage};
pub use shard::{ShardName, UnknownShard};
pub use summary::RunSummary;
