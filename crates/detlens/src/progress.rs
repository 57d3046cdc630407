//! Progress bars on standard error, drawn only if that is a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Time between two frames of a spinner.
const TICK: Duration = Duration::from_millis(120);

/// A bar over the bytes of files that are read, with the rate and the time left.
pub(crate) fn reading(n_bytes: u64) -> ProgressBar {
    let template = "{prefix} {msg}  {bar:24} {decimal_bytes} of {decimal_total_bytes}  {decimal_bytes_per_sec}  {eta} left";
    let bar = ProgressBar::new(n_bytes).with_style(style(template));
    bar.with_prefix("reading")
}

/// A bar over `n_items` items, with the rate and the time left.
pub(crate) fn items(what: &'static str, n_items: u64) -> ProgressBar {
    let template = "{prefix}  {bar:24} {human_pos} of {human_len}  {per_sec}  {eta} left";
    let bar = ProgressBar::new(n_items).with_style(style(template));
    bar.with_prefix(what)
}

/// A spinner for work whose length is not known while it runs.
pub(crate) fn spinner(what: String) -> ProgressBar {
    let spinner = ProgressBar::new_spinner().with_style(style("{spinner} {msg}  {elapsed}"));
    spinner.set_message(what);
    spinner.enable_steady_tick(TICK);
    spinner
}

/// A style; should a template ever be unreadable, the plain one still shows progress.
fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template);
    style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("━╸─")
}
