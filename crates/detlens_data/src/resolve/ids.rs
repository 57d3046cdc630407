//! Ids turned into indices, and ids that stand twice.

use rayon::prelude::*;

use crate::Id;
use crate::fault::Fault;
use crate::problem::{List, ProblemKind};

/// Sorted ids, of which each one's position is its index.
#[derive(Debug, Default)]
pub(crate) struct IdIndex {
    numbers: Vec<i64>,
    /// These come after the numbers.
    texts: Vec<Box<str>>,
}

impl IdIndex {
    /// The index of `ids`, which are sorted and unique.
    pub(super) fn new<'a>(ids: impl Iterator<Item = &'a Id>) -> Self {
        let mut index = Self::default();
        for id in ids {
            match id {
                Id::Number(number) => index.numbers.push(*number),
                Id::Text(text) => index.texts.push(text.clone()),
            }
        }
        index
    }

    // A search, not a hash: nobody can choose ids for which it is slow.
    pub(super) fn of_number(&self, number: i64) -> Option<u32> {
        let position = self.numbers.binary_search(&number).ok()?;
        u32::try_from(position).ok()
    }

    pub(super) fn of_text(&self, text: &str) -> Option<u32> {
        let position = self.texts.binary_search_by(|known| (**known).cmp(text)).ok()?;
        u32::try_from(self.numbers.len() + position).ok()
    }

    /// The index of a number, or else of the text that spells it.
    pub(super) fn of_number_or_its_text(&self, number: i64) -> Option<u32> {
        let spelled = || self.of_text(&number.to_string());
        self.of_number(number).or_else(|| if self.texts.is_empty() { None } else { spelled() })
    }

    /// The index of a text, or else of the number that it spells.
    pub(super) fn of_text_or_its_number(&self, text: &str) -> Option<u32> {
        self.of_text(text).or_else(|| self.of_number(spelled_number(text)?))
    }
}

/// The number whose usual spelling is `text`: `7`, but not `007` or `+7`.
fn spelled_number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number: &i64| number.to_string() == text)
}

/// Positions whose id stands earlier too, each with the first position of that id, in order.
pub(super) fn duplicates(ids: &[&Id]) -> Vec<(usize, usize)> {
    if ids.is_sorted_by(|a, b| a < b) {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..ids.len()).collect();
    order.par_sort_unstable_by_key(|&position| (ids[position], position));
    let mut duplicates = Vec::new();
    for same in order.chunk_by(|&a, &b| ids[a] == ids[b]) {
        duplicates.extend(same[1..].iter().map(|&position| (position, same[0])));
    }
    duplicates.sort_unstable();
    duplicates
}

pub(super) fn duplicate_fault(list: List, first_record: u64) -> Fault {
    let what = format!("{} {first_record} has this id too", list.record_name());
    let fault = Fault::new(ProblemKind::DuplicateId, what).in_field("id");
    fault.with_hint("give each record an id of its own")
}
