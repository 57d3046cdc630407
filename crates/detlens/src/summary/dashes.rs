//! Dashes: what a table shows where a number does not exist, and why, in a line below it.

use detlens_run::schema::Measure;

use super::numbers::fraction;
use super::paragraph::{styled, wrapped};
use super::table::Cell;
use crate::terminal::QUIET;

/// The reasons for the dashes of one table.
#[derive(Debug, Default)]
pub(super) struct Dashes {
    /// A reason and the headings of the columns it concerns, in order of appearance.
    reasons: Vec<(String, Vec<&'static str>)>,
}

impl Dashes {
    /// A number, or a dash whose reason is remembered.
    pub(super) fn measure(&mut self, column: &'static str, measure: Measure) -> Cell {
        match measure.get() {
            Ok(value) => fraction(value).into(),
            Err(reason) => self.dash(column, &reason.to_string()),
        }
    }

    /// A dash whose reason is remembered.
    pub(super) fn dash(&mut self, column: &'static str, reason: &str) -> Cell {
        let known = self.reasons.iter_mut().find(|(known, _)| known == reason);
        match known {
            None => self.reasons.push((reason.to_owned(), vec![column])),
            Some((_, columns)) if columns.contains(&column) => {}
            Some((_, columns)) => columns.push(column),
        }
        Cell::styled("–", QUIET)
    }

    /// The line that explains the dashes; empty if there is none.
    pub(super) fn foot(&self, width: usize) -> String {
        if self.reasons.is_empty() {
            return String::new();
        }
        let reasons: Vec<_> = self
            .reasons
            .iter()
            .map(|(reason, columns)| format!("{reason} ({})", columns.join(", ")))
            .collect();
        let text = format!("– is not defined: {}", reasons.join("; "));
        styled(&wrapped(&text, 2, width), QUIET)
    }
}
