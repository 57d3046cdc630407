//! How long a stage takes, and the row of the table it gets.

use std::fs;
use std::hint::black_box;
use std::time::UNIX_EPOCH;

/// A stage is repeated until it has taken so long: the system counts in thousandths of that.
const LEAST_SECS: f64 = 1.0;

/// What a stage works on, to say how much of it is done in a second.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Amount(pub(crate) usize, pub(crate) &'static str);

/// CPU seconds of a stage, the mean over as many rounds as it takes to measure it.
pub(crate) fn secs(mut work: impl FnMut() -> usize) -> f64 {
    black_box(work());
    let start = cpu_secs();
    for n_rounds in 1_u32.. {
        black_box(work());
        let spent = cpu_secs() - start;
        if spent >= LEAST_SECS {
            return spent / f64::from(n_rounds);
        }
    }
    f64::NAN
}

/// CPU time of this thread; where the system does not tell it in a file, the time of day.
fn cpu_secs() -> f64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds: Option<f64> = told.and_then(|told| told.split(' ').next()?.parse().ok());
    let of_day = || UNIX_EPOCH.elapsed().map_or(0.0, |time| time.as_secs_f64());
    nanoseconds.map_or_else(of_day, |nanoseconds| nanoseconds * 1e-9)
}

/// The head of the table, in Markdown.
pub(crate) fn show_heading() {
    println!("| stage | works on | ms | limit, ms | factor | millions a second |");
    println!("| --- | --- | ---: | ---: | ---: | ---: |");
}

/// A stage beside its limit.
#[expect(clippy::cast_precision_loss, reason = "an amount is far below 2^53")]
pub(crate) fn show(stage: &str, Amount(amount, unit): Amount, secs: f64, limit_secs: f64) {
    let (ms, limit_ms, factor) = (secs * 1e3, limit_secs * 1e3, secs / limit_secs);
    let rate = amount as f64 / secs * 1e-6;
    println!("| {stage} | {amount} {unit} | {ms:.2} | {limit_ms:.3} | {factor:.1} | {rate:.1} |");
}

/// Something that has no limit of its own.
pub(crate) fn show_whole(what: &str, secs: f64) {
    println!("| {what} | | {:.2} | – | – | – |", secs * 1e3);
}
