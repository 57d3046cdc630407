//! Random numbers that are the same on every machine and in every release.
//!
//! A seed stands for the same pictures for ever, so the generator is written here: the crate
//! `rand_pcg` would fix the bits, but the code of `rand` that turns bits into numbers may change
//! between releases. `SplitMix64` (Steele, Lea and Flood, OOPSLA 2014) is a few lines, passes the
//! usual test batteries, and its last step also serves as the hash behind the textures.

use std::cell::Cell;

/// A stream of random numbers; drawing needs only a shared reference, so draws may be nested.
#[derive(Debug)]
pub(crate) struct Random {
    state: Cell<u64>,
}

impl Random {
    /// The stream number `stream` of `seed`; streams of one seed do not resemble each other.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        Self { state: Cell::new(mix(seed ^ mix(stream.wrapping_add(GOLDEN)))) }
    }

    /// The next 64 bits.
    pub(crate) fn bits(&self) -> u64 {
        self.state.set(self.state.get().wrapping_add(GOLDEN));
        mix(self.state.get())
    }

    /// 32 bits, as the seed of a texture.
    pub(crate) fn texture_seed(&self) -> u32 {
        (self.bits() >> 32) as u32
    }

    /// Uniform in `[0, 1)`.
    pub(crate) fn unit(&self) -> f64 {
        f64::from((self.bits() >> 32) as u32) / TWO_POW_32
    }

    /// Uniform in `[low, high)`.
    pub(crate) fn between(&self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Uniform in `0..n`; 0 if `n` is 0.
    pub(crate) fn below(&self, n: u32) -> u32 {
        (((self.bits() >> 32) * u64::from(n)) >> 32) as u32
    }

    /// Uniform in `low..=high`.
    pub(crate) fn count(&self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True with the given probability.
    pub(crate) fn chance(&self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Bell-shaped with mean 0 and standard deviation 1, never beyond 3.5.
    pub(crate) fn bell(&self) -> f64 {
        // A sum of four uniforms has variance 1/3; a true normal would need `ln` and `cos`, which
        // differ between machines.
        let sum: f64 = (0..4).map(|_| self.unit()).sum();
        (sum - 2.0) * 1.732_050_807_568_877_2
    }

    /// One of `choices`, which must not be empty.
    pub(crate) fn pick<'a, T>(&self, choices: &'a [T]) -> &'a T {
        let n = u32::try_from(choices.len()).unwrap_or(u32::MAX);
        &choices[self.below(n) as usize]
    }
}

/// A number in `[0, 1)` that belongs to the lattice point `(x, y)` of texture `seed`.
pub(crate) fn lattice(x: i32, y: i32, seed: u32) -> f64 {
    let mut hash = seed
        ^ x.cast_unsigned().wrapping_mul(0x9E37_79B1)
        ^ y.cast_unsigned().wrapping_mul(0x85EB_CA77);
    hash = (hash ^ (hash >> 15)).wrapping_mul(0x2C1B_3C6D);
    hash = (hash ^ (hash >> 12)).wrapping_mul(0x297A_2D39);
    f64::from(hash ^ (hash >> 15)) / TWO_POW_32
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
const TWO_POW_32: f64 = 4_294_967_296.0;

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitmix_gives_its_published_numbers() {
        // First outputs for the state 1234567, as in the generator's reference test.
        let random = Random { state: Cell::new(1_234_567) };
        let found: Vec<u64> = (0..3).map(|_| random.bits()).collect();
        let published =
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!(found, published);
    }

    #[test]
    fn numbers_keep_to_their_ranges() {
        let random = Random::new(1, 2);
        for _ in 0..10_000 {
            assert!((0.0..1.0).contains(&random.unit()));
            assert!(random.bell().abs() < 3.5);
            assert!((3..=5).contains(&random.count(3, 5)));
        }
    }
}
