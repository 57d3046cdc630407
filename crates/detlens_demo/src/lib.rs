//! The project's own sample data: a rendered warehouse, and a detector with every kind of failure.
//!
//! Each [`Scene`] is a picture of parcels on conveyors, in racks or on a loading dock, with the
//! exact mask of every object and what a detector made of it. [`CocoDocuments`] turns scenes into
//! the two COCO files that an evaluation reads.
//!
//! This crate only makes bytes; it opens no file. Equal [`DemoOptions`] give equal bytes on every
//! machine and for any number of threads: random numbers are made here (`random.rs`), and all
//! arithmetic is of the kind that IEEE 754 fixes to the bit (`space.rs`).
//!
//! How a scene comes about, in the order of the work:
//!
//! 1. `plan.rs` says which camera takes the picture, `sites/` furnish the place with `things/`.
//! 2. `nearest.rs` finds the nearest face in each pixel; `sighting.rs` reads the masks from it.
//! 3. `render.rs` computes the light on each pixel from the materials in `paint/`, the lamp and
//!    its shadows (`light.rs`) and the dimness of corners (`openness.rs`).
//! 4. `detector/` looks at what a person would mark, and gets some of it wrong.
//! 5. `photo.rs` develops the picture.
//!
//! # Example
//!
//! ```
//! use detlens_demo::{CocoDocuments, DemoOptions, scenes};
//!
//! let mut documents = CocoDocuments::default();
//! for scene in scenes(DemoOptions { n_images: 2, ..DemoOptions::default() }) {
//!     let jpeg = scene.jpeg(); // To be saved as `scene.file_name`.
//!     assert!(jpeg.starts_with(&[0xFF, 0xD8]));
//!     documents.add(&scene);
//! }
//! assert!(documents.ground_truth_json().starts_with(b"{"));
//! assert!(documents.detections_json().starts_with(b"["));
//! ```

mod blur;
mod catalogue;
mod coco;
mod color;
mod contour;
mod detector;
mod light;
mod nearest;
mod openness;
mod outline;
mod paint;
mod photo;
mod plan;
mod random;
mod region;
mod render;
mod scene;
mod sighting;
mod sites;
mod solid;
mod space;
mod things;
mod view;
mod world;

pub use catalogue::{Category, Role};
pub use coco::CocoDocuments;
pub use detector::{Detection, Origin};
pub use region::Region;
pub use scene::{DemoOptions, GroundTruth, Scene, scene, scenes};
