//! Small forms of images.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::DynamicImage;

use super::decode::decode;
use super::{ImageError, Picture};

/// Longest side of a thumbnail, px.
const SIDE_PX: u32 = 480;
/// Quality of a thumbnail: good enough that a small object can be recognized.
const QUALITY: u8 = 80;
/// What shows through transparent pixels.
const BACKGROUND: u8 = 255;

impl Picture {
    /// A small JPEG of an image file, in the proportions of the image; never larger than it.
    ///
    /// 16-bit samples are reduced to 8 bits over their full range, as browsers do. Orientation
    /// that EXIF asks for is not applied: annotations are on the stored pixels.
    ///
    /// # Errors
    ///
    /// [`ImageError::UnknownFormat`] or [`ImageError::Damaged`].
    pub fn thumbnail(file: &[u8]) -> Result<Self, ImageError> {
        let image = decode(file)?;
        let (width, height) = fitted(image.width(), image.height());
        let rgb = shrink(image, width, height)
            .map_err(|error| ImageError::Damaged { reason: error.to_string() })?;
        Self::jpeg(width, height, &rgb, QUALITY)
    }
}

/// The size in px of a thumbnail.
fn fitted(width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height).max(1);
    if longest <= SIDE_PX {
        return (width, height);
    }
    let scaled = |px: u32| {
        let (px, longest) = (u64::from(px), u64::from(longest));
        // Rounded; at most `SIDE_PX`, since no side is longer than the longest.
        u32::try_from((px * u64::from(SIDE_PX) + longest / 2) / longest).unwrap_or(SIDE_PX).max(1)
    };
    (scaled(width), scaled(height))
}

type Shrunk<T> = Result<T, Box<dyn std::error::Error>>;

/// The image at a smaller size as RGB, row by row, length `width * height * 3`.
fn shrink(image: DynamicImage, width: u32, height: u32) -> Shrunk<Vec<u8>> {
    let size = (image.width(), image.height());
    if image.color().has_alpha() {
        let rgba = resize(image.into_rgba8().into_raw(), size, (width, height), PixelType::U8x4)?;
        return Ok(rgba.chunks_exact(4).flat_map(over_background).collect());
    }
    resize(image.into_rgb8().into_raw(), size, (width, height), PixelType::U8x3)
}

fn resize(
    pixels: Vec<u8>,
    size: (u32, u32),
    wanted: (u32, u32),
    pixel_type: PixelType,
) -> Shrunk<Vec<u8>> {
    if size == wanted {
        return Ok(pixels);
    }
    let source = ImageRef::new(size.0, size.1, &pixels, pixel_type)?;
    let mut target = Image::new(wanted.0, wanted.1, pixel_type);
    // Nearly as sharp as the slower filters, and without their ringing at edges.
    let algorithm = ResizeAlg::Convolution(FilterType::Hamming);
    let options = ResizeOptions::new().resize_alg(algorithm);
    Resizer::new().resize(&source, &mut target, &options)?;
    Ok(target.into_vec())
}

/// An RGBA pixel over the background.
fn over_background(rgba: &[u8]) -> [u8; 3] {
    let alpha = u32::from(rgba[3]);
    [0, 1, 2].map(|channel| {
        let over = u32::from(rgba[channel]) * alpha + u32::from(BACKGROUND) * (255 - alpha);
        // A mean of two bytes is a byte.
        u8::try_from((over + 127) / 255).unwrap_or(u8::MAX)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{ImageBuffer, ImageFormat, Luma, LumaA, Rgb, RgbImage, Rgba};

    use super::*;

    fn file(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.into().write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// The thumbnail of an image file.
    fn thumbnail(file: &[u8]) -> RgbImage {
        let picture = Picture::thumbnail(file).unwrap();
        image::load_from_memory_with_format(&picture.bytes, ImageFormat::Jpeg).unwrap().into_rgb8()
    }

    fn is_near(found: Rgb<u8>, expected: [u8; 3]) -> bool {
        found.0.iter().zip(expected).all(|(found, expected)| found.abs_diff(expected) <= 4)
    }

    #[test]
    fn sides_keep_their_proportions() {
        for (size, expected) in [
            ((640, 480), (480, 360)),
            ((480, 640), (360, 480)),
            ((480, 480), (480, 480)),
            ((10, 20), (10, 20)),
            ((100_000, 1), (480, 1)),
            ((4000, 2999), (480, 360)),
        ] {
            assert_eq!(fitted(size.0, size.1), expected);
        }
    }

    #[test]
    fn every_format_is_read() {
        let image = RgbImage::from_pixel(960, 480, Rgb([200, 100, 50]));
        for format in [
            ImageFormat::Jpeg,
            ImageFormat::Png,
            ImageFormat::WebP,
            ImageFormat::Bmp,
            ImageFormat::Tiff,
        ] {
            let small = thumbnail(&file(image.clone(), format));
            assert_eq!(small.dimensions(), (480, 240));
            assert!(is_near(*small.get_pixel(240, 120), [200, 100, 50]), "{format:?}");
        }
    }

    #[test]
    fn every_depth_is_read() {
        let gray = ImageBuffer::from_pixel(4, 4, Luma([100_u8]));
        let gray16 = ImageBuffer::from_pixel(4, 4, Luma([100_u16 * 257]));
        let rgb16 = ImageBuffer::from_pixel(4, 4, Rgb([100_u16 * 257; 3]));
        let clear = ImageBuffer::from_pixel(4, 4, LumaA([0_u8, 0]));
        let half = ImageBuffer::from_pixel(4, 4, Rgba([255_u8, 0, 0, 128]));
        let cases: [(DynamicImage, [u8; 3]); 5] = [
            (gray.into(), [100; 3]),
            (gray16.into(), [100; 3]),
            (rgb16.into(), [100; 3]),
            (clear.into(), [255; 3]),
            (half.into(), [255, 127, 127]),
        ];
        for (image, expected) in cases {
            let color = image.color();
            let small = thumbnail(&file(image, ImageFormat::Png));
            assert!(is_near(*small.get_pixel(2, 2), expected), "{color:?}");
        }
    }

    #[test]
    fn damaged_files_are_refused() {
        let whole = file(RgbImage::new(64, 64), ImageFormat::Png);
        for bytes in [&whole[..20], &whole[..whole.len() / 2], b"\xff\xd8\xff\xe0", b"BM"] {
            assert!(Picture::thumbnail(bytes).is_err());
        }
        let bomb = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\xff\xff\xff\x7f\xff\xff\xff\x7f\x01\0\x18\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
        assert!(matches!(Picture::thumbnail(bomb), Err(ImageError::Damaged { .. })));
    }

    #[test]
    fn the_bytes_depend_on_the_image_only() {
        let image = RgbImage::from_fn(700, 500, |x, y| {
            let [a, b, ..] = (x * y).to_le_bytes();
            Rgb([a, b, a ^ b])
        });
        let file = file(image, ImageFormat::Png);
        assert_eq!(Picture::thumbnail(&file).unwrap(), Picture::thumbnail(&file).unwrap());
    }
}
