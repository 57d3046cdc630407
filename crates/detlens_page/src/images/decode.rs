//! From the bytes of an image file to pixels.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, ImageReader, Limits};

use super::ImageError;

/// Memory that decoding one image may take; enough for 100 million pixels of any kind.
const MAX_DECODED_BYTES: u64 = 1 << 30;

/// The formats that are read, known by their first bytes, whatever the file is called.
pub(super) fn format_of(bytes: &[u8]) -> Result<ImageFormat, ImageError> {
    match image::guess_format(bytes) {
        Ok(
            format @ (ImageFormat::Jpeg
            | ImageFormat::Png
            | ImageFormat::WebP
            | ImageFormat::Bmp
            | ImageFormat::Tiff),
        ) => Ok(format),
        _ => Err(ImageError::UnknownFormat),
    }
}

/// Decodes an image as it is stored.
///
/// Orientation that EXIF asks for is not applied: annotations are made on the stored pixels.
pub(super) fn decode(bytes: &[u8]) -> Result<DynamicImage, ImageError> {
    let format = format_of(bytes)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader.decode().map_err(|error| ImageError::Damaged { reason: error.to_string() })
}
