//! Tables without lines: columns by alignment, groups by empty lines.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::paragraph::truncated;
use crate::terminal::QUIET;

/// Columns in front of a table.
const INDENT: usize = 2;
/// Columns between two columns, and whether headings are short; the roomiest first.
const LAYOUTS: [(usize, bool); 5] = [(3, false), (2, false), (2, true), (1, false), (1, true)];
/// Headings that have a short form for narrow terminals.
const SHORT_HEADINGS: [(&str, &str); 3] =
    [("precision", "prec."), ("excused", "exc."), ("area range", "area")];

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

impl Column {
    fn heading_text(&self, is_short: bool) -> &'static str {
        let short = SHORT_HEADINGS.into_iter().find(|(heading, _)| *heading == self.heading);
        short.filter(|_| is_short).map_or(self.heading, |(_, short)| short)
    }
}

/// How wide everything is.
#[derive(Clone, Debug)]
struct Layout {
    headings: Vec<&'static str>,
    widths: Vec<usize>,
    gap: usize,
}

impl Layout {
    /// Columns that a row takes, without the indent.
    fn n_columns(&self) -> usize {
        self.widths.iter().sum::<usize>() + self.gap * self.widths.len().saturating_sub(1)
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

    /// The table within `width` columns: gaps narrow first, then headings get short, then the
    /// longest names are cut.
    pub(crate) fn render(&self, width: usize) -> String {
        let room = width.saturating_sub(INDENT);
        let layouts = LAYOUTS.map(|(gap, is_short)| self.layout(gap, is_short));
        let [.., mut narrowest] = layouts.clone();
        if let Some(layout) = layouts.iter().find(|layout| layout.n_columns() <= room) {
            return self.lines(layout);
        }
        let excess = narrowest.n_columns() - room;
        let names = (0..self.columns.len()).filter(|&idx| self.columns[idx].is_text);
        if let Some(idx) = names.max_by_key(|&idx| narrowest.widths[idx]) {
            let heading = narrowest.headings[idx].width();
            narrowest.widths[idx] = narrowest.widths[idx].saturating_sub(excess).max(heading);
        }
        self.lines(&narrowest)
    }

    /// The layout that no cell and no heading is cut in.
    fn layout(&self, gap: usize, is_short: bool) -> Layout {
        let headings: Vec<_> =
            self.columns.iter().map(|column| column.heading_text(is_short)).collect();
        let mut widths: Vec<_> = headings.iter().map(|heading| heading.width()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.text.width());
            }
        }
        for span in &self.spans {
            let range = &span.columns;
            let covered = widths[range.clone()].iter().sum::<usize>() + gap * (range.len() - 1);
            widths[range.end - 1] += span.heading.width().saturating_sub(covered);
        }
        Layout { headings, widths, gap }
    }

    fn lines(&self, layout: &Layout) -> String {
        let Layout { headings, widths, gap } = layout;
        let mut text = String::new();
        if !self.spans.is_empty() {
            text.push_str(&self.span_line(widths, *gap));
        }
        if headings.iter().any(|heading| !heading.is_empty()) {
            let headings = headings.iter().map(|heading| Cell::styled(*heading, QUIET));
            text.push_str(&self.line(&headings.collect::<Vec<_>>(), widths, *gap));
        }
        for row in &self.rows {
            text.push_str(&self.line(row, widths, *gap));
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
    fn headings_get_short_before_a_name_is_cut() {
        let mut table = Table::new([Column::text("name"), Column::number("precision")]);
        table.row(["pallet".into(), "0.500".into()]);
        assert_eq!(plain(&table, 20), "  name     precision\n  pallet       0.500\n");
        assert_eq!(plain(&table, 15), "  name    prec.\n  pallet  0.500\n");
    }

    #[test]
    fn a_span_stands_over_its_columns() {
        let mut table = Table::new([Column::text("m"), Column::number("a"), Column::number("b")]);
        table.span("both", 1..3);
        table.row(["x".into(), "0.1".into(), "0.2".into()]);
        assert_eq!(plain(&table, 80), "        both\n  m     a     b\n  x   0.1   0.2\n");
    }
}
