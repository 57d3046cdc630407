//! An image as a browser is given it: with its pixels where the annotations expect them.

use std::io::Cursor;

use image::{ImageFormat, ImageReader};
use img_parts::{Bytes, DynImage, ImageEXIF};
use jpeg_encoder::{ColorType, Encoder};

use super::ImageError;
use super::decode::{decode, format_of};

/// Quality of an image that has to be coded again at its full size.
const FULL_QUALITY: u8 = 95;

/// An image in a form that every browser shows, pixel by pixel as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What the bytes are.
    pub media_type: MediaType,
    /// The coded image.
    pub bytes: Vec<u8>,
}

/// The formats in which pictures are given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaType {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
    /// BMP.
    Bmp,
}

impl MediaType {
    /// The name in `Content-Type` and in data addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Bmp => "image/bmp",
        }
    }

    /// How the names of such files end.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Bmp => "bmp",
        }
    }
}

impl Picture {
    /// Prepares the bytes of an image file for a browser.
    ///
    /// EXIF is taken out without coding again: a browser would turn the image as it asks, and
    /// annotations are on the stored pixels. TIFF, which browsers do not show, becomes JPEG.
    ///
    /// # Errors
    ///
    /// [`ImageError::UnknownFormat`] or [`ImageError::Damaged`].
    pub fn from_file(bytes: Vec<u8>) -> Result<Self, ImageError> {
        let media_type = match format_of(&bytes)? {
            ImageFormat::Jpeg => MediaType::Jpeg,
            ImageFormat::Png => MediaType::Png,
            ImageFormat::WebP => MediaType::WebP,
            ImageFormat::Bmp => MediaType::Bmp,
            _ => {
                let pixels = decode(&bytes)?.into_rgb8();
                return Self::jpeg(pixels.width(), pixels.height(), &pixels, FULL_QUALITY);
            }
        };
        Ok(Self { media_type, bytes: without_exif(bytes.into()) })
    }

    /// Width and height in px, from the head of the coded image.
    ///
    /// # Errors
    ///
    /// [`ImageError::Damaged`]
    pub fn size_px(&self) -> Result<(u32, u32), ImageError> {
        let format = format_of(&self.bytes)?;
        ImageReader::with_format(Cursor::new(&self.bytes), format)
            .into_dimensions()
            .map_err(|error| ImageError::Damaged { reason: error.to_string() })
    }

    /// Codes RGB pixels, row by row, as JPEG.
    pub(super) fn jpeg(
        width: u32,
        height: u32,
        rgb: &[u8],
        quality: u8,
    ) -> Result<Self, ImageError> {
        let damaged = |reason: String| ImageError::Damaged { reason };
        let side = |px: u32| {
            u16::try_from(px).map_err(|_| damaged(format!("a JPEG cannot be {px} px wide or high")))
        };
        let (width, height) = (side(width)?, side(height)?);
        let mut bytes = Vec::new();
        let encoder = Encoder::new(&mut bytes, quality);
        let coded = encoder.encode(rgb, width, height, ColorType::Rgb);
        coded.map_err(|error| damaged(error.to_string()))?;
        Ok(Self { media_type: MediaType::Jpeg, bytes })
    }
}

/// Takes EXIF out of an image, if it has any.
///
/// What cannot be taken apart is left as it is; the browser shows of it what it can.
fn without_exif(bytes: Bytes) -> Vec<u8> {
    match DynImage::from_bytes(bytes.clone()) {
        Ok(Some(mut image)) if image.exif().is_some() => {
            image.set_exif(None);
            image.encoder().bytes().into()
        }
        _ => bytes.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// EXIF that asks for a turn by 90 degrees: one entry, tag 0x0112, value 6.
    const TURNED: &[u8] = b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";

    fn file(format: ImageFormat) -> Vec<u8> {
        let pixels =
            image::RgbImage::from_fn(4, 2, |x, _| image::Rgb([x.to_le_bytes()[0] * 60, 0, 0]));
        let mut bytes = Cursor::new(Vec::new());
        pixels.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn turned(format: ImageFormat) -> Vec<u8> {
        let mut image = DynImage::from_bytes(file(format).into()).unwrap().unwrap();
        image.set_exif(Some(Bytes::from_static(TURNED)));
        image.encoder().bytes().into()
    }

    #[test]
    fn a_browser_gets_no_orientation() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let turned = turned(format);
            assert!(DynImage::from_bytes(turned.clone().into()).unwrap().unwrap().exif().is_some());
            let picture = Picture::from_file(turned).unwrap();
            let image = DynImage::from_bytes(picture.bytes.clone().into()).unwrap().unwrap();
            assert_eq!((image.exif(), image.dimensions()), (None, Some((4, 2))));
            let pixels = |bytes: &[u8]| decode(bytes).unwrap().into_rgb8();
            assert_eq!(pixels(&picture.bytes), pixels(&file(format)));
        }
    }

    #[test]
    fn what_browsers_show_is_left_as_it_is() {
        for (format, media_type) in [
            (ImageFormat::Jpeg, MediaType::Jpeg),
            (ImageFormat::Png, MediaType::Png),
            (ImageFormat::WebP, MediaType::WebP),
            (ImageFormat::Bmp, MediaType::Bmp),
        ] {
            let bytes = file(format);
            let picture = Picture::from_file(bytes.clone()).unwrap();
            assert_eq!(picture.size_px().unwrap(), (4, 2));
            assert_eq!(picture, Picture { media_type, bytes });
        }
    }

    #[test]
    fn tiff_becomes_jpeg() {
        let picture = Picture::from_file(file(ImageFormat::Tiff)).unwrap();
        assert_eq!(picture.media_type, MediaType::Jpeg);
        let pixels = decode(&picture.bytes).unwrap().into_rgb8();
        assert_eq!(pixels.dimensions(), (4, 2));
        assert!(pixels.get_pixel(3, 0)[0].abs_diff(180) < 8);
    }

    #[test]
    fn other_files_are_refused() {
        for bytes in [&b""[..], b"<svg onload='alert(1)'/>", b"GIF89a", b"<html>"] {
            let refused = Picture::from_file(bytes.to_vec());
            assert!(matches!(refused, Err(ImageError::UnknownFormat)));
        }
    }
}
