//! The camera after the lens: vignette, exposure, white balance, tone, noise; then JPEG.

use detlens_geometry::MaskSize;

use crate::color::Color;
use crate::random::Random;

/// How one camera turns light into numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Film {
    pub(crate) exposure: f64,
    /// Gain of each channel.
    pub(crate) balance: Color,
    /// 1 for colour, 0 for grey.
    pub(crate) saturation: f64,
    /// Loss of light in the corners, as a part.
    pub(crate) vignette: f64,
    /// Standard deviation of the noise at mid grey, in levels of 255.
    pub(crate) noise: f64,
}

impl Film {
    /// A camera somewhere between good and old; a few see no colour.
    pub(crate) fn random(random: &Random) -> Self {
        let warmth = random.bell() * 0.05;
        Self {
            exposure: random.between(0.62, 0.9),
            balance: Color {
                red: 1.0 + warmth,
                green: 1.0 + random.bell() * 0.012,
                blue: 1.0 - warmth,
            },
            saturation: if random.chance(0.03) { 0.0 } else { random.between(0.8, 1.12) },
            vignette: random.between(0.12, 0.38),
            noise: random.between(1.0, 2.6),
        }
    }

    /// The picture as RGB bytes, shape `height x width x 3`.
    pub(crate) fn develop(&self, light: &[Color], size: MaskSize, random: &Random) -> Vec<u8> {
        let (width, height) = (size.width(), size.height());
        let tone = Tone::new();
        let mut rgb = vec![0; light.len() * 3];
        let mut pixels = rgb.chunks_exact_mut(3);
        let (half_x, half_y) = (f64::from(width) / 2.0, f64::from(height) / 2.0);
        let dimming = self.vignette / (half_x * half_x + half_y * half_y);
        for (y, row) in (0..height).zip(light.chunks_exact(width as usize)) {
            let dy = f64::from(y) + 0.5 - half_y;
            for (x, light) in (0..width).zip(row) {
                let dx = f64::from(x) + 0.5 - half_x;
                let gain = self.exposure * (1.0 - dimming * (dx * dx + dy * dy));
                let light = Color::grey(light.brightness()).mix(*light, self.saturation);
                let light = light * self.balance * gain;
                let noise = noise(random, self.noise);
                let levels = [light.red, light.green, light.blue].map(|light| tone.level(light));
                for ((byte, level), noise) in
                    pixels.next().into_iter().flatten().zip(levels).zip(noise)
                {
                    *byte = rounded(level + noise);
                }
            }
        }
        rgb
    }
}

/// Noise of the three channels, mostly common to them.
fn noise(random: &Random, strength: f64) -> [f64; 3] {
    // One draw gives four dice of 16 bits, two for what the channels share.
    let bits = random.bits();
    let die = |shift: u32| f64::from((bits >> shift & 0xFFFF) as u32) - 32_767.5;
    let unit = strength / 32_767.5;
    let (shared, a, b) = ((die(0) + die(16)) * (1.1 * unit), die(32) * unit, die(48) * unit);
    [shared + a * 0.6, shared - (a + b) * 0.3, shared + b * 0.8]
}

/// The curve from light to levels of 255, as a table.
struct Tone {
    levels: Vec<f64>,
}

impl Tone {
    const STEPS: u32 = 4096;
    /// Light beyond this is white.
    const MOST: f64 = 9.0;
    /// `STEPS` over the root of `MOST`.
    const PER_ROOT: f64 = 4096.0 / 3.0;

    fn new() -> Self {
        // Even steps in the square root of light, where the curve is nearly straight.
        let level = |step: u32| {
            let root = f64::from(step) / Self::PER_ROOT;
            let x = root * root * 0.8;
            // Narkowicz's fit of the ACES film curve.
            let film = (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14);
            let film = film.min(1.0);
            // Screens undo a power of about 2.2; 1/4 + 1/8 + 1/16 needs square roots only.
            let fourth = film.sqrt().sqrt();
            let eighth = fourth.sqrt();
            fourth * eighth * eighth.sqrt() * 255.0
        };
        Self { levels: (0..=Self::STEPS).map(level).collect() }
    }

    fn level(&self, light: f64) -> f64 {
        let place = light.clamp(0.0, Self::MOST).sqrt() * Self::PER_ROOT;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped above"
        )]
        let idx = place as usize;
        self.levels[idx.min(Self::STEPS as usize)]
    }
}

fn rounded(level: f64) -> u8 {
    // The cast goes to 0 or 255 where the level lies beyond.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturation is meant"
    )]
    {
        (level + 0.5) as u8
    }
}

/// The picture as a JPEG file.
pub(crate) fn jpeg(rgb: &[u8], size: MaskSize) -> Vec<u8> {
    const QUALITY: u8 = 86;
    let length =
        |length_px: u32| u16::try_from(length_px).expect("planned sizes are far below 65536 px");
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, QUALITY);
    encoder
        .encode(rgb, length(size.width()), length(size.height()), jpeg_encoder::ColorType::Rgb)
        .expect("writing to memory cannot fail, and the size fits the pixels");
    bytes
}
