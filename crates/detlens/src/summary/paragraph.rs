//! Running text: wrapped at the layout's width, and safe to print.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use crate::terminal::QUIET;

/// Columns of the labels in front of facts.
const LABEL_COLUMNS: usize = 15;

/// Wraps text, each line behind `indent` columns, and ends it with a line break.
///
/// A no-break space keeps two words on one line.
pub(super) fn wrapped(text: &str, indent: usize, width: usize) -> String {
    let margin = " ".repeat(indent);
    let mut lines = String::new();
    let mut columns = 0;
    for word in text.split(' ') {
        let word_columns = word.width();
        if columns > 0 && columns + 1 + word_columns <= width {
            lines.push(' ');
            columns += 1;
        } else {
            lines.push_str(if columns > 0 { "\n" } else { "" });
            lines.push_str(&margin);
            columns = indent;
        }
        lines.push_str(&word.replace('\u{a0}', " "));
        columns += word_columns;
    }
    lines.push('\n');
    lines
}

/// A label and what it says, wrapped behind the label.
pub(crate) fn labelled(label: &str, text: &str, width: usize) -> String {
    let indent = 2 + LABEL_COLUMNS;
    let text = wrapped(text, indent, width);
    format!("  {QUIET}{label:LABEL_COLUMNS$}{QUIET:#}{}", text.trim_start())
}

/// A paragraph in a style, which ends before the line break as the terminal needs it.
pub(crate) fn styled(paragraph: &str, style: Style) -> String {
    format!("{style}{}{style:#}\n", paragraph.trim_end_matches('\n'))
}

/// Parts in a row, with a dot after each but the last.
pub(super) fn listed(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().collect::<Vec<_>>().join("\u{a0}· ")
}

/// The text kept on one line.
pub(super) fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// A text from the input, without what would move the cursor or turn the reading direction.
pub(crate) fn printable(text: &str) -> String {
    let is_harmless = |c: char| {
        !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if is_harmless(c) { c } else { '\u{fffd}' }).collect()
}

/// The text within `columns` columns, its end cut off at "…" if need be.
pub(super) fn truncated(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if kept.width() + 1 > columns {
            kept.pop();
            break;
        }
    }
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_within_the_width() {
        assert_eq!(wrapped("one two three", 2, 9), "  one two\n  three\n");
        assert_eq!(wrapped("unbreakable", 2, 5), "  unbreakable\n");
    }

    #[test]
    fn a_part_stays_on_one_line() {
        let parts = ["1 image", "2 boxes"].map(unbroken);
        assert_eq!(wrapped(&listed(parts), 0, 12), "1 image ·\n2 boxes\n");
    }

    #[test]
    fn a_name_cannot_steer_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb\u{202e}c"), "a\u{fffd}[2Jb\u{fffd}c");
    }

    #[test]
    fn wide_letters_count_twice() {
        assert_eq!(truncated("段ボール箱", 10), "段ボール箱");
        assert_eq!(truncated("段ボール箱", 9), "段ボール…");
        assert_eq!(truncated("parcel", 4), "par…");
    }
}
