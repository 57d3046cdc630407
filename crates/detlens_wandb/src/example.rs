//! The picture of an example: the image, its masks and its boxes.

use std::io::Cursor;

use detlens_log::{Example, Layer, LayerClass, Object, Outcome};
use detlens_page::{ImageFolder, Picture};
use image::{GrayImage, ImageFormat};
use serde_json::{Map, Value, json};

use crate::artifact::TableArtifact;
use crate::contents::Contents;
use crate::digest::{md5_base64, md5_hex, short};
use crate::{WandbError, image_type};

/// Writes the pictures of examples into the artifact of their table.
#[derive(Debug)]
pub(crate) struct PictureWriter<'a> {
    pub(crate) contents: &'a Contents,
    pub(crate) folder: &'a ImageFolder,
    pub(crate) has_masks: bool,
}

impl PictureWriter<'_> {
    /// The cell of an example in the column of pictures.
    pub(crate) fn cell(
        &self,
        example: &Example,
        artifact: &mut TableArtifact,
    ) -> Result<Value, WandbError> {
        let image = &example.image;
        let refused = |source| WandbError::Image { file_name: image.file_name.clone(), source };
        let picture = self.folder.read(image.image_row).and_then(Picture::from_file);
        let picture = picture.map_err(refused)?;
        // Masks are drawn in the size that the annotations are in.
        let size_px = match image.size_px {
            Some(size_px) => size_px,
            None => picture.size_px().map_err(refused)?,
        };
        let extension = picture.media_type.extension();
        let file = self.contents.artifact_file(extension, &picture.bytes)?;
        let path = format!("media/images/{}.{extension}", short(&file.sha256));
        let mut cell = json!({
            "_type": "image-file",
            "path": path,
            "sha256": file.sha256,
            "format": extension,
            "width": size_px.0,
            "height": size_px.1,
            "caption": caption(example),
            "classes": self.classes(artifact)?,
            "boxes": boxes(&example.objects, size_px),
        });
        artifact.insert(path, file);
        if self.has_masks {
            cell["masks"] = self.masks(example, size_px, artifact)?;
        }
        Ok(cell)
    }

    /// The reference to the file that names the classes.
    fn classes(&self, artifact: &mut TableArtifact) -> Result<Value, WandbError> {
        let bytes = serde_json::to_vec(&image_type::classes_file());
        let bytes = bytes.map_err(WandbError::encode("the classes"))?;
        let path = format!("media/classes/{}_cls.classes.json", md5_hex(&bytes));
        artifact.insert(path.clone(), self.contents.artifact_file("classes.json", &bytes)?);
        Ok(json!({"type": "classes-file", "path": path, "digest": md5_base64(&bytes)}))
    }

    fn masks(
        &self,
        example: &Example,
        size_px: (u32, u32),
        artifact: &mut TableArtifact,
    ) -> Result<Value, WandbError> {
        let mut masks = Map::new();
        for outcome in Outcome::ALL {
            let png = png(Layer::paint(outcome, &example.objects, size_px)?)?;
            let file = self.contents.artifact_file("mask.png", &png)?;
            let path = format!("media/images/mask/{}.mask.png", short(&file.sha256));
            let mask = json!({"_type": "mask", "path": path, "sha256": file.sha256});
            masks.insert(outcome.name().to_owned(), mask);
            artifact.insert(path, file);
        }
        Ok(Value::Object(masks))
    }
}

/// A layer as a gray image whose levels are the numbers of the classes.
fn png(layer: Layer) -> Result<Vec<u8>, WandbError> {
    let Layer { outcome: _, width, height, classes } = layer;
    // A layer has a class for each pixel.
    let image = GrayImage::from_raw(width, height, classes).unwrap_or_default();
    let mut png = Cursor::new(Vec::new());
    image.write_to(&mut png, ImageFormat::Png).map_err(WandbError::encode("a mask"))?;
    Ok(png.into_inner())
}

/// The boxes of each outcome.
fn boxes(objects: &[Object], size_px: (u32, u32)) -> Value {
    let of_outcome = |outcome| -> Value {
        objects.iter().filter(|o| o.outcome == outcome).map(|o| box_value(o, size_px)).collect()
    };
    Outcome::ALL.into_iter().map(|o| (o.name().to_owned(), of_outcome(o))).collect()
}

/// A box. Its place is in fractions of the image, so that it fits the image whatever size the
/// file has; it ends where the image ends.
fn box_value(object: &Object, (width, height): (u32, u32)) -> Value {
    let bbox = &object.bbox;
    let fraction = |px: f64, side: u32| (px / f64::from(side.max(1))).clamp(0.0, 1.0);
    let scores = image_type::SCORE_KEYS.into_iter().zip([object.score, object.iou]);
    let scores: Map<_, _> =
        scores.filter_map(|(key, value)| Some((key.to_owned(), json!(value?)))).collect();
    json!({
        "position": {
            "minX": fraction(bbox.x, width),
            "minY": fraction(bbox.y, height),
            "maxX": fraction(bbox.x + bbox.width, width),
            "maxY": fraction(bbox.y + bbox.height, height),
        },
        "class_id": LayerClass::Inside(object.outcome).number(),
        "box_caption": format!("{} {}", object.outcome.name(), object.caption()),
        "scores": scores,
    })
}

/// `aisle.jpg: 12 TP, 3 FP, 1 FN`.
fn caption(example: &Example) -> String {
    let image = &example.image;
    format!("{}: {} TP, {} FP, {} FN", image.file_name, image.n_tp, image.n_fp, image.n_fn)
}
