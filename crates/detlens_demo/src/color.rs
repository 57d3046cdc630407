//! Colours as amounts of light, so that they add and multiply as light does.

use std::ops::{Add, Mul};

/// Red, green and blue light; 1 is what a perfectly white sheet returns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Color {
    pub(crate) red: f64,
    pub(crate) green: f64,
    pub(crate) blue: f64,
}

impl Color {
    /// The colour that a screen shows for `0xRRGGBB`.
    pub(crate) fn screen(rgb: u32) -> Self {
        // Screens follow a power of about 2.2; 2.25 needs square roots only.
        let light = |shift: u32| {
            let level = f64::from(rgb >> shift & 0xFF) / 255.0;
            level * level * level.sqrt().sqrt()
        };
        Self { red: light(16), green: light(8), blue: light(0) }
    }

    /// Grey that returns the part `light` of what it gets.
    pub(crate) const fn grey(light: f64) -> Self {
        Self { red: light, green: light, blue: light }
    }

    /// This colour with the part `amount` of it, in `[0, 1]`, replaced by `other`.
    pub(crate) fn mix(self, other: Self, amount: f64) -> Self {
        self * (1.0 - amount) + other * amount
    }

    /// Brightness as an eye weighs it.
    pub(crate) fn brightness(self) -> f64 {
        0.2126 * self.red + 0.7152 * self.green + 0.0722 * self.blue
    }
}

impl Add for Color {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            red: self.red + other.red,
            green: self.green + other.green,
            blue: self.blue + other.blue,
        }
    }
}

impl Mul<f64> for Color {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        self * Self::grey(factor)
    }
}

impl Mul for Color {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self {
            red: self.red * other.red,
            green: self.green * other.green,
            blue: self.blue * other.blue,
        }
    }
}
