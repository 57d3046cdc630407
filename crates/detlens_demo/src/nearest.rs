//! What is nearest in each pixel: the buffer that all masks, light and colours come from.

use crate::outline::Outline;
use crate::solid::{Face, Shape, Solid};
use crate::view::{Ray, RayGrid, View};

/// A face of a solid, packed in a number so that neighbours compare in one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Patch(u32);

impl Patch {
    /// Where nothing is.
    pub(crate) const NOTHING: Self = Self(u32::MAX);

    fn new(solid_idx: u32, face: Face) -> Self {
        Self(solid_idx << 3 | face as u32)
    }

    /// Whether this is a face of the solid.
    pub(crate) fn is_on(self, solid_idx: usize) -> bool {
        self.get().is_some_and(|(idx, _)| idx == solid_idx)
    }

    /// The solid and its face; `None` for [`Self::NOTHING`].
    pub(crate) fn get(self) -> Option<(usize, Face)> {
        let face = Face::ALL.get((self.0 & 7) as usize)?;
        Some(((self.0 >> 3) as usize, *face))
    }
}

/// The nearest face in each pixel and its depth, row by row, shape `height_px x width_px`.
#[derive(Clone, Debug)]
pub(crate) struct Nearest {
    pub(crate) width_px: u32,
    pub(crate) height_px: u32,
    pub(crate) patch: Vec<Patch>,
    /// In metres along the viewing direction; infinite where nothing is.
    depth: Vec<f32>,
}

impl Nearest {
    /// Looks at `solids` through `view`, a ray through the centre of each pixel.
    ///
    /// The patches number the solids in the order given.
    pub(crate) fn look<'a>(view: &View, solids: impl IntoIterator<Item = &'a Solid>) -> Self {
        let n_pixels = view.width_px as usize * view.height_px as usize;
        let mut nearest = Self {
            width_px: view.width_px,
            height_px: view.height_px,
            patch: vec![Patch::NOTHING; n_pixels],
            depth: vec![f32::INFINITY; n_pixels],
        };
        let mut outline = Outline::default();
        for (solid_idx, solid) in (0..).zip(solids) {
            nearest.add(view, solid_idx, solid, &mut outline);
        }
        nearest
    }

    fn add(&mut self, view: &View, solid_idx: u32, solid: &Solid, outline: &mut Outline) {
        outline.trace(view, solid);
        let rays = view.rays.local(&solid.frame);
        let at = (&rays, &*outline, solid_idx);
        // One loop for each shape, so that none decides on the shape in every pixel.
        let half = solid.half;
        match solid.shape {
            Shape::Cuboid => self.scan(at, |ray| Shape::Cuboid.hit(half, ray)),
            Shape::Cylinder => self.scan(at, |ray| Shape::Cylinder.hit(half, ray)),
            Shape::Pillow => self.scan(at, |ray| Shape::Pillow.hit(half, ray)),
            Shape::Room => self.scan(at, |ray| Shape::Room.hit(half, ray)),
        }
    }

    /// Keeps what `hit` finds where it is nearer than what was found before.
    fn scan(
        &mut self,
        (rays, outline, solid_idx): (&RayGrid, &Outline, u32),
        hit: impl Fn(&Ray) -> Option<(f64, Face)>,
    ) {
        for (y, columns) in (outline.top..).zip(&outline.rows) {
            let row = y as usize * self.width_px as usize;
            for x in columns.clone() {
                let ray = rays.ray(f64::from(x) + 0.5, f64::from(y) + 0.5);
                let Some((t, face)) = hit(&ray) else { continue };
                #[expect(clippy::cast_possible_truncation, reason = "micrometres are enough")]
                let depth = t as f32;
                let idx = row + x as usize;
                if depth < self.depth[idx] {
                    self.depth[idx] = depth;
                    self.patch[idx] = Patch::new(solid_idx, face);
                }
            }
        }
    }

    /// Depth of a pixel, in metres along the viewing direction; infinite where nothing is.
    pub(crate) fn depth(&self, idx: usize) -> f64 {
        f64::from(self.depth[idx])
    }

    /// Indices of the pixels to the left, to the right, above and below; `None` past the border.
    pub(crate) fn beside(&self, x: u32, y: u32) -> [Option<usize>; 4] {
        let (here, row) = (self.idx(x, y), self.width_px as usize);
        [
            (x > 0).then(|| here - 1),
            (x + 1 < self.width_px).then(|| here + 1),
            (y > 0).then(|| here - row),
            (y + 1 < self.height_px).then(|| here + row),
        ]
    }

    /// Index of the pixel in column `x` and row `y`.
    pub(crate) fn idx(&self, x: u32, y: u32) -> usize {
        y as usize * self.width_px as usize + x as usize
    }
}
