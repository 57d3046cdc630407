//! The size of a mask, and what is known of a mask once it has been measured.

use std::error::Error;
use std::fmt;

use crate::PixelBox;

/// Height and width of a mask, at least one pixel and fewer than 2^32.
///
/// The upper bound lets a `u32` name every pixel and every boundary between two of them.
/// pycocotools 2.0.11 counts in 32 bits as well, and wraps silently above it. Some of its sums
/// overflow earlier: from 2^29 px on `rleFrString` may misread a run that is much shorter than the
/// one two before, from 2^31 px on `rleIou` may stop early. Such masks are read right here.
///
/// # Example
///
/// ```
/// # use detlens_geometry::{MaskSize, SizeError};
/// let size = MaskSize::new(480, 640)?;
/// assert_eq!(size.n_pixels(), 307_200);
/// assert_eq!(MaskSize::new(0, 640), Err(SizeError::NoPixels { height: 0, width: 640 }));
/// # Ok::<(), SizeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MaskSize {
    height: u32,
    width: u32,
}

impl MaskSize {
    /// A mask of `height` rows and `width` columns, the order of COCO's `size`.
    ///
    /// # Errors
    ///
    /// [`SizeError::NoPixels`] if a side is 0, [`SizeError::TooLarge`] if there are 2^32 px or
    /// more.
    pub fn new(height: u32, width: u32) -> Result<Self, SizeError> {
        match height.checked_mul(width) {
            Some(0) => Err(SizeError::NoPixels { height, width }),
            Some(_) => Ok(Self { height, width }),
            None => Err(SizeError::TooLarge { height, width }),
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn height(self) -> u32 {
        self.height
    }

    /// Number of columns.
    #[must_use]
    pub fn width(self) -> u32 {
        self.width
    }

    /// Number of pixels, `height * width`, in `1..2^32`.
    #[must_use]
    pub fn n_pixels(self) -> u64 {
        self.end_position().into()
    }

    /// The position after the last pixel.
    pub(crate) fn end_position(self) -> u32 {
        self.height * self.width
    }
}

/// Height and width as in COCO's `size`: `480 x 640`.
impl fmt::Display for MaskSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} x {}", self.height, self.width)
    }
}

/// Why no mask can have a size.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeError {
    /// A side is 0.
    NoPixels {
        /// Number of rows.
        height: u32,
        /// Number of columns.
        width: u32,
    },
    /// There are 2^32 px or more.
    TooLarge {
        /// Number of rows.
        height: u32,
        /// Number of columns.
        width: u32,
    },
}

impl fmt::Display for SizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NoPixels { height, width } => {
                write!(f, "an image of height {height} and width {width} has no pixels")
            }
            Self::TooLarge { height, width } => {
                let n_pixels = u64::from(height) * u64::from(width);
                write!(
                    f,
                    "an image of height {height} and width {width} has {n_pixels} px; \
                     a mask can have up to {} px",
                    u32::MAX
                )
            }
        }
    }
}

impl Error for SizeError {}

/// What one pass over a mask's run lengths tells about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MaskMeasure {
    /// Number of foreground pixels.
    pub area_px: u32,
    /// The smallest box that holds the foreground; all zero if there is none.
    pub bounding_box_px: PixelBox,
}
