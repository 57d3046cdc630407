//! Section 1, the protocol `exact`: averages for each scope and area range.

use detlens_run::arrow_array::types::{Float64Type, Int64Type, UInt32Type};
use detlens_run::{Rows, Scope, Table};
use serde::Serialize;

use super::Measure;
use crate::PageError;
use crate::data::PageData;

/// The averages of one scope in one area range; lists have length `T`.
#[derive(Debug, Serialize)]
pub(super) struct Averages {
    scope: PageScope,
    area_idx: usize,
    n_categories: i64,
    average_precision: Vec<Measure>,
    average_precision_101: Vec<Measure>,
    recall: Vec<Measure>,
}

/// What an average is made of: a word, or the index of a category.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
enum PageScope {
    Word(&'static str),
    Category(u32),
}

/// The columns of one number, one for each IoU threshold.
type NumberAtEachIou = Vec<Vec<Option<f64>>>;

/// Reads the averages of a run.
pub(super) fn read(data: &PageData) -> Result<Vec<Averages>, PageError> {
    let numbers = ["ap", "ap_101", "recall"].map(|name| data.at_each_iou(name));
    let mut columns = vec!["scope", "category_row", "area_range", "n_categories"];
    columns.extend(numbers.iter().flatten().map(String::as_str));
    let rows = data.run().read(Table::Averages, &columns)?;
    let read = |names: &[String]| names.iter().map(|name| optional(&rows, name)).collect();
    let numbers: [Result<NumberAtEachIou, PageError>; 3] =
        numbers.each_ref().map(|names| read(names));
    let [ap, ap_101, recall] = numbers;
    let (ap, ap_101, recall) = (ap?, ap_101?, recall?);

    let scopes = scopes(&rows)?;
    let area_indices = area_indices(data, &rows)?;
    let n_categories = rows.numbers::<Int64Type>("n_categories")?;
    let averages = |row: usize| {
        let measures = |numbers: &NumberAtEachIou| {
            numbers.iter().map(|column| scopes[row].measure(column[row])).collect()
        };
        Averages {
            scope: scopes[row],
            area_idx: area_indices[row],
            n_categories: n_categories.value(row),
            average_precision: measures(&ap),
            average_precision_101: measures(&ap_101),
            recall: measures(&recall),
        }
    };
    Ok((0..rows.len()).map(averages).collect())
}

impl PageScope {
    /// A number of the scope; where there is none, the scope tells why.
    fn measure(self, number: Option<f64>) -> Measure {
        match self {
            Self::Word("mean") => Measure::or_no_category(number),
            Self::Word(_) | Self::Category(_) => Measure::or_no_ground_truth(number),
        }
    }
}

fn scopes(rows: &Rows) -> Result<Vec<PageScope>, PageError> {
    let categories = rows.numbers::<UInt32Type>("category_row")?;
    let page_scope = |(scope, category): (Scope, Option<u32>)| match (scope, category) {
        (Scope::MeanOverCategories, _) => Ok(PageScope::Word("mean")),
        (Scope::Pooled, _) => Ok(PageScope::Word("pooled")),
        (Scope::ClassAgnostic, _) => Ok(PageScope::Word("class_agnostic")),
        (Scope::Category, Some(category_idx)) => Ok(PageScope::Category(category_idx)),
        (Scope::Category, None) => Err(PageError::inconsistent("an average has no category")),
    };
    rows.words::<Scope>("scope")?.into_iter().zip(categories).map(page_scope).collect()
}

fn area_indices(data: &PageData, rows: &Rows) -> Result<Vec<usize>, PageError> {
    let ranges = &data.run().record().area_ranges;
    let index = |name: Option<&str>| {
        let index = ranges.iter().position(|range| Some(range.name.as_str()) == name);
        index.ok_or_else(|| PageError::inconsistent(format!("there is no area range {name:?}")))
    };
    rows.texts("area_range")?.into_iter().map(index).collect()
}

fn optional(rows: &Rows, name: &str) -> Result<Vec<Option<f64>>, PageError> {
    Ok(rows.numbers::<Float64Type>(name)?.iter().collect())
}
