//! Numbers as the summary writes them.

/// A fraction with three decimals: `0.509`.
pub(super) fn fraction(value: f64) -> String {
    format!("{value:.3}")
}

/// The difference of two fractions, with its sign: `+0.0021`, `−0.0021`, `0.0000`.
///
/// It has a decimal more than the fractions, since it need not be that of what they round to.
pub(super) fn difference(value: f64) -> String {
    let text = format!("{:.4}", value.abs());
    match (text == "0.0000", value < 0.0) {
        (true, _) => text,
        (false, true) => format!("−{text}"),
        (false, false) => format!("+{text}"),
    }
}

/// A count with separators: `16,800`.
pub(crate) fn count(count: u64) -> String {
    separated(&count.to_string())
}

/// A mean of counts with one decimal: `1,436.5`.
pub(super) fn mean_count(value: f64) -> String {
    let text = format!("{value:.1}");
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, "0"));
    format!("{}.{decimals}", separated(whole))
}

/// A mean of counts as the nearest whole number: `1,436`.
pub(super) fn rounded_count(value: f64) -> String {
    separated(&format!("{value:.0}"))
}

/// An area in px², with a decimal only if it has one: `1,024` or `1,012.5`.
pub(crate) fn area(px2: f64) -> String {
    let text = mean_count(px2);
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// A score threshold with the digits it needs to be told from its neighbours, at most six.
pub(crate) fn score(score: f64) -> String {
    let text = format!("{score:.6}");
    let text = text.trim_end_matches('0');
    // Three decimals at least, so that scores line up with the fractions around them.
    let places = text.len() - text.find('.').unwrap_or(text.len() - 1) - 1;
    if places < 3 { format!("{score:.3}") } else { text.to_owned() }
}

/// A share of a whole: `25.0 %`.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// A size in bytes, in powers of 1000: `3.2 MB`.
#[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
pub(crate) fn bytes(n_bytes: u64) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    if n_bytes < 1000 {
        return format!("{n_bytes} B");
    }
    let mut value = n_bytes as f64 / 1e3;
    let mut unit = 0;
    while value >= 999.95 && unit + 1 < UNITS.len() {
        value /= 1e3;
        unit += 1;
    }
    format!("{value:.1} {}", UNITS[unit])
}

/// Digits in groups of three.
fn separated(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (idx, digit) in digits.char_indices() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!([count(7), count(1000), count(16_800)], ["7", "1,000", "16,800"]);
        assert_eq!([area(1024.0), area(1012.5), area(0.0)], ["1,024", "1,012.5", "0"]);
        assert_eq!(
            [bytes(999), bytes(1000), bytes(999_990), bytes(3_249_999)],
            ["999 B", "1.0 kB", "1.0 MB", "3.2 MB"]
        );
        assert_eq!(
            [difference(0.0021), difference(-0.0021), difference(-0.00001)],
            ["+0.0021", "−0.0021", "0.0000"]
        );
        assert_eq!([score(0.8), score(0.250_137_5), score(1.0)], ["0.800", "0.250138", "1.000"]);
        assert_eq!([mean_count(1436.0), rounded_count(1435.6)], ["1,436.0", "1,436"]);
        assert_eq!(percent(0.075), "7.5 %");
    }
}
