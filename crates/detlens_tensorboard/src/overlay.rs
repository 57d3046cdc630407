//! An example as one picture: the image with its objects drawn on it.

use std::io::Cursor;

use detlens_log::{Example, Layer, LayerClass, Object, Outcome};
use detlens_page::{ImageFolder, Picture};
use image::{ImageFormat, Rgb, RgbImage};

use crate::TensorboardError;
use crate::event::Image;

/// The colors of the report page, which the color-blind can tell apart.
const fn color(outcome: Outcome) -> [u8; 3] {
    match outcome {
        Outcome::TruePositive => [0x00, 0x72, 0xb2],
        Outcome::FalsePositive => [0xd5, 0x5e, 0x00],
        Outcome::FalseNegative => [0xcc, 0x79, 0xa7],
    }
}

/// How much of the color the inside of an object has, in percent.
const INSIDE_PERCENT: u16 = 35;

/// Draws the objects of an example on its image, false ones last.
pub(crate) fn draw(example: &Example, folder: &ImageFolder) -> Result<Image, TensorboardError> {
    let file_name = || example.image.file_name.clone();
    let picture = folder.read(example.image.image_row).and_then(Picture::from_file);
    let picture =
        picture.map_err(|source| TensorboardError::Image { file_name: file_name(), source })?;
    let drawn = |source| TensorboardError::Draw { file_name: file_name(), source };
    let mut pixels = image::load_from_memory(&picture.bytes).map_err(drawn)?.into_rgb8();
    for outcome in Outcome::ALL {
        if let Some(size_px) = example.image.size_px.filter(|_| has_masks(&example.objects)) {
            draw_layer(&mut pixels, &Layer::paint(outcome, &example.objects, size_px)?);
        } else {
            let boxes = example.objects.iter().filter(|object| object.outcome == outcome);
            boxes.for_each(|object| draw_box(&mut pixels, object, example.image.size_px));
        }
    }
    let mut png = Cursor::new(Vec::new());
    pixels.write_to(&mut png, ImageFormat::Png).map_err(drawn)?;
    let side = |px: u32| i32::try_from(px).unwrap_or(i32::MAX);
    let (width, height) = (side(pixels.width()), side(pixels.height()));
    Ok(Image { width, height, colorspace: 3, encoded: png.into_inner() })
}

fn has_masks(objects: &[Object]) -> bool {
    objects.iter().any(|object| object.rle_counts.is_some())
}

/// Draws a layer over an image of whatever size.
fn draw_layer(pixels: &mut RgbImage, layer: &Layer) {
    let (width, height) = pixels.dimensions();
    let scaled = |at: u32, of: u32, to: u32| at as usize * to as usize / of.max(1) as usize;
    for (x, y, pixel) in pixels.enumerate_pixels_mut() {
        let (x, y) = (scaled(x, width, layer.width), scaled(y, height, layer.height));
        let class = layer.classes[y * layer.width as usize + x];
        if class == LayerClass::Inside(layer.outcome).number() {
            *pixel = blended(*pixel, color(layer.outcome));
        } else if class == LayerClass::Edge(layer.outcome).number() {
            *pixel = Rgb(color(layer.outcome));
        }
    }
}

fn blended(pixel: Rgb<u8>, color: [u8; 3]) -> Rgb<u8> {
    Rgb([0, 1, 2].map(|channel| {
        let (under, over) = (u16::from(pixel[channel]), u16::from(color[channel]));
        let mixed = (under * (100 - INSIDE_PERCENT) + over * INSIDE_PERCENT) / 100;
        // A mean of two bytes is a byte.
        u8::try_from(mixed).unwrap_or(u8::MAX)
    }))
}

/// Draws the outline of a box over an image; `size_px` is the size that the box is in.
fn draw_box(pixels: &mut RgbImage, object: &Object, size_px: Option<(u32, u32)>) {
    let (width, height) = pixels.dimensions();
    let (width_px, height_px) = size_px.unwrap_or((width, height));
    let pixel = |px: f64, of: u32, to: u32| {
        let scaled = px / f64::from(of.max(1)) * f64::from(to);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
        let pixel = scaled.round().clamp(0.0, f64::from(to.saturating_sub(1))) as u32;
        pixel
    };
    let bbox = &object.bbox;
    let (left, right) =
        (pixel(bbox.x, width_px, width), pixel(bbox.x + bbox.width, width_px, width));
    let (top, bottom) =
        (pixel(bbox.y, height_px, height), pixel(bbox.y + bbox.height, height_px, height));
    let color = Rgb(color(object.outcome));
    for x in left..=right {
        pixels.put_pixel(x, top, color);
        pixels.put_pixel(x, bottom, color);
    }
    for y in top..=bottom {
        pixels.put_pixel(left, y, color);
        pixels.put_pixel(right, y, color);
    }
}
