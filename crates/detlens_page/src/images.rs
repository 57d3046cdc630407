//! The images of a run: where they lie, and the forms in which they are shown.

mod decode;
mod error;
mod folder;
mod picture;
mod thumbnail;

pub use error::ImageError;
pub use folder::ImageFolder;
pub use picture::{MediaType, Picture};
