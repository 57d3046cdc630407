//! From a furnished place to the light that falls on each pixel, and to who is seen there.

use crate::color::Color;
use crate::light::Light;
use crate::nearest::{Nearest, Patch};
use crate::openness::Openness;
use crate::sites::Stage;
use crate::solid::{Face, Solid};
use crate::view::{Ray, View};

/// What a camera has caught.
#[derive(Clone, Debug)]
pub(crate) struct Exposure {
    pub(crate) nearest: Nearest,
    /// Light on each pixel, row by row.
    pub(crate) light: Vec<Color>,
}

/// Looks at `stage` through `view`.
pub(crate) fn expose(stage: &Stage, view: &View) -> Exposure {
    let solids = &stage.world.solids;
    let nearest = Nearest::look(view, solids);
    let shader = Shader {
        solids,
        view,
        openness: Openness::judge(view, &nearest),
        light: Light::new(stage),
    };
    let light = shader.mosaic(&nearest);
    Exposure { nearest, light }
}

struct Shader<'a> {
    solids: &'a [Solid],
    view: &'a View,
    openness: Openness,
    light: Light,
}

impl Shader<'_> {
    /// The colours of all pixels, row by row.
    ///
    /// As behind the colour mosaic of a real sensor, every other pixel is the mean of its
    /// neighbours where they show the same face; that halves the work.
    fn mosaic(&self, nearest: &Nearest) -> Vec<Color> {
        let mut light = vec![Color::grey(0.0); nearest.patch.len()];
        let mut skipped = Vec::with_capacity(light.len() / 2);
        for y in 0..nearest.height_px {
            for x in 0..nearest.width_px {
                let (idx, beside) = (nearest.idx(x, y), nearest.beside(x, y));
                let around = beside.map(|beside| nearest.patch[beside.unwrap_or(idx)]);
                let is_plain = around == [nearest.patch[idx]; 4];
                match beside {
                    [Some(a), Some(b), Some(c), Some(d)] if is_plain && (x + y) % 2 == 1 => {
                        skipped.push((idx, [a, b, c, d]));
                    }
                    _ if is_plain => light[idx] = self.plain(nearest, x, y),
                    _ => light[idx] = self.edge(nearest.patch[idx], around, x, y),
                }
            }
        }
        for (idx, [a, b, c, d]) in skipped {
            light[idx] = (light[a] + light[b] + light[c] + light[d]) * 0.25;
        }
        light
    }

    /// The colour in the middle of a pixel.
    fn plain(&self, nearest: &Nearest, x: u32, y: u32) -> Color {
        let idx = nearest.idx(x, y);
        let Some((solid_idx, face)) = nearest.patch[idx].get() else { return Color::grey(0.0) };
        let place = (f64::from(x) + 0.5, f64::from(y) + 0.5);
        let ray = self.view.rays.ray(place.0, place.1);
        self.shade(&Hit { solid_idx, face, t: nearest.depth(idx) }, &ray, place)
    }

    /// The mean of four points, of which those on the same face share one colour.
    fn edge(&self, here: Patch, [left, right, above, below]: [Patch; 4], x: u32, y: u32) -> Color {
        // A rotated grid, so that level and upright edges get four steps.
        const SPOTS: [(f64, f64); 4] =
            [(0.125, 0.375), (0.375, -0.125), (-0.125, -0.375), (-0.375, 0.125)];
        let around = [here, left, right, above, below];
        let mut sum = Color::grey(0.0);
        let mut known: [Option<(Hit, Color)>; 4] = [None; 4];
        for (spot, (dx, dy)) in SPOTS.into_iter().enumerate() {
            let place = (f64::from(x) + 0.5 + dx, f64::from(y) + 0.5 + dy);
            let ray = self.view.rays.ray(place.0, place.1);
            let Some(hit) = self.first(&around, &ray) else { continue };
            let same = |(other, _): &(Hit, Color)| {
                other.solid_idx == hit.solid_idx && other.face == hit.face
            };
            let color = match known.iter().flatten().find(|known| same(known)) {
                Some((_, color)) => *color,
                None => self.shade(&hit, &ray, place),
            };
            known[spot] = Some((hit, color));
            sum = sum + color * 0.25;
        }
        sum
    }

    /// What a ray meets first among the solids `around`.
    fn first(&self, around: &[Patch; 5], ray: &Ray) -> Option<Hit> {
        let mut first: Option<Hit> = None;
        for (place, patch) in around.iter().enumerate() {
            let Some((solid_idx, _)) = patch.get() else { continue };
            if around[..place].iter().any(|tried| tried.is_on(solid_idx)) {
                continue;
            }
            let solid = &self.solids[solid_idx];
            if let Some((t, face)) = solid.hit(&ray.local(&solid.frame))
                && first.is_none_or(|first| t < first.t)
            {
                first = Some(Hit { solid_idx, face, t });
            }
        }
        first
    }

    fn shade(&self, hit: &Hit, ray: &Ray, (x, y): (f64, f64)) -> Color {
        let solid = &self.solids[hit.solid_idx];
        let contact = solid.contact(ray, hit.t, hit.face, self.view.focal_px);
        let paint = solid.material.paint(&contact.surface);
        self.light.shade(&contact, &paint, self.openness.at(x, y))
    }
}

/// A ray's meeting with a solid.
#[derive(Clone, Copy, Debug)]
struct Hit {
    solid_idx: usize,
    face: Face,
    t: f64,
}
