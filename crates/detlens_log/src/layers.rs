//! Masks of an image as layers: for each pixel a class that says the outcome.

use detlens_geometry::{MaskSize, Run, foreground_runs, measure};

use crate::{LogError, Object, Outcome};

/// The masks of one outcome on one image.
///
/// A pixel holds one class, and objects of one outcome may overlap. So the edge of each object is
/// drawn over the inside of all: every object shows its outline, whatever lies on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// What became of its objects.
    pub outcome: Outcome,
    /// Width in px.
    pub width: u32,
    /// Height in px.
    pub height: u32,
    /// The class of each pixel, row by row, length `width * height`.
    pub classes: Vec<u8>,
}

/// What a pixel of a layer, or a box, shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerClass {
    /// No object.
    Background,
    /// The inside of an object, or a box.
    Inside(Outcome),
    /// The edge of an object.
    Edge(Outcome),
}

impl LayerClass {
    /// Every class, in the order of their numbers.
    pub const ALL: [Self; 7] = [
        Self::Background,
        Self::Inside(Outcome::TruePositive),
        Self::Inside(Outcome::FalsePositive),
        Self::Inside(Outcome::FalseNegative),
        Self::Edge(Outcome::TruePositive),
        Self::Edge(Outcome::FalsePositive),
        Self::Edge(Outcome::FalseNegative),
    ];

    /// Its number: 0 is the background.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Background => 0,
            Self::Inside(outcome) => 1 + outcome as u8,
            Self::Edge(outcome) => 4 + outcome as u8,
        }
    }

    /// Its name: `background`, `TP`, `TP edge`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Background => "background".to_owned(),
            Self::Inside(outcome) => outcome.name().to_owned(),
            Self::Edge(outcome) => format!("{} edge", outcome.name()),
        }
    }
}

impl Layer {
    /// Draws the masks of one outcome among the objects of an image of `width x height` px.
    ///
    /// # Errors
    ///
    /// [`LogError::Inconsistent`] if a mask does not fit the image.
    pub fn paint(
        outcome: Outcome,
        objects: &[Object],
        (width, height): (u32, u32),
    ) -> Result<Self, LogError> {
        let size =
            MaskSize::new(height, width).map_err(|e| LogError::inconsistent(e.to_string()))?;
        let masks = objects.iter().filter(|object| object.outcome == outcome);
        let masks = masks.filter_map(|object| object.rle_counts.as_deref());
        let masks = masks.map(|counts| runs_of(counts, size)).collect::<Result<Vec<_>, _>>()?;
        let mut canvas = Canvas::new(size);
        for runs in &masks {
            canvas.fill(runs, LayerClass::Inside(outcome));
        }
        for runs in &masks {
            canvas.outline(runs, LayerClass::Edge(outcome));
        }
        Ok(Self { outcome, width, height, classes: canvas.classes })
    }
}

fn runs_of(counts: &str, size: MaskSize) -> Result<Vec<Run>, LogError> {
    measure(counts.as_bytes(), size).map_err(|error| LogError::inconsistent(error.to_string()))?;
    let mut runs = Vec::new();
    foreground_runs(counts.as_bytes(), &mut runs);
    Ok(runs)
}

/// Pixels being painted.
struct Canvas {
    width: usize,
    height: usize,
    /// Row by row.
    classes: Vec<u8>,
    /// The pixels of the mask at hand, column by column as its runs count them.
    inside: Vec<bool>,
}

impl Canvas {
    fn new(size: MaskSize) -> Self {
        let (width, height) = (size.width() as usize, size.height() as usize);
        let n_pixels = width * height;
        Self { width, height, classes: vec![0; n_pixels], inside: vec![false; n_pixels] }
    }

    fn fill(&mut self, runs: &[Run], class: LayerClass) {
        for position in positions(runs) {
            self.set(position, class);
        }
    }

    /// Paints the pixels of a mask that touch a pixel outside of it, or the border of the image.
    fn outline(&mut self, runs: &[Run], class: LayerClass) {
        positions(runs).for_each(|position| self.inside[position] = true);
        for position in positions(runs) {
            if self.is_edge(position) {
                self.set(position, class);
            }
        }
        positions(runs).for_each(|position| self.inside[position] = false);
    }

    fn is_edge(&self, position: usize) -> bool {
        let (x, y) = (position / self.height, position % self.height);
        let is_at_border = x == 0 || y == 0 || x + 1 == self.width || y + 1 == self.height;
        is_at_border
            || !self.inside[position - 1]
            || !self.inside[position + 1]
            || !self.inside[position - self.height]
            || !self.inside[position + self.height]
    }

    fn set(&mut self, position: usize, class: LayerClass) {
        let (x, y) = (position / self.height, position % self.height);
        self.classes[y * self.width + x] = class.number();
    }
}

/// The positions of the pixels of a mask, counted column by column.
fn positions(runs: &[Run]) -> impl Iterator<Item = usize> + '_ {
    runs.iter().flat_map(|run| run.start as usize..run.end as usize)
}

#[cfg(test)]
mod tests {
    use detlens_geometry::{BoundingBox, encode_counts};

    use super::*;

    /// A rectangle on an image of 8 x 6 px: columns `x..x + w`, rows `y..y + h`.
    fn rectangle(outcome: Outcome, [x, y, w, h]: [u32; 4]) -> Object {
        let is_inside = |position: u32| {
            (x..x + w).contains(&(position / 6)) && (y..y + h).contains(&(position % 6))
        };
        let mut counts = vec![0];
        for position in 0..48 {
            if is_inside(position) != counts.len().is_multiple_of(2) {
                counts.push(0);
            }
            *counts.last_mut().unwrap() += 1;
        }
        let mut coded = Vec::new();
        encode_counts(&counts, &mut coded);
        Object {
            outcome,
            category: "box".to_owned(),
            score: None,
            iou: None,
            bbox: BoundingBox { x: 0.0, y: 0.0, width: 1.0, height: 1.0 },
            rle_counts: Some(String::from_utf8(coded).unwrap()),
        }
    }

    /// The layer as one text for each row of pixels.
    fn painted(objects: &[Object]) -> Vec<String> {
        let layer = Layer::paint(Outcome::FalsePositive, objects, (8, 6)).unwrap();
        layer.classes.chunks(8).map(|row| row.iter().map(|&class| digit(class)).collect()).collect()
    }

    fn digit(class: u8) -> char {
        char::from_digit(class.into(), 10).unwrap()
    }

    #[test]
    fn an_object_has_an_inside_and_an_edge() {
        let objects = [
            rectangle(Outcome::FalsePositive, [1, 1, 5, 4]),
            rectangle(Outcome::TruePositive, [0, 0, 8, 6]),
        ];
        let expected = ["00000000", "05555500", "05222500", "05222500", "05555500", "00000000"];
        assert_eq!(painted(&objects), expected);
    }

    #[test]
    fn an_object_within_another_is_seen_in_either_order() {
        let small = rectangle(Outcome::FalsePositive, [2, 2, 3, 3]);
        let large = rectangle(Outcome::FalsePositive, [0, 0, 8, 6]);
        let expected = ["55555555", "52222225", "52555225", "52525225", "52555225", "55555555"];
        assert_eq!(painted(&[small.clone(), large.clone()]), expected);
        assert_eq!(painted(&[large, small]), expected);
    }

    #[test]
    fn a_mask_of_another_size_is_refused() {
        let object = rectangle(Outcome::FalsePositive, [1, 1, 5, 4]);
        let painted = Layer::paint(Outcome::FalsePositive, &[object], (7, 6));
        assert!(matches!(painted, Err(LogError::Inconsistent { .. })));
    }

    #[test]
    fn classes_are_numbered_in_their_order() {
        let numbers: Vec<usize> =
            LayerClass::ALL.iter().map(|class| class.number().into()).collect();
        assert_eq!(numbers, (0..LayerClass::ALL.len()).collect::<Vec<_>>());
    }
}
