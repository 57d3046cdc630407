//! Which camera takes which picture: 60 cameras, each with its own place and image size.

use detlens_geometry::MaskSize;

use crate::sites::{Site, Wishes};

/// What one picture is to show.
#[derive(Clone, Debug)]
pub(crate) struct Shot {
    pub(crate) site: Site,
    pub(crate) wishes: Wishes,
    pub(crate) size: MaskSize,
    pub(crate) file_name: String,
}

impl Shot {
    /// The picture number `image_idx`; what is rare comes round with a fixed period.
    pub(crate) fn plan(image_idx: u32) -> Self {
        let site = [Site::Belt, Site::Dock, Site::Aisle][(image_idx % 3) as usize];
        let wishes = Wishes {
            is_empty: image_idx % 60 == 17 || image_idx % 60 == 42,
            has_heap: image_idx % 8 == 3,
            has_flattened: image_idx % 11 == 4,
        };
        let (place, camera) = (image_idx / 12 + 1, u64::from(image_idx) + 1);
        let file_name = format!("images/{}-{place:02}-cam-{camera:02}.jpg", site.name());
        Self { site, wishes, size: image_size(image_idx), file_name }
    }
}

/// The size of a camera's images: mostly landscape, some portrait.
fn image_size(image_idx: u32) -> MaskSize {
    // Width and height, in px.
    const SIZES: [(u32, u32); 7] =
        [(960, 640), (768, 512), (640, 800), (896, 640), (800, 600), (600, 800), (864, 540)];
    let (width, height) = SIZES[(image_idx % 7) as usize];
    MaskSize::new(height, width).expect("no camera has an empty image")
}
