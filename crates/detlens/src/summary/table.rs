//! Tables without lines: columns by alignment, groups by empty lines.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::paragraph::truncated;
use crate::terminal::QUIET;

/// Columns in front of a table.
const INDENT: usize = 2;
/// Columns between two columns, the roomiest that fits.
const GAPS: [usize; 3] = [3, 2, 1];

/// A table to be laid out.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<Column>,
    spans: Vec<Span>,
    /// Rows of cells; an empty row is an empty line.
    rows: Vec<Vec<Cell>>,
}

/// A column and its heading.
#[derive(Debug)]
pub(crate) struct Column {
    heading: &'static str,
    is_text: bool,
}

impl Column {
    /// A column of numbers, which end at the right.
    pub(crate) fn number(heading: &'static str) -> Self {
        Self { heading, is_text: false }
    }

    /// A column of words, which begin at the left.
    pub(crate) fn text(heading: &'static str) -> Self {
        Self { heading, is_text: true }
    }
}

/// A heading over several columns.
#[derive(Debug)]
struct Span {
    heading: String,
    columns: std::ops::Range<usize>,
}

/// What stands in one place of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell {
    text: String,
    style: Style,
}

impl Cell {
    pub(crate) fn styled(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::styled(text, Style::new())
    }
}

impl Table {
    pub(crate) fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Self { columns: columns.into_iter().collect(), spans: Vec::new(), rows: Vec::new() }
    }

    /// Puts a heading over columns that have their own.
    pub(crate) fn span(&mut self, heading: impl Into<String>, columns: std::ops::Range<usize>) {
        self.spans.push(Span { heading: heading.into(), columns });
    }

    /// Adds a row with a cell for each column.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Adds an empty line.
    pub(crate) fn gap(&mut self) {
        self.rows.push(Vec::new());
    }

    /// The table within `width` columns; names are cut before a number is.
    pub(crate) fn render(&self, width: usize) -> String {
        let mut widths = self.natural_widths();
        let room = width.saturating_sub(INDENT);
        let total = |widths: &[usize], gap| {
            widths.iter().sum::<usize>() + gap * widths.len().saturating_sub(1)
        };
        let fitting = GAPS.into_iter().find(|&gap| total(&widths, gap) <= room);
        let gap = fitting.unwrap_or(GAPS[2]);
        let excess = total(&widths, gap).saturating_sub(room);
        if let Some(idx) = self.columns.iter().position(|column| column.is_text) {
            let heading = self.columns[idx].heading.width();
            widths[idx] = widths[idx].saturating_sub(excess).max(heading);
        }
        self.lines(&widths, gap)
    }

    fn natural_widths(&self) -> Vec<usize> {
        let mut widths: Vec<_> = self.columns.iter().map(|column| column.heading.width()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.text.width());
            }
        }
        for span in &self.spans {
            let range = &span.columns;
            let covered = widths[range.clone()].iter().sum::<usize>() + GAPS[2] * (range.len() - 1);
            widths[range.end - 1] += span.heading.width().saturating_sub(covered);
        }
        widths
    }

    fn lines(&self, widths: &[usize], gap: usize) -> String {
        let mut text = String::new();
        if !self.spans.is_empty() {
            text.push_str(&self.span_line(widths, gap));
        }
        let headings = self.columns.iter().map(|column| Cell::styled(column.heading, QUIET));
        if self.columns.iter().any(|column| !column.heading.is_empty()) {
            text.push_str(&self.line(&headings.collect::<Vec<_>>(), widths, gap));
        }
        for row in &self.rows {
            text.push_str(&self.line(row, widths, gap));
        }
        text
    }

    /// The headings over several columns, each in the middle of them.
    fn span_line(&self, widths: &[usize], gap: usize) -> String {
        let mut line = " ".repeat(INDENT);
        let mut idx = 0;
        for span in &self.spans {
            let before: usize =
                widths[idx..span.columns.start].iter().map(|width| width + gap).sum();
            let covered: usize = widths[span.columns.clone()].iter().sum();
            let covered = covered + gap * (span.columns.len() - 1);
            let blank = covered.saturating_sub(span.heading.width());
            let (left, right) =
                (" ".repeat(before + blank / 2), " ".repeat(blank.div_ceil(2) + gap));
            line = line + &left + &span.heading + &right;
            idx = span.columns.end;
        }
        format!("{QUIET}{}{QUIET:#}\n", line.trim_end())
    }

    fn line(&self, cells: &[Cell], widths: &[usize], gap: usize) -> String {
        let mut line = String::new();
        // Blanks are written only before the next word, so that none trails.
        let mut blank = INDENT;
        for ((cell, column), &width) in cells.iter().zip(&self.columns).zip(widths) {
            let word = truncated(&cell.text, width);
            let padding = width.saturating_sub(word.width());
            if word.is_empty() {
                blank += width + gap;
                continue;
            }
            let (left, right) = if column.is_text { (0, padding) } else { (padding, 0) };
            line = line + &" ".repeat(blank + left) + &in_style(&word, cell.style);
            blank = right + gap;
        }
        line + "\n"
    }
}

/// A word with the terminal's codes around it.
fn in_style(word: &str, style: Style) -> String {
    format!("{style}{word}{style:#}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(table: &Table, width: usize) -> String {
        anstream::adapter::strip_str(&table.render(width)).to_string()
    }

    #[test]
    fn columns_line_up_and_nothing_trails() {
        let mut table = Table::new([Column::text("name"), Column::number("GT"), Column::text("")]);
        table.row(["box".into(), "1,024".into(), "".into()]);
        table.gap();
        table.row([Cell::styled("tote", QUIET), "7".into(), "few".into()]);
        table.row(["".into(), "8".into(), "many".into()]);
        assert_eq!(
            plain(&table, 80),
            "  name      GT\n  box    1,024\n\n  tote       7   few\n             8   many\n"
        );
    }

    #[test]
    fn a_name_gives_way_before_a_number_does() {
        let mut table = Table::new([Column::text("name"), Column::number("GT")]);
        table.row(["a rather long name".into(), "1,024".into()]);
        assert_eq!(plain(&table, 20), "  name            GT\n  a rather lo… 1,024\n");
    }

    #[test]
    fn a_span_stands_over_its_columns() {
        let mut table = Table::new([Column::text("m"), Column::number("a"), Column::number("b")]);
        table.span("both", 1..3);
        table.row(["x".into(), "0.1".into(), "0.2".into()]);
        assert_eq!(plain(&table, 80), "        both\n  m     a     b\n  x   0.1   0.2\n");
    }
}
