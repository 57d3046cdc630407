//! A run on disk: what is written, what is read back, and what is refused.

#![expect(clippy::unwrap_used, reason = "a test may stop at what it does not expect")]

mod damaged;
mod destination;
mod long_texts;
mod round_trip;
mod same_bytes;
mod scene;
mod schema;
