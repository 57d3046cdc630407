//! A run as an offline run of Weights & Biases, and its upload.
//!
//! [`write()`] makes the directory that W&B's own client makes in its offline mode: a transaction
//! log and the files that it names. No Python is needed for that, and no account. [`sync`] hands
//! the directory to the user's `wandb` and then asks the server whether all of it has arrived,
//! since `wandb sync` ends with success whatever became of the files.
//!
//! [`live()`] puts together the same for a run that the official client has open.
//!
//! Everything that the log names lies inside the directory, so it can be carried to another
//! machine. `docs/decisions/0031-wandb-without-python.md` says what was found out about the
//! format, and which of its traps shape this crate.
//!
//! What is logged is [`detlens_log::Log`]; this crate only gives it W&B's form.

mod artifact;
mod calendar;
mod chart;
mod contents;
mod digest;
mod error;
mod example;
mod frame;
mod history;
mod identity;
mod image_type;
mod live;
mod options;
mod page;
mod receipt;
mod record;
mod run_dir;
mod staging;
mod sync;
mod table;
mod transaction;
mod write;

pub use error::WandbError;
pub use live::{Live, live};
pub use options::WandbOptions;
pub use run_dir::find_offline_run;
pub use sync::{Client, SyncError, Synced, sync};
pub use write::{Written, write};
